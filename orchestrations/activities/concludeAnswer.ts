import { done, type Outcome, type Verdict } from '../../shared/outcome.ts'
import { keepPosted } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { answeringActivity } from '../activity.ts'

type Needs = Pick<World, 'clock' | 'log'>

const secondsAfterFault = 600

/** The ticketing system did not take an answer: try again later, or, when patience is over, stop trying. The room is not touched by it. */
export const concludeAnswer = answeringActivity(
  'concludeAnswer',
  async ({ clock, log }: Needs, verdict: Verdict, run): Promise<Outcome<null>> => {
    const now = clock.now()
    if (verdict.kind === 'refused' && verdict.code === 'ticket-unreachable') {
      log.error('ticket given up', { request: run.requestId })
      await run.change((record) => keepPosted(record, record.answers.length))
      return done(null)
    }
    const seconds = verdict.kind === 'parked' ? verdict.seconds : secondsAfterFault
    const answerNotBefore = new Date(now.getTime() + seconds * 1_000).toISOString()
    await run.change((record) => ({
      ...record,
      answerNotBefore,
      nextLook: answerNotBefore,
      parkedSince: { ticket: now.toISOString(), ...record.parkedSince },
    }))
    return done(null)
  },
)
