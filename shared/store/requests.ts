import { isClosed, type RequestRecord } from '../room/record.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Requests {
  read(id: string): Promise<{ record: RequestRecord; etag: string } | undefined>
  /**
   * Writes what `step` makes of the record, under its ETag, again and again until nobody was faster. `step` is pure; returning its argument writes nothing.
   * Resolves with the record as it is then.
   */
  change(
    id: string,
    step: (record: RequestRecord | undefined) => RequestRecord | undefined,
  ): Promise<RequestRecord | undefined>
  /** Ids that may not be closed; ids of closed ones are dropped on the way. */
  listOpen(): Promise<string[]>
  /** Ids of the requests of a month (YYYY-MM), newest first. */
  listMonth(month: string, atMost: number): Promise<string[]>
}

interface Pointer {
  id: string
}

const openPartition = 'open'
const latest = 9_999_999_999_999

/** Row keys of a month sort newest first. */
const monthRow = ({ id, createdAt }: RequestRecord): string =>
  `${String(latest - Date.parse(createdAt)).padStart(13, '0')}-${id}`

/**
 * The record lives in requestById. The rows of requests only point at it: each open request has one in the partition `open`, written before the record opens
 * and removed by the sweeper after it closed, so that none is ever lost; and one in its month.
 */
export function makeRequests(access: TablesAccess): Requests {
  const records = openTable<RequestRecord>(access, 'requestById')
  const index = openTable<Pointer>(access, 'requests')

  const point = async (record: RequestRecord, isNew: boolean): Promise<void> => {
    await index.put(openPartition, record.id, { id: record.id })
    if (isNew) await index.put(record.createdAt.slice(0, 7), monthRow(record), { id: record.id })
  }
  const write = async (
    next: RequestRecord,
    known: { value: RequestRecord; etag: string } | undefined,
  ): Promise<boolean> => {
    if (!known || (isClosed(known.value) && !isClosed(next))) await point(next, !known)
    return known ? records.replace(next.id, 'record', next, known.etag) : records.insert(next.id, 'record', next)
  }

  return {
    async read(id) {
      const known = await records.read(id, 'record')
      return known && { record: known.value, etag: known.etag }
    },
    async change(id, step) {
      for (;;) {
        const known = await records.read(id, 'record')
        const next = step(known?.value)
        if (next === known?.value || next === undefined || (await write(next, known))) return next
      }
    },
    async listOpen() {
      const pointers = await index.list(openPartition)
      const open: string[] = []
      for (const { row, etag } of pointers) {
        const known = await records.read(row, 'record')
        if (known && isClosed(known.value)) await index.remove(openPartition, row, etag)
        else if (known) open.push(row)
      }
      return open
    },
    listMonth: async (month, atMost) => (await index.list(month, atMost)).map(({ value }) => value.id),
  }
}
