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

/** After which id to go on; an empty text at the beginning. */
export function skipTo({ options }: GraphRequest): string {
  const { $skiptoken: token = '' } = options
  return token === '' || /^[\da-f-]{36}$/.test(token)
    ? token
    : refuseBadRequest('The specified page token value is invalid.')
}

/** The link to what comes next: the same request with these options instead, on the address that was called. */
export function nextPage(
  { origin, path, options }: GraphRequest,
  changed: Partial<Record<QueryOption, string>>,
): { '@odata.nextLink': string } {
  const query = new URLSearchParams({ ...options, ...changed })
  return { '@odata.nextLink': `${origin}${path}?${query.toString()}` }
}
