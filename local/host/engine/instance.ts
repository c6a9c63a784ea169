import type { ParentInstance } from './historyEvents.ts'

export const endedStatuses = ['Completed', 'Failed', 'Terminated'] as const
export type Status = 'Pending' | 'Running' | (typeof endedStatuses)[number]

/** One run of an orchestrator. Starting over on the same id makes a new one with another execution id. */
export interface Instance {
  instanceId: string
  executionId: string
  name: string
  status: Status
  /** JSON text. */
  input: string | null
  /** JSON text of a result, or the plain text of a failure or of a reason to terminate. */
  output: string | null
  /** JSON text. */
  customStatus: string | null
  createdTime: string
  lastUpdatedTime: string
  generation: number | null
  parent: ParentInstance | null
}

export const hasEnded = ({ status }: Instance): boolean => endedStatuses.some((ended) => ended === status)
