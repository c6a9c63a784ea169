import { refuseBadRequest } from './failure.ts'
import type { QueryOption } from './graphData.ts'
import type { GraphRequest } from './graphRequest.ts'

/** A whole number from the query: `$top` from 1, `$skip` from 0. */
export function wholeOption({ options }: GraphRequest, name: '$top' | '$skip', usual: number, most: number): number {
  const { [name]: given = String(usual) } = options
  const number = Number(given)
  const least = name === '$top' ? 1 : 0
  if (!/^\d+$/.test(given) || number < least || number > most) {
    refuseBadRequest(`Invalid value '${given}' for ${name} query option found.`)
  }
  return number
}

const usualPage = 100
const largestPage = 999

interface Page<T> {
  shown: T[]
  more: { '@odata.nextLink'?: string }
}

/**
 * One page of directory objects (learn, graph/api/user-list and group-list-members: 100 unless told, 999 at most). Going on by
 * id, not by position, neither doubles nor skips when others come and go.
 */
export function pageOf<T extends { id: string }>(request: GraphRequest, all: T[]): Page<T> {
  const { $skiptoken: after = '' } = request.options
  if (after !== '' && !/^[\da-f-]{36}$/.test(after)) refuseBadRequest('The specified page token value is invalid.')
  const top = wholeOption(request, '$top', usualPage, largestPage)
  const rest = all.filter(({ id }) => id > after).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const shown = rest.slice(0, top)
  const last = shown.at(-1)
  return { shown, more: last && rest.length > top ? nextPage(request, { $skiptoken: last.id }) : {} }
}

/** The link to what comes next: the same request with these options instead, on the address that was called. */
export function nextPage(
  { origin, path, options }: GraphRequest,
  changed: Partial<Record<QueryOption, string>>,
): { '@odata.nextLink': string } {
  const query = new URLSearchParams({ ...options, ...changed })
  return { '@odata.nextLink': `${origin}${path}?${query.toString()}` }
}
