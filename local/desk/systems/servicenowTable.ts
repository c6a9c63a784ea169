import { HTTPException } from 'hono/http-exception'
import { notSupported } from '../readRequest.ts'

/** UTC, as the Table API gives times. */
export const toInstanceTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ')

/** The fields of `sysparm_fields`, dot-walked ones by their whole name; all without it. */
export function pick<T extends object>(record: T, fields: string | undefined): object {
  if (!fields) return record
  const values = new Map<string, unknown>(Object.entries(record))
  const unknown = fields.split(',').find((field) => !values.has(field))
  if (unknown !== undefined) throw notSupported(`the field ${unknown}`)
  return Object.fromEntries(fields.split(',').map((field) => [field, values.get(field)]))
}

/** The clauses of `sysparm_query` by their beginnings; one that begins otherwise is refused, because leaving it out would change the answer. */
export function parseQuery<T extends string>(
  query: string | undefined,
  beginnings: T[],
): { [beginning in T]?: string } {
  const wanted: { [beginning in T]?: string } = {}
  for (const clause of (query ?? '').split('^')) {
    const beginning = beginnings.find((known) => clause.startsWith(known) && clause.length > known.length)
    if (beginning === undefined) throw notSupported(`the query clause "${clause}"`)
    wanted[beginning] = clause.slice(beginning.length)
  }
  return wanted
}

/** The Table API returns at most 10,000 records unless told otherwise. */
export function parseLimit(limit = '10000'): number {
  if (!/^\d{1,5}$/.test(limit)) throw new HTTPException(400, { message: `Invalid sysparm_limit: ${limit}` })
  return Number(limit)
}
