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

/** In characters of JSON, where some take six; together they fit into a row. */
const longest = { body: 16_000, problem: 500, messageId: 500 }
const mostProblems = 20
const partition = 'message'

export function makeQuarantine(access: TablesAccess): Quarantine {
  const table = openTable<QuarantineEntry>(access, 'quarantine')
  return {
    add: (entry) =>
      table.put(partition, createHash('sha256').update(`${entry.messageId}\n${entry.body}`).digest('hex'), {
        ...entry,
        messageId: cut(entry.messageId, longest.messageId),
        body: cut(entry.body, longest.body),
        problems: entry.problems.slice(0, mostProblems).map((problem) => cut(problem, longest.problem)),
      }),
    list: async () => (await table.list(partition)).map(({ value }) => value),
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
