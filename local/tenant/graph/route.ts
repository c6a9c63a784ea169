import type { Call } from '../call.ts'
import { refuseMissing, refuseUnsupported } from './failure.ts'
import { graphCalls } from './graphData.ts'
import type { GraphCall, GraphCallName } from './graphData.ts'

export interface Route {
  name: GraphCallName
  /** From the path, in order. */
  ids: string[]
  id: string
  select: string[] | undefined
  filter: string | undefined
  /** Every query option as it was asked. */
  query: Record<string, string>
}

const patterns = (Object.keys(graphCalls) as GraphCallName[]).map((name) => {
  const [method = '', template = ''] = name.split(' ')
  const path = template.replaceAll(/[.()]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '([^/]+)')
  return { name, method, pattern: new RegExp(`^/v1\\.0${path}$`, 'i') }
})

/** Finds the entry of a call; whatever is asked beyond it is refused, never ignored. */
export function routeOf({ method, path, headers }: Call): Route {
  const url = new URL(path, 'http://local')
  const found = patterns.find((one) => one.method === method && one.pattern.test(url.pathname))
  if (!found) refuseUnsupported(`${method} ${url.pathname}`)
  const entry: GraphCall = graphCalls[found.name]
  for (const option of url.searchParams.keys()) {
    if (!entry.options.some((known) => known === option)) refuseUnsupported(`${option} of ${found.name}`)
  }
  for (const header of ['consistencylevel', 'prefer', 'if-match']) {
    if (headers[header]) refuseUnsupported(`header ${header} of ${found.name}`)
  }
  const select = url.searchParams.get('$select')?.split(/\s*,\s*/)
  const ids = [...(found.pattern.exec(url.pathname) ?? [])].slice(1).map(decode)
  const query = Object.fromEntries(url.searchParams)
  return { name: found.name, ids, id: ids[0] ?? '', select, filter: query['$filter'], query }
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return refuseMissing(id)
  }
}
