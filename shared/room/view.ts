import { z } from 'zod'
import { wordsOf } from './patience.ts'
import { sayProblem } from './problems.ts'
import { isCancelled, type RequestRecord } from './record.ts'
import { steps, type StepRow } from './steps.ts'

const stepView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['pending', 'running', 'waiting', 'done', 'refused', 'not needed']),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  waitingFor: z.string().optional(),
  nextLook: z.string().optional(),
})

/** A request as doors show it. */
export const requestViewSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'waiting', 'ready', 'rejected', 'cancelled', 'needs a person']),
  source: z.string().optional(),
  ticket: z.string().optional(),
  item: z.number().optional(),
  room: z.object({ name: z.string(), site: z.string() }).optional(),
  account: z.string().optional(),
  createdAt: z.string().optional(),
  endedAt: z.string().optional(),
  attempt: z.number(),
  waitingFor: z.string().optional(),
  problem: z.object({ code: z.string(), says: z.string(), remedy: z.string() }).optional(),
  changed: z.array(z.string()),
  steps: z.array(stepView),
})

export type RequestView = z.infer<typeof requestViewSchema>

/** A request that was accepted and that the back has not taken up yet. */
export const queuedView = (id: string): RequestView => ({ id, state: 'queued', attempt: 0, changed: [], steps: [] })

export function toView(record: RequestRecord, rows: StepRow[]): RequestView {
  const { run, wanted } = record
  const mine = rows.filter(({ attempt }) => attempt === record.attempts)
  const waiting = run.kind === 'parked' ? run.why : mine.find(({ state }) => state === 'waiting')?.waitingFor
  return {
    id: record.id,
    state: stateOf(record, waiting !== undefined),
    source: record.source,
    ticket: record.ticket,
    item: record.item,
    ...(wanted.room && { room: { name: wanted.room.name, site: wanted.room.site } }),
    ...(record.account !== undefined && { account: record.account }),
    createdAt: record.createdAt,
    ...(run.kind === 'ended' && { endedAt: run.at }),
    attempt: record.attempts,
    ...(waiting !== undefined && { waitingFor: wordsOf(waiting) }),
    ...(run.kind === 'ended' &&
      run.code !== undefined && { problem: { code: run.code, ...sayProblem(run.code, run.facts) } }),
    changed: record.changed,
    steps: toSteps(record, mine),
  }
}

function stateOf(record: RequestRecord, isWaiting: boolean): RequestView['state'] {
  if (record.run.kind === 'ended') return record.run.end
  if (record.run.kind === 'parked') return 'waiting'
  if (record.run.kind === 'idle' && !isCancelled(record)) return 'queued'
  return isWaiting ? 'waiting' : 'running'
}

/** All steps in the order of the workflow; those that a run did not need are told apart from those that are still to come. */
function toSteps(record: RequestRecord, rows: StepRow[]): RequestView['steps'] {
  const byStep = new Map(rows.map((row) => [row.step, row]))
  const lastSeen = Math.max(-1, ...steps.map(({ id }, place) => (byStep.has(id) ? place : -1)))
  return steps
    .filter(({ id }) => id !== 'undoChanges' || byStep.has(id))
    .map(({ id, title }, place) => {
      const row = byStep.get(id)
      if (!row)
        return {
          id,
          title,
          state: record.run.kind === 'ended' || place < lastSeen ? ('not needed' as const) : ('pending' as const),
        }
      const { state, startedAt, endedAt, waitingFor, nextLook } = row
      return {
        id,
        title,
        state,
        startedAt,
        ...(endedAt !== undefined && { endedAt }),
        ...(waitingFor !== undefined && { waitingFor: wordsOf(waitingFor) }),
        ...(nextLook !== undefined && { nextLook }),
      }
    })
}
