import type { Hold } from '../room/record.ts'
import { toKey } from './key.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Reservations {
  /** Takes it, or names who holds it and stands in line. Taking what one holds already is taking it. */
  take(hold: Hold, holder: string, attempt: number): Promise<{ isMine: true } | { isMine: false; holder: string }>
  /** Gives it back if it is still the holder's and no later run of his has taken it again. Resolves with the requests that may go on now. */
  release(hold: Hold, holder: string, attempt: number): Promise<string[]>
  /** How many others stand before this place in a queue. */
  countBefore(hold: Hold): Promise<number>
  /** How many stand in the queue of a licence. */
  countQueue(skuId: string): Promise<number>
}

interface Row {
  holder: string
  /** The latest run of the holder that took it. */
  attempt: number
}

export function makeReservations(access: TablesAccess): Reservations {
  const table = openTable<Row>(access, 'reservations')
  return {
    async take(hold, holder, attempt) {
      const [partition, row] = placeOf(hold)
      const mine = { holder, attempt }
      if (await table.insert(partition, row, mine)) return { isMine: true }
      const known = await table.read(partition, row)
      if (known?.value.holder === holder) {
        const isKept = attempt <= known.value.attempt || (await table.replace(partition, row, mine, known.etag))
        return isKept ? { isMine: true } : this.take(hold, holder, attempt)
      }
      await table.put(lineOf(hold), holder, mine)
      // Given back in between, and nobody stood in line yet.
      if (await table.insert(partition, row, mine)) return { isMine: true }
      return { isMine: false, holder: known?.value.holder ?? 'another request' }
    },
    async release(hold, holder, attempt) {
      const [partition, row] = placeOf(hold)
      const known = await table.read(partition, row)
      if (known?.value.holder !== holder || known.value.attempt > attempt) return []
      await table.remove(partition, row, known.etag)
      const isQueue = hold.kind === 'licence-unit'
      const line = await table.list(lineOf(hold), isQueue ? 1 : undefined)
      if (!isQueue) for (const waiting of line) await table.remove(lineOf(hold), waiting.row)
      return line.map(({ value }) => value.holder)
    },
    async countBefore(hold) {
      const [partition, mine] = placeOf(hold)
      return (await table.list(partition)).filter(({ row }) => row < mine).length
    },
    countQueue: async (skuId) => (await table.list(placeOf({ kind: 'licence-unit', key: skuId })[0])).length,
  }
}

/** Each kind is a partition; the queue for a licence is one of its own, in the order of its keys. */
function placeOf({ kind, key }: Hold): [partition: string, row: string] {
  if (kind !== 'licence-unit') return [kind, toKey(key)]
  const [licence = '', place = ''] = key.split('/')
  return [`${kind}:${licence}`, place]
}

/** Where those stand who want it next. The queue for a licence is its own line, and its first goes on; of each other hold, the line is a partition, and all try again. */
function lineOf(hold: Hold): string {
  const [partition, row] = placeOf(hold)
  return hold.kind === 'licence-unit' ? partition : `waiting:${partition}:${row}`
}
