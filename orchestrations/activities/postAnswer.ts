import { randomUUID } from 'node:crypto'
import { secondsAfter } from '../../shared/room/times.ts'
import { done, later, type Outcome } from '../../shared/outcome.ts'
import { composeAnswer } from '../../shared/room/answers.ts'
import { keepPosted } from '../../shared/room/attempts.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { Desk } from '../../shared/tickets/ticketSystem.ts'
import type { World } from '../../shared/world.ts'
import { answeringActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'desks' | 'requests' | 'linksOf' | 'clock'>

/** Longer than looking at a ticket and posting to it may take together: five calls at most. */
const claimSeconds = 45

/** Posts the next answer of a request to its ticket, once. Resolves with whether more are to be posted. */
export const postAnswer = answeringActivity(
  'postAnswer',
  async (world: Needs, _: null, run): Promise<Outcome<boolean>> => {
    const { answered, answers, source } = run.record
    const n = answered + 1
    if (n > answers.length) return done(false)
    const desk = Object.entries(world.desks).find(([name]) => name === source)?.[1]
    if (!desk) return done(await markPosted(run, answers.length))
    const token = randomUUID()
    const claimed = await claim(world, run, n, token)
    // Another holds the claim, or died with it. That is no outage of the ticketing system, so it costs no patience with it.
    if (claimed.answering?.token !== token) return later(claimSeconds, 'another answer')
    try {
      await post(world, desk, claimed, n)
    } catch (error) {
      await endClaim(world, run, token)
      throw error
    }
    return done(await markPosted(run, n))
  },
)

async function post({ requests, linksOf }: Needs, desk: Desk, record: RequestRecord, n: number): Promise<void> {
  const others = await requests.listTicket(record)
  const answer = composeAnswer(record, n, linksOf(record), others)
  // Somebody began to post this one before and may have succeeded.
  const isPosted = record.answering?.isRetry === true && (await desk.hasAnswer(record.ticket, answer.reference))
  if (!isPosted) await desk.post(record.ticket, answer)
}

function claim({ clock }: Needs, run: RunContext, n: number, token: string): Promise<RequestRecord> {
  const now = clock.now()
  const until = secondsAfter(now, claimSeconds)
  return run.change((record) => {
    const isRetry = record.answering?.n === n
    const isFree = !isRetry || (record.answering?.until ?? '') <= now.toISOString()
    return record.answered < n && isFree ? { ...record, answering: { n, token, until, isRetry } } : record
  })
}

/** The next try need not wait for a claim whose holder has given up, but knows that it was begun. */
const endClaim = ({ clock }: Needs, run: RunContext, token: string): Promise<RequestRecord> =>
  run.change((record) =>
    record.answering?.token === token
      ? { ...record, answering: { ...record.answering, until: clock.now().toISOString() } }
      : record,
  )

async function markPosted(run: RunContext, n: number): Promise<boolean> {
  const { answered, answers } = await run.change((record) => keepPosted(record, n))
  return answered < answers.length
}
