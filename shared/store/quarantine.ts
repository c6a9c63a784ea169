import { createHash } from 'node:crypto'
import { openTable, type TablesAccess } from './tables.ts'

/** Closed list: why a message is no command. */
export type QuarantineReason = 'not-json' | 'unknown-command' | 'invalid-command' | 'delivered-too-often'

export interface QuarantineEntry {
  at: string
  reason: QuarantineReason
  messageId: string
  /** The start of what came, for a person to look at. */
  body: string
  problems: string[]
}

export interface Quarantine {
  /** The same message twice is one row. */
  add(entry: QuarantineEntry): Promise<void>
  list(): Promise<QuarantineEntry[]>
}

const longestBody = 8_000
const partition = 'message'

export function makeQuarantine(access: TablesAccess): Quarantine {
  const table = openTable<QuarantineEntry>(access, 'quarantine')
  return {
    add: (entry) =>
      table.put(partition, createHash('sha256').update(`${entry.messageId}\n${entry.body}`).digest('hex'), {
        ...entry,
        body: entry.body.slice(0, longestBody),
        problems: entry.problems.slice(0, 20),
      }),
    list: async () => (await table.list(partition)).map(({ value }) => value),
  }
}
