import type { RequestRecord } from '../room/record.ts'
import { toKey } from './key.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** open: until nothing is left to do or to say · staged: what is looked at after its end. */
export type PointerList = 'open' | 'staged'

/** Rows that only point at requests: each open one has a row, each month, and each ticket. */
export interface RequestIndex {
  pointAt(list: PointerList, record: RequestRecord): Promise<void>
  /** Every pointer of a request; writing them again changes nothing. */
  point(record: RequestRecord): Promise<void>
  listPointers(list: PointerList): Promise<Pointer[]>
  /** Unless it was written anew since it was listed. */
  dropPointer(list: PointerList, pointer: Pointer): Promise<void>
  /** Newest first. */
  listMonth(month: string, options: MonthOptions): Promise<MonthRow[]>
  listTicket(record: RequestRecord): Promise<string[]>
}

export interface Pointer {
  id: string
  etag: string
}

export interface MonthOptions {
  atMost: number
  /** His alone. */
  requester?: string | undefined
  /** Those behind this row. */
  after?: string | undefined
}

/** A request and its place in the month. */
export interface MonthRow {
  id: string
  row: string
}

interface Row {
  id: string
  requester: string
}

const latest = 9_999_999_999_999

/** Row keys of a month sort newest first. */
export const monthRow = ({ id, createdAt }: Pick<RequestRecord, 'id' | 'createdAt'>): string =>
  `${String(latest - Date.parse(createdAt)).padStart(13, '0')}-${id}`

const ticketPartition = ({ source, ticket }: RequestRecord): string => `ticket:${toKey(`${source}\n${ticket}`)}`

const toRow = ({ id, wanted }: RequestRecord): Row => ({ id, requester: wanted.requester?.email ?? '' })

export function makeRequestIndex(access: TablesAccess): RequestIndex {
  const rows = openTable<Row>(access, 'requests')
  const pointAt = (list: PointerList, record: RequestRecord): Promise<void> => rows.put(list, record.id, toRow(record))
  return {
    pointAt,
    async point(record) {
      const row = toRow(record)
      await Promise.all([
        pointAt('open', record),
        rows.put(record.createdAt.slice(0, 7), monthRow(record), row),
        rows.put(ticketPartition(record), record.id, row),
      ])
    },
    listPointers: async (list) => (await rows.list(list)).map(({ row, etag }) => ({ id: row, etag })),
    dropPointer: (list, { id, etag }) => rows.remove(list, id, etag),
    async listMonth(month, { atMost, requester, after }) {
      // Several that create a request at once each leave a pointer.
      const all = await rows.listAfter(month, after ?? '', requester === undefined ? 2 * atMost : Infinity)
      const wanted = all.filter(({ value }) => requester === undefined || value.requester === requester)
      const first = new Map(wanted.toReversed().map(({ row, value: { id } }) => [id, row]))
      return wanted
        .filter(({ row, value: { id } }) => first.get(id) === row)
        .slice(0, atMost)
        .map(({ row, value: { id } }) => ({ id, row }))
    },
    listTicket: async (record) => (await rows.list(ticketPartition(record))).map(({ value }) => value.id),
  }
}
