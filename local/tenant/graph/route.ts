import type { Call } from '../call.ts'
import { refuseMissing, refuseUnsupported } from './failure.ts'
import { graphCalls } from './graphData.ts'
import type { GraphCall, GraphCallName, QueryOption } from './graphData.ts'

export interface Route {
  name: GraphCallName
  /** From the path, in order. */
  ids: string[]
  id: string
  select: string[] | undefined
  filter: string | undefined
  /** Every option of the query, as it was given. */
  options: Readonly<Partial<Record<QueryOption, string>>>
  /** The caller takes an index that may lag (header ConsistencyLevel: eventual). */
  isEventual: boolean
  /** The header of that name. */
  prefer: string | undefined
  /** Without the query. */
  path: string
}

const patterns = (Object.keys(graphCalls) as GraphCallName[]).map((name) => {
  const [method = '', template = ''] = name.split(' ')
  const path = template.replaceAll(/[.()$]/g, String.raw`\$&`).replaceAll(/\{\w+\}/g, '([^/]+)')
  return { name, method, pattern: new RegExp(`^/v1\\.0${path}$`, 'i') }
})

/** Finds the entry of a call; whatever is asked beyond it is refused, never ignored. */
export function routeOf({ method, path, headers }: Call): Route {
  const url = new URL(path, 'http://local')
  const found = patterns.find((one) => one.method === method && one.pattern.test(url.pathname))
  if (!found) refuseUnsupported(`${method} ${url.pathname}`)
  refuseBeyond(found.name, url, headers)
  const select = url.searchParams.get('$select')?.split(/\s*,\s*/)
  const ids = [...(found.pattern.exec(url.pathname) ?? [])].slice(1).map(decode)
  return {
    name: found.name,
    ids,
    id: ids[0] ?? '',
    select,
    filter: url.searchParams.get('$filter') ?? undefined,
    options: Object.fromEntries(url.searchParams),
    isEventual: headers['consistencylevel']?.toLowerCase() === 'eventual',
    prefer: headers['prefer'],
    path: url.pathname,
  }
}

function refuseBeyond(name: GraphCallName, { searchParams }: URL, headers: Call['headers']): void {
  const entry: GraphCall = graphCalls[name]
  for (const option of searchParams.keys()) {
    if (!entry.options.some((known) => known === option)) refuseUnsupported(`${option} of ${name}`)
  }
  for (const header of ['consistencylevel', 'prefer', 'if-match']) {
    const isKnown = entry.headers?.some((known) => known === header) ?? false
    if (headers[header] && !isKnown) refuseUnsupported(`header ${header} of ${name}`)
  }
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return refuseMissing(id)
  }
}
