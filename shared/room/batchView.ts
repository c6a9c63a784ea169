import { z } from 'zod'
import type { RowResult } from './batch.ts'
import type { Job } from './estate/job.ts'
import { sayProblem } from './problems.ts'

const rowView = z.object({
  /** In the file. */
  line: z.number(),
  name: z.string(),
  site: z.string(),
  requestId: z.string(),
  /** not begun: the list ended before it. */
  state: z.enum(['held back', 'not begun', 'at work', 'ready', 'rejected', 'cancelled', 'needs a person']),
  problem: z.object({ code: z.string(), says: z.string(), remedy: z.string() }).optional(),
})

/** A list of rooms as doors show it. */
export const batchViewSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'arriving', 'running', 'paused', 'done', 'cancelled', 'failed']),
  by: z.string().optional(),
  at: z.string().optional(),
  endedAt: z.string().optional(),
  rooms: z.number().optional(),
  ended: z.number().optional(),
  ready: z.number().optional(),
  /** Line of the row that goes first. */
  canary: z.number().optional(),
  /** Why it is paused. */
  paused: z.enum(['person', 'canary']).optional(),
  problem: z.object({ code: z.string(), says: z.string(), remedy: z.string() }).optional(),
  /** What can be pressed now. */
  actions: z.array(z.enum(['pause', 'resume', 'cancel'])),
  rows: z.array(rowView).optional(),
})
export type BatchView = z.infer<typeof batchViewSchema>
export type BatchRowView = z.infer<typeof rowView>
export type BatchAction = BatchView['actions'][number]

export const actionsOfBatch = ({ state }: Pick<Job, 'state'>): BatchAction[] => {
  if (state === 'running') return ['pause', 'cancel']
  if (state === 'paused') return ['resume', 'cancel']
  return state === 'arriving' ? ['cancel'] : []
}

export function viewBatch(job: Job, rows?: RowResult[]): BatchView {
  const { id, state, by, at, endedAt, accounts, batch, code, facts } = job
  return {
    id,
    state,
    by,
    at,
    ...(endedAt !== undefined && { endedAt }),
    ...(accounts !== undefined && { rooms: accounts }),
    ...(batch && { ended: batch.ended, ready: batch.ready, canary: batch.canary }),
    ...(batch?.paused !== undefined && state === 'paused' && { paused: batch.paused }),
    ...(code !== undefined && { problem: { code, ...sayProblem(code, facts) } }),
    actions: actionsOfBatch(job),
    ...(rows && { rows: rows.map((row) => viewRow(row, actionsOfBatch(job).length === 0)) }),
  }
}

const viewRow = ({ line, name, site, requestId, state, code, facts }: RowResult, isOver: boolean): BatchRowView => ({
  line,
  name,
  site,
  requestId,
  state: state === 'held' ? (isOver ? 'not begun' : 'held back') : state === 'open' ? 'at work' : state,
  ...(code !== undefined && { problem: { code, ...sayProblem(code, facts) } }),
})
