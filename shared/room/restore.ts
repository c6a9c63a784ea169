import { settle } from './claims.ts'
import { isLatest, isReady, isRestoring, madeBy, type RequestRecord } from './record.ts'
import { settingOf, type Difference } from './settings/catalogue.ts'
import type { Step } from './settings/setting.ts'
import { staysSet } from './undo.ts'

/** Whose settings can go back by themselves: nobody's sign-in, licence or calls hang on them. */
const steps: Step[] = ['ensureCalendar', 'ensurePlace']

/** Kept before anything is put back: until then the room is as it was made ready. */
export const puttingBack = { kind: 'settings', name: 'undoChanges', isDone: false } as const

export const isPuttingBack = ({ claims }: RequestRecord): boolean =>
  claims.some(({ kind, name }) => kind === puttingBack.kind && name === puttingBack.name)

/** The settings of calendar and place that this request has changed and that can be as they were before. */
export function earlierSettings(record: RequestRecord): Difference[] {
  // Of a room that was made only what it was put into, and that is for a cancel to take back.
  if (madeBy(record).mailbox) return []
  return record.before.filter((difference) => {
    const { step, target } = settingOf(difference.setting)
    const isWritten = record.claims.some(({ kind, name }) => kind === 'settings' && name === step)
    return isWritten && target && steps.some((one) => one === step) && !staysSet(difference)
  })
}

/** After it was ready, or where putting back did not succeed. */
export const canRestore = (record: RequestRecord): boolean =>
  record.run.kind === 'ended' && (isReady(record) || isRestoring(record)) && earlierSettings(record).length > 0

/** Puts the earlier calendar and place back, by a run of its own; whatever else this request has set is the room's for good. */
export function restore(record: RequestRecord, at: string, by: string): RequestRecord {
  if (!isLatest(record, at) || !canRestore(record) || record.run.kind !== 'ended') return record
  const { planned: room } = record.run
  // A second try knows what the first one has begun.
  const kept = isRestoring(record) ? record : settle(record, steps)
  const restored = { at, by, ...(room && { room }) }
  return { ...kept, restored, run: { kind: 'idle' }, failures: 0, parkedSince: {}, nextLook: at }
}
