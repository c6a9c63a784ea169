import type { Hold } from '../room/record.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Reservations {
  /** Takes it, or names who holds it. Taking what one holds already is taking it. */
  take(hold: Hold, holder: string): Promise<{ isMine: true } | { isMine: false; holder: string }>
  /** Gives it back if it is still the holder's. */
  release(hold: Hold, holder: string): Promise<void>
  /** How many others stand before this place in a queue. */
  countBefore(hold: Hold): Promise<number>
}

interface Row {
  holder: string
}

export function makeReservations(access: TablesAccess): Reservations {
  const table = openTable<Row>(access, 'reservations')
  return {
    async take(hold, holder) {
      const [partition, row] = placeOf(hold)
      if (await table.insert(partition, row, { holder })) return { isMine: true }
      const other = (await table.read(partition, row))?.value.holder ?? 'another request'
      return other === holder ? { isMine: true } : { isMine: false, holder: other }
    },
    async release(hold, holder) {
      const [partition, row] = placeOf(hold)
      const known = await table.read(partition, row)
      if (known?.value.holder === holder) await table.remove(partition, row, known.etag)
    },
    async countBefore(hold) {
      const [partition, mine] = placeOf(hold)
      return (await table.list(partition)).filter(({ row }) => row < mine).length
    },
  }
}

/** Each kind is a partition; the queue for a licence is one of its own, in the order of its keys. Other keys may hold characters that Azure Tables forbids. */
function placeOf({ kind, key }: Hold): [partition: string, row: string] {
  if (kind !== 'licence-unit') return [kind, Buffer.from(key).toString('base64url')]
  const [licence = '', place = ''] = key.split('/')
  return [`${kind}:${licence}`, place]
}
