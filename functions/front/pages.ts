import { Problem, problems } from '../../shared/room/problems.ts'
import type { Door } from '../../shared/http/edge.ts'

/** Files of the pages by their path, read once at start. */
export type PageFiles = ReadonlyMap<string, Buffer>

interface Needs {
  files: PageFiles
  signIn: { issuer: string; clientId: string }
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** GET everything else: the pages. No inline code, no cookies; the only other place that a page speaks with is the issuer. */
export function pages({ files, signIn }: Needs): Door {
  const headers = {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ${new URL(signIn.issuer).origin}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'cache-control': 'no-cache',
  }
  const settings = JSON.stringify({ authority: signIn.issuer, clientId: signIn.clientId })
  return {
    name: 'pages',
    route: '{*path}',
    methods: ['GET'],
    handler: async function pages(request) {
      const path = request.params['path'] ?? ''
      if (path === 'settings.json')
        return { headers: { ...headers, 'content-type': 'application/json' }, body: settings }
      if (path === 'problems.json')
        return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(problems) }
      const name = findFile(files, path)
      const body = files.get(name)
      if (!body) throw new Problem('page-unknown')
      return {
        headers: { ...headers, 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream' },
        body,
      }
    },
  }
}

/** Addresses without a dot are pages of the one-page application. */
const findFile = (files: PageFiles, path: string): string =>
  files.has(path) ? path : path.includes('.') || path.startsWith('api/') ? '' : 'index.html'
