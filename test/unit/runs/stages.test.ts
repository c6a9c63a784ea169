import { describe, expect, it } from 'vitest'
import { stages } from '../../../functions/back/stages.ts'
import { Transient } from '../../../shared/http/transient.ts'
import { composeAnswer } from '../../../shared/room/answers.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import { openStage } from '../../../shared/room/stages.ts'
import { aCommand, aRecord, after, ended, requestId, start } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { compliantRoom, nothingThere } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'
import { aWorld } from '../../kit/world.ts'

const aReadyRoom = (id = requestId, opened = start): RequestRecord =>
  aRecord({
    id,
    account: address,
    run: ended('ready', { planned: aRoom() }),
    stages: openStage(undefined, 'signed-in', new Date(opened), 600),
  })

function aLater(...records: RequestRecord[]) {
  const made = aWorld(...(records.length > 0 ? records : [aReadyRoom()]))
  made.clock.advance(600)
  const read = async () => (await made.requests.read(requestId))?.record ?? aRecord()
  return { ...made, read, look: stages(made.world) }
}

async function wordsOf(n: number, read: () => Promise<RequestRecord>): Promise<string> {
  return composeAnswer(await read(), n, { request: '', problems: '', handover: '', certificates: 'none' }).text
}

describe('the first sign-in of a room', () => {
  it('is told once, with its time, and then nobody looks any more', async () => {
    const { look, read, tenant, clock, looks } = aLater()
    tenant.signIn.log = [{ at: after(120), code: 0 }]

    await look()
    clock.advance(86_400)
    await look()

    const { answers } = await read()
    expect(answers.map(({ kind }) => kind)).toEqual(['signed-in'])
    expect(await wordsOf(1, read)).toContain('signed in for the first time, on 2026-11-23 at 08:02 UTC')
    expect(tenant.calls).toEqual(['readSignInLog'])
    expect(looks).toEqual([requestId])
  })

  it.each([
    [50126, 'The name or the password is wrong.'],
    [53003, 'A conditional access policy blocks the sign-in.'],
    [50076, 'A second factor was asked for'],
  ])('that fails with %i is told once, with cause and remedy, and is looked for further', async (code, cause) => {
    const { look, read, tenant, clock } = aLater()
    tenant.signIn.log = [{ at: after(120), code }]

    await look()
    clock.advance(86_400)
    await look()

    const { answers, stages: [stage] = [] } = await read()
    expect(answers.map(({ kind }) => kind)).toEqual(['sign-in-failed'])
    expect(await wordsOf(1, read)).toContain(cause)
    expect(stage?.nextLook).toBeDefined()
  })

  it('that nobody may read about closes the stage without a word', async () => {
    const { look, read, tenant } = aLater()
    tenant.fail('readSignInLog', { kind: 'failed', reason: 'denied', text: "tenant doesn't have premium license" })

    await look()

    const { answers, stages: [stage] = [] } = await read()
    expect([answers, stage?.nextLook]).toEqual([[], undefined])
  })

  it('is looked for later when Microsoft 365 is busy, and so are the others', async () => {
    const other = aReadyRoom('fedcba9876543210fedc', after(-1))
    const { look, read, tenant } = aLater(aReadyRoom(), other)
    tenant.fail('readSignInLog', new Transient('busy'))

    await look()

    expect(tenant.calls).toHaveLength(1)
    expect((await read()).stages?.[0]?.nextLook).toBe(after(600))
  })
})

describe('coming to the Room Finder', () => {
  const toCome = (): RequestRecord => ({
    ...aReadyRoom(),
    stages: openStage(undefined, 'in-room-finder', new Date(start), 600),
  })
  const hour = 3_600
  /** Two looks, the second much later. */
  async function lookTwice({ clock, look }: ReturnType<typeof aLater>, seconds: number) {
    await look()
    clock.advance(seconds)
    await look()
  }

  it('is told once, and then nobody looks any more', async () => {
    const later = aLater(toCome())
    later.tenant.put(compliantRoom())

    await lookTwice(later, 24 * hour)

    const { answers } = await later.read()
    expect(answers.map(({ kind }) => kind)).toEqual(['in-room-finder'])
    expect(await wordsOf(1, later.read)).toContain('when they book, as of 2026-11-23 at 08:10 UTC.')
    expect(later.tenant.calls).toEqual(['readInRoomFinder'])
  })

  it('is looked for longer than two days, after which the ticket hears of it once', async () => {
    const later = aLater(toCome())

    await lookTwice(later, 49 * hour)
    later.clock.advance(24 * hour)
    await later.look()

    const { answers, stages: [stage] = [] } = await later.read()
    expect(answers.map(({ kind }) => kind)).toEqual(['room-finder-late'])
    expect(await wordsOf(1, later.read)).toContain('still do not find it')
    expect(stage?.nextLook).toBeDefined()
  })

  it('that may not be read closes the stage without a word', async () => {
    const later = aLater(toCome())
    later.tenant.fail('readInRoomFinder', { kind: 'failed', reason: 'denied', text: 'Insufficient privileges' })

    await later.look()

    const { answers, stages: [stage] = [] } = await later.read()
    expect([answers, stage?.nextLook]).toEqual([[], undefined])
  })
})

describe('what a room is looked for afterwards', () => {
  it.each<[string, ReturnType<typeof compliantRoom> | undefined, string[]]>([
    ['that was made', undefined, ['signed-in', 'in-room-finder']],
    ['that was there', compliantRoom({ place: {} }), ['signed-in']],
  ])('of one %s', async (_, room, expected) => {
    const story = aStory()
    story.tenant.put(room ?? nothingThere({ address }))
    story.tell(aCommand())

    await story.run()

    expect((await story.find()).stages?.map(({ stage }) => stage)).toEqual(expected)
  })
})

it('at most five rooms are looked at in one go, those that wait longest first', async () => {
  const rooms = [1, 2, 3, 4, 5, 6].map((n) => aReadyRoom(`0123456789abcdef000${n}`, after(-n)))
  const { look, tenant, requests } = aLater(...rooms)

  await look()

  expect(tenant.calls).toHaveLength(5)
  expect((await requests.read('0123456789abcdef0001'))?.record.stages?.[0]?.nextLook).toBe(after(599))
})
