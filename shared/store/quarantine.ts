import { createHash } from 'node:crypto'
import { changeRow, type Table } from './table.ts'
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
  /** What became of it. */
  settled?: { is: 'resubmitted' | 'discarded'; by: string; at: string }
}

export interface QuarantinedMessage extends QuarantineEntry {
  id: string
}

export interface Quarantine {
  /** The same message twice is one row. */
  add(entry: QuarantineEntry): Promise<void>
  list(): Promise<QuarantinedMessage[]>
  read(id: string): Promise<QuarantinedMessage | undefined>
  /** The first who says so counts. */
  settle(id: string, settled: NonNullable<QuarantineEntry['settled']>): Promise<void>
}

/** In characters of JSON, where some take six; together they fit into a row. */
const longest = { body: 16_000, problem: 500, messageId: 500 }
const mostProblems = 20
const partition = 'message'

export const makeQuarantine = (access: TablesAccess): Quarantine => keepQuarantine(openTable(access, 'quarantine'))

export function keepQuarantine(table: Table<QuarantineEntry>): Quarantine {
  return {
    add: (entry) =>
      table.put(partition, createHash('sha256').update(`${entry.messageId}\n${entry.body}`).digest('hex'), {
        ...entry,
        messageId: cut(entry.messageId, longest.messageId),
        body: cut(entry.body, longest.body),
        problems: entry.problems.slice(0, mostProblems).map((problem) => cut(problem, longest.problem)),
      }),
    list: async () => (await table.list(partition)).map(({ row: id, value }) => ({ id, ...value })),
    async read(id) {
      const known = await table.read(partition, id)
      return known && { id, ...known.value }
    },
    async settle(id, settled) {
      await changeRow(table, [partition, id], (known) => known && (known.settled ? known : { ...known, settled }))
    },
  }
}

/** The start of a text, as far as it fits when it is written as JSON. */
function cut(text: string, most: number): string {
  let length = 0
  let end = 0
  for (const character of text.slice(0, most)) {
    length += JSON.stringify(character).length - 2
    if (length > most) break
    end += character.length
  }
  return text.slice(0, end)
}
