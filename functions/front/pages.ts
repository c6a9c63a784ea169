import { Problem, problems } from '../../shared/room/problems.ts'
import type { Door } from '../../shared/http/edge.ts'

/** Files of the pages by their path, read once at start. */
export type PageFiles = ReadonlyMap<string, Buffer>

interface Needs {
  files: PageFiles
  signIn: { issuer: string; clientId: string; audience: string }
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/**
 * The hash of nothing: a style element is allowed while it is empty. Fluent UI makes such ones and adds its rules through
 * the CSS object model, which only code that runs already can do; a style with text in it stays forbidden.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** GET everything else: the pages. No inline code, no cookies; the only other place that a page speaks with is the issuer. */
export function pages({ files, signIn }: Needs): Door {
  const headers = {
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' ${emptyStyle}; img-src 'self'; connect-src 'self' ${new URL(signIn.issuer).origin}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
    'cache-control': 'no-cache',
  }
  const { issuer: authority, clientId, audience } = signIn
  // Without the audience Entra ID gives an access token for Microsoft Graph, which this API must not take (learn, scopes-oidc, "The .default scope").
  const settings = JSON.stringify({ authority, clientId, scope: `openid profile ${audience}/.default` })
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
      const small = acceptsGzip(request.headers) ? files.get(`${name}.gz`) : undefined
      const coding = small && { 'content-encoding': 'gzip' }
      return { headers: { ...headers, ...headersOf(name), ...coding }, body: small ?? body }
    },
  }
}

const headersOf = (name: string) => ({
  ...(hashed.test(name) && { 'cache-control': 'max-age=31536000, immutable' }),
  'content-type': types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
  vary: 'accept-encoding',
})

/** The build names these by their content, so one that has them need never ask for them again. */
const hashed = /-[A-Z0-9]{8}\.js$/

/** Nothing in front of the pages is sure to compress them. */
const acceptsGzip = (headers: { get(name: string): string | null }): boolean =>
  /\bgzip\b(?!;q=0)/.test(headers.get('accept-encoding') ?? '')

/** Addresses without a dot are pages of the one-page application. */
const findFile = (files: PageFiles, path: string): string =>
  files.has(path) ? path : path.includes('.') || path.startsWith('api/') ? '' : 'index.html'
