import type { Facts, Later, Outcome, Refused } from '../shared/outcome.ts'
import type { Job } from '../shared/room/estate/job.ts'
import type { WaitName } from '../shared/room/patience.ts'
import type { Claim, Hold, RequestRecord } from '../shared/room/record.ts'

/** Which request, or work on many accounts, and which run of it a call belongs to. */
export interface RunRef {
  requestId: string
  attempt: number
}

/** What a workflow sends to an activity. Plain JSON; recorded in history. */
export interface Call<Input> {
  run: RunRef
  input: Input
  /** Seconds that this step has waited so far, by reason. */
  waited: Record<string, number>
}

/** What the wrapper gives an activity about the run that it works for. */
export interface RunContext extends RunRef {
  /** As it was when the activity began. */
  record: RequestRecord
  /** Written before an effect begins, so that a lost answer is never forgotten. */
  claim: (claim: Omit<Claim, 'attempt'>) => Promise<RequestRecord>
  /** Takes a reservation, or names its holder; released when the request ends. */
  hold: (hold: Hold) => Promise<{ isMine: true } | { isMine: false; holder: string }>
  /** Gives a reservation back before the end, so that the next request can go on. */
  release: (hold: Hold) => Promise<void>
  /** Ask again later, in growing steps, or refuse when patience is over; `asked` is what the other side wants at least, in seconds. */
  wait: (why: WaitName, options?: { facts?: Facts; asked?: number; isParking?: boolean }) => Later | Refused
  /** Changes the record under its ETag. */
  change: (step: (record: RequestRecord) => RequestRecord) => Promise<RequestRecord>
}

/** What the wrapper gives an activity about the work on many accounts that it is a part of. */
export interface JobContext {
  /** As it was when the activity began. */
  job: Job
  /** Ask again later, in growing steps, or refuse when patience is over. */
  wait: (why: WaitName) => Later | Refused
}

/**
 * work: stops when the request is cancelled, outdated, put back or at another run · ending: runs although it is cancelled ·
 * answering: belongs to the request, not to a run of it.
 */
export type ActivityKind = 'work' | 'ending' | 'answering'

/** One remote effect: its name in the registry, history, traces and steps, and what it does. The world is an argument, so a definition is inert. */
export interface Activity<World, Input, Value, Context = RunContext> {
  name: string
  kind: ActivityKind
  effect: (world: World, input: Input, run: Context) => Promise<Outcome<Value>>
}

const define =
  <Context>(kind: ActivityKind) =>
  <World, Input, Value>(
    name: string,
    effect: Activity<World, Input, Value, Context>['effect'],
  ): Activity<World, Input, Value, Context> => ({ name, kind, effect })

export const activity = define<RunContext>('work')
export const endingActivity = define<RunContext>('ending')
export const answeringActivity = define<RunContext>('answering')
/** Of work on many accounts. */
export const jobActivity = define<JobContext>('work')
export const endingJobActivity = define<JobContext>('ending')
