import { secondsAfter, secondsSince } from '../../shared/room/times.ts'
import { done, isRefusedAs, type Outcome, type Verdict } from '../../shared/outcome.ts'
import { decideWait } from '../../shared/room/patience.ts'
import { keepPosted } from '../../shared/room/attempts.ts'
import type { World } from '../../shared/world.ts'
import { answeringActivity } from '../activity.ts'

type Needs = Pick<World, 'clock' | 'log' | 'patience'>

const secondsAfterFault = 600

/** The ticketing system did not take an answer: try again later, or, when patience is over, stop trying. The room is not touched by it. */
export const concludeAnswer = answeringActivity(
  'concludeAnswer',
  async (world: Needs, verdict: Verdict, run): Promise<Outcome<null>> => {
    const { clock, log, patience } = world
    const now = clock.now()
    const { ticket: since = now.toISOString() } = run.record.parkedSince
    const waited = secondsSince(since, now)
    if (isRefusedAs('ticket-unreachable', verdict) || decideWait('ticket', waited, patience).kind === 'over') {
      log.error('ticket given up', { request: run.requestId })
      await run.change((record) => keepPosted(record, record.answers.length))
      return done(null)
    }
    const seconds = verdict.kind === 'parked' ? verdict.seconds : secondsAfterFault
    const answerNotBefore = secondsAfter(now, seconds)
    await run.change((record) => ({
      ...record,
      answerNotBefore,
      nextLook: record.run.kind === 'ended' ? answerNotBefore : earlier(record.nextLook, answerNotBefore),
      parkedSince: { ...record.parkedSince, ticket: since },
    }))
    return done(null)
  },
)

const earlier = (one: string, other: string): string => (one < other ? one : other)
