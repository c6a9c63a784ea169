import { randomUUID } from 'node:crypto'
import { done, type Outcome } from '../../shared/outcome.ts'
import { composeAnswer } from '../../shared/room/answers.ts'
import { keepPosted, type RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { answeringActivity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'desks' | 'linksOf' | 'clock'>

/** Longer than looking at a ticket and posting to it may take together. */
const claimSeconds = 30

/** Posts the next answer of a request to its ticket, once. Resolves with whether more are to be posted. */
export const postAnswer = answeringActivity(
  'postAnswer',
  async (world: Needs, _: null, run): Promise<Outcome<boolean>> => {
    const { record } = run
    const n = record.answered + 1
    if (n > record.answers.length) return done(false)
    const desk = findDesk(world, record)
    if (!desk) return done(await markPosted(run, record.answers.length))
    const token = randomUUID()
    const claimed = await claim(world, run, n, token)
    if (claimed.answering?.token !== token) return { kind: 'later', seconds: claimSeconds, why: 'ticket' }
    const answer = composeAnswer(claimed, n, world.linksOf(claimed))
    try {
      // Somebody began to post this one before and may have succeeded.
      const isPosted = claimed.answering.isRetry && (await desk.hasAnswer(record.ticket, answer.reference))
      if (!isPosted) await desk.post(record.ticket, answer)
    } catch (error) {
      await endClaim(world, run, token)
      throw error
    }
    return done(await markPosted(run, n))
  },
)

/** The next try need not wait for a claim whose holder has given up, but knows that it was begun. */
const endClaim = ({ clock }: Needs, run: RunContext, token: string): Promise<RequestRecord> =>
  run.change((record) =>
    record.answering?.token === token
      ? { ...record, answering: { ...record.answering, until: clock.now().toISOString() } }
      : record,
  )

const findDesk = ({ desks }: Needs, { source }: RequestRecord) =>
  Object.entries(desks).find(([name]) => name === source)?.[1]

const claim = ({ clock }: Needs, run: RunContext, n: number, token: string): Promise<RequestRecord> => {
  const now = clock.now()
  const until = new Date(now.getTime() + claimSeconds * 1_000).toISOString()
  return run.change((record) => {
    const isFree =
      record.answering === undefined || record.answering.n !== n || record.answering.until <= now.toISOString()
    return record.answered < n && isFree
      ? { ...record, answering: { n, token, until, isRetry: record.answering?.n === n } }
      : record
  })
}

async function markPosted(run: RunContext, n: number): Promise<boolean> {
  const { answered, answers } = await run.change((record) => keepPosted(record, n))
  return answered < answers.length
}
