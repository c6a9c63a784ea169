import type { Hindrance } from '../room/handover.ts'
import type { Table } from './table.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** What came of one reveal: the sign-in data, sealed to the key of the page that asked, or why there are none. */
export interface Reveal {
  id: string
  requestId: string
  /** Who asked; nobody else is answered. */
  by: string
  expiresAt: string
  /** JWE, compact. */
  sealed?: string
  refused?: Hindrance | undefined
}

/** Rows that live for minutes. */
export interface Reveals {
  read(id: string): Promise<Reveal | undefined>
  keep(reveal: Reveal): Promise<void>
  removeExpired(now: string): Promise<void>
}

export const makeReveals = (access: TablesAccess): Reveals => keepReveals(openTable(access, 'reveals'))

export function keepReveals(table: Table<Reveal>): Reveals {
  return {
    read: async (id) => (await table.read(partition, id))?.value,
    keep: (reveal) => table.put(partition, reveal.id, reveal),
    async removeExpired(now) {
      for (const { row, etag, value } of await table.list(partition))
        if (value.expiresAt <= now) await table.remove(partition, row, etag)
    },
  }
}

const partition = 'reveal'
