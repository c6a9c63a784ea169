import { toRefused } from './failures.ts'
import { compareRoom } from './room/checks.ts'
import { sayProblem } from './room/problems.ts'
import { isReady, lifecycleOf, roomOfRun, say, type Answer, type RequestRecord } from './room/record.ts'
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
  'looked-again': lookAgain,
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

/** Everything that was asked for, beside what is there. One look is all: whoever puts something right sees it on the page of the account. */
async function lookAgain({ rooms, clock }: Seeing, record: RequestRecord): Promise<Seen> {
  const { account: address = '', topology = 'online' } = record
  const room = roomOfRun(record)
  if (!room || !isReady(record)) return { look: { kind: 'unknowable' } }
  const at = clock.now().toISOString()
  const tell = (facts: Answer['facts']): Seen => ({
    look: { kind: 'reached', at },
    answer: {
      key: `looked-again:${room.installOn}`,
      kind: 'looked-again',
      facts: { ...facts, installOn: room.installOn ?? '' },
    },
  })
  const snapshot = await rooms.read({ address, topology, wishes: room })
  if ('kind' in snapshot) {
    const { code, facts } = toRefused(snapshot, 'reading rooms, users and licences')
    return tell({ unread: sayProblem(code, facts).remedy })
  }
  const kind = snapshot.holder?.type === 'RoomMailbox' ? 'reuse' : 'create'
  const wrong = compareRoom({ kind, address }, room, snapshot, at).filter(({ state }) => state === 'wrong')
  return tell({ wrong: wrong.map(({ title, says }) => `- ${title}: ${says}`).join('\n') })
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
