import type { StepRow } from '../room/steps.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Steps {
  /** Writes the row unless it has ended already: a late or second run of an activity never takes an end back. */
  write(requestId: string, row: StepRow): Promise<void>
  /** Of one attempt where one is named: the others are as many as there were runs. */
  list(requestId: string, attempt?: number): Promise<StepRow[]>
}

const prefixOf = (attempt: number): string => `${String(attempt).padStart(4, '0')}:`
const keyOf = ({ attempt, step }: StepRow): string => `${prefixOf(attempt)}${step}`

export function makeSteps(access: TablesAccess): Steps {
  const table = openTable<StepRow>(access, 'steps')
  return {
    async write(requestId, row) {
      const known = await table.read(requestId, keyOf(row))
      if (!known) return void (await table.insert(requestId, keyOf(row), row))
      if (known.value.endedAt !== undefined) return
      await table.replace(requestId, keyOf(row), { ...row, startedAt: known.value.startedAt }, known.etag)
    },
    async list(requestId, attempt) {
      const rows = attempt === undefined ? table.list(requestId) : table.listPrefixed(requestId, prefixOf(attempt))
      return (await rows).map(({ value }) => value)
    },
  }
}
