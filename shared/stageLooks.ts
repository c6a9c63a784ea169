import { lifecycleOf, say, type Answer, type RequestRecord } from './room/record.ts'
import { readLog } from './room/signInErrors.ts'
import { foldStage, type AwaitedStage, type StageLook } from './room/stages.ts'
import { secondsSince } from './room/times.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'rooms' | 'requests' | 'clock' | 'askForLook' | 'patience'>

type Seeing = Pick<World, 'rooms' | 'clock' | 'patience'>

interface Seen {
  look: StageLook
  /** What the ticket is told, once for each key. */
  answer?: Pick<Answer, 'key' | 'kind' | 'facts'>
}

/** How each stage is looked for; who adds a stage adds a line. */
const looks: Record<AwaitedStage, (world: Seeing, record: RequestRecord) => Promise<Seen>> = {
  'signed-in': lookForSignIn,
  'in-room-finder': lookInRoomFinder,
}

/** Looks for one stage of one room, and keeps what was found. Throws Transient when Microsoft 365 is busy. */
export async function lookForStage(world: Needs, record: RequestRecord, stage: AwaitedStage): Promise<void> {
  const { look, answer } = await looks[stage](world, record)
  const now = world.clock.now()
  const changed = await world.requests.change(record.id, (known) => {
    if (!known) return known
    const next = { ...known, stages: foldStage(known.stages, stage, look, now) }
    return answer ? say(next, { ...answer, at: now.toISOString() }) : next
  })
  if (changed && changed.answers.length > record.answers.length) await world.askForLook(record.id)
}

async function lookInRoomFinder(
  { rooms, clock, patience }: Seeing,
  { account = '', stages = [] }: RequestRecord,
): Promise<Seen> {
  const found = await rooms.readInRoomFinder(account)
  if ('kind' in found) return { look: { kind: 'unknowable' } }
  const now = clock.now()
  if (found.isThere) {
    const at = now.toISOString()
    return {
      look: { kind: 'reached', at },
      answer: { key: 'in-room-finder', kind: 'in-room-finder', facts: { at } },
    }
  }
  const since = stages.find(({ stage }) => stage === 'in-room-finder')?.since
  const isLate = since !== undefined && secondsSince(since, now) > patience['room-finder']
  const answer = { key: 'room-finder-late', kind: 'room-finder-late', facts: {} } as const
  return { look: { kind: 'not-yet' }, ...(isLate && { answer }) }
}

/** The log is to be had with Entra ID P1 alone; where it is not, nobody is told anything about it. */
async function lookForSignIn({ rooms }: Seeing, record: RequestRecord): Promise<Seen> {
  const { account = '' } = record
  const lines = await rooms.readSignInLog(account, sinceWhen(record))
  if ('kind' in lines) return { look: { kind: 'unknowable' } }
  const { succeededAt, failure } = readLog(lines)
  if (succeededAt !== undefined)
    return {
      look: { kind: 'reached', at: succeededAt },
      answer: { key: 'signed-in', kind: 'signed-in', facts: { at: succeededAt } },
    }
  if (failure === undefined) return { look: { kind: 'not-yet' } }
  const answer = { key: `sign-in-failed:${failure}`, kind: 'sign-in-failed', facts: { error: failure } } as const
  return { look: { kind: 'not-yet' }, answer }
}

/** Of a room with a new password only what came after it counts. */
const sinceWhen = (record: RequestRecord): string => {
  const since = record.stages?.find(({ stage }) => stage === 'signed-in')?.since
  return (lifecycleOf(record) === 'rotate' ? since : undefined) ?? record.createdAt
}
