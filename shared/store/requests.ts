import { isClosed, type RequestRecord } from '../room/record.ts'
import { hasOpenStages } from '../room/stages.ts'
import {
  makeRequestIndex,
  type MonthOptions,
  type MonthRow,
  type PointerList,
  type RequestIndex,
} from './requestIndex.ts'
import type { Table } from './table.ts'
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
  /** Requests that are not closed; pointers to closed ones are dropped on the way. */
  listOpen(): Promise<RequestRecord[]>
  /** Requests with something that is looked at after their end; pointers to others are dropped on the way. */
  listStaged(): Promise<RequestRecord[]>
  /** The requests of a month (YYYY-MM), newest first. */
  listMonth(month: string, options: MonthOptions): Promise<MonthRow[]>
  /** The other requests of the same ticket. */
  listTicket(record: RequestRecord): Promise<RequestRecord[]>
}

/**
 * The record lives in requestById; pointers to it in requests. The pointer of an open request is written before the record opens (and again after it was opened anew),
 * and dropped by the sweeper after it closed, so that no open request is ever lost.
 */
export function makeRequests(access: TablesAccess): Requests {
  const records = openTable<RequestRecord>(access, 'requestById')
  const index = makeRequestIndex(access)
  const write = async (next: RequestRecord, known: Known | undefined): Promise<boolean> => {
    const opening = known ? listsThatOpen(known.value, next) : []
    const pointAll = async () => void (await Promise.all(opening.map((list) => index.pointAt(list, next))))
    if (requesterOf(known?.value) !== requesterOf(next) || !known) await index.point(next)
    await pointAll()
    const isWritten = await (known
      ? records.replace(next.id, row, next, known.etag)
      : records.insert(next.id, row, next))
    // Whoever goes through the list may have dropped the pointer while the record was none of it.
    if (isWritten) await pointAll()
    return isWritten
  }
  const listPointed = (list: PointerList) => listMembers(records, index, list)

  return {
    async read(id) {
      const known = await records.read(id, row)
      return known && { record: known.value, etag: known.etag }
    },
    async change(id, step) {
      for (;;) {
        const known = await records.read(id, row)
        const next = step(known?.value)
        if (next === known?.value || next === undefined || (await write(next, known))) return next
      }
    },
    listOpen: () => listPointed('open'),
    listStaged: () => listPointed('staged'),
    listMonth: (month, options) => index.listMonth(month, options),
    async listTicket(record) {
      const ids = (await index.listTicket(record)).filter((id) => id !== record.id)
      return (await Promise.all(ids.map((id) => records.read(id, row)))).flatMap((known) => known?.value ?? [])
    },
  }
}

/** Each record is a partition of its own. */
const row = 'record'

interface Known {
  value: RequestRecord
  etag: string
}

const requesterOf = (record: RequestRecord | undefined): string | undefined => record?.wanted.requester?.email

/** Which records a list is meant for. */
const isMeantFor: Record<PointerList, (record: RequestRecord) => boolean> = {
  open: (record) => !isClosed(record),
  staged: hasOpenStages,
}

const listsThatOpen = (known: RequestRecord, next: RequestRecord): PointerList[] =>
  (['open', 'staged'] as const).filter((list) => isMeantFor[list](next) && !isMeantFor[list](known))

async function listMembers(
  records: Table<RequestRecord>,
  index: RequestIndex,
  list: PointerList,
): Promise<RequestRecord[]> {
  const pointers = await index.listPointers(list)
  const known = await Promise.all(
    pointers.map(async (pointer) => ({ pointer, record: (await records.read(pointer.id, row))?.value })),
  )
  for (const { pointer, record } of known)
    if (record && !isMeantFor[list](record)) await index.dropPointer(list, pointer)
  return known.flatMap(({ record }) => (record && isMeantFor[list](record) ? [record] : []))
}
