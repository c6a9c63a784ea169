import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import { aCommand, aWithdrawal, requestId } from '../../kit/records.ts'
import { address, aRoom, type RoomInput } from '../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, newRoom, proSku } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

/** The turns of the engine in which a story can be interrupted. */
async function turnsOf(begin: (story: Story) => void): Promise<number[]> {
  const story = aStory()
  begin(story)
  await story.run()
  return Array.from({ length: story.turns() }, (_, n) => n + 1)
}
type Story = ReturnType<typeof aStory>

const aNewRoom = (story: Story) => story.tell(aCommand())
const before = newRoom({ user: aUser({ licences: [], passwordPolicies: 'None' }) })
const aRoomThatExists = (story: Story) => {
  story.tenant.put(before)
  story.tell(aCommand({ room: aRoom({ password: 'keep' }) }))
}
/** What an undo must bring back; an empty text is as good as nothing. */
const whatMatters = ({ calendar, place = {}, user }: Snapshot) => ({
  calendar,
  place: Object.fromEntries(Object.entries(place).map(([name, value]) => [name, value ?? ''])),
  user,
})
const another = (n: number, room: Partial<RoomInput> = {}) =>
  aCommand({
    requestId: String(n).padStart(20, '0'),
    ticket: `T-${n}`,
    at: new Date(Date.UTC(2026, 10, 23, 8, 0, n)).toISOString(),
    room: aRoom({ name: `Room ${n}`, address: `mtr-${n}@contoso.com`, ...room }),
  })

describe('a room that is right already', () => {
  it('is read once, and nothing is written', async () => {
    const story = aStory()
    story.tenant.put(compliantRoom())
    story.tell(aCommand())

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.tenant.calls).toEqual(['read'])
    expect(story.comments.at(-1)?.text).toContain('Everything was right already')
  })
})

describe('every step performed twice at once', () => {
  it('makes one mailbox, uses one unit, sets one password and says everything once', async () => {
    const story = aStory('twice at once')
    story.tell(aCommand())

    await story.run()

    const room = story.tenant.at(address)
    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect([story.tenant.count(), room.skus[0]?.free]).toEqual([1, 4])
    expect(story.comments.map(({ state }) => state)).toEqual(['in-progress', 'in-progress', 'resolved'])
    expect(story.tenant.passwords.get('user-1')).toBe(story.kept[0]?.value)
  })

  it('leaves the password that signs in as the newest one of the vault', async () => {
    const story = aStory('twice at once')
    story.tell(aCommand())

    await story.run()

    expect(story.kept.at(-1)?.value).toBe(story.tenant.passwords.get('user-1'))
  })
})

describe('a withdrawn ticket', async () => {
  it.each(await turnsOf(aNewRoom))('before turn %i of a new room ends it; the mailbox alone is left', async (turn) => {
    const story = aStory()
    aNewRoom(story)
    story.at(turn, () => story.tell(aWithdrawal()))

    await story.run()

    const { run } = await story.find()
    const isReady = run.kind === 'ended' && run.end === 'ready'
    expect(run).toMatchObject({ kind: 'ended', end: isReady ? 'ready' : 'cancelled' })
    expect(story.tenant.at(address).skus[0]?.free).toBe(isReady ? 4 : 5)
    expect(await story.reservations.list()).toEqual([])
  })

  it.each(await turnsOf(aRoomThatExists))('before turn %i of a room that exists leaves it as it was', async (turn) => {
    const story = aStory()
    aRoomThatExists(story)
    story.at(turn, () => story.tell(aWithdrawal()))

    await story.run()

    const { run } = await story.find()
    const isReady = run.kind === 'ended' && run.end === 'ready'
    const after = whatMatters(story.tenant.at(address))
    expect(after).toEqual(isReady ? after : whatMatters(before))
    expect(await story.reservations.list()).toEqual([])
  })

  it('is cancelled, or told that it came too late', async () => {
    const unheard: number[] = []

    for (const turn of await turnsOf(aNewRoom)) {
      const story = aStory()
      aNewRoom(story)
      story.at(turn, () => story.tell(aWithdrawal()))
      await story.run()
      const { answers } = await story.find()
      if (!answers.some(({ kind }) => kind === 'cancelled' || kind === 'too-late')) unheard.push(turn)
    }

    expect(unheard).toEqual([])
  })
})

describe('a ticket that changes', async () => {
  it.each(await turnsOf(aNewRoom))('before turn %i is what the room is like in the end', async (turn) => {
    const story = aStory()
    story.tell(aCommand())
    story.at(turn, () => story.tell(aCommand({ revision: 2, room: aRoom({ capacity: 20, building: 'Fjordgata 2' }) })))

    await story.run()

    const { run, answers, wanted } = await story.find()
    expect(wanted.revision).toBe(2)
    const isTooLate = answers.some(({ kind }) => kind === 'too-late')
    expect(run).toMatchObject({ end: 'ready' })
    expect(story.tenant.at(address).place).toMatchObject({ Capacity: isTooLate ? 12 : 20 })
    expect(story.tenant.count()).toBe(1)
  })

  it('the name of a room after its mailbox was made gets no second mailbox', async () => {
    const story = aStory()
    story.tell(aCommand({ room: aRoom({ address: undefined }) }))
    story.at(4, () => story.tell(aCommand({ revision: 2, room: aRoom({ address: undefined, name: 'Fjord' }) })))

    await story.run()

    expect(story.tenant.count()).toBe(1)
  })

  it('the licence while the room is set up gets the licence in the end', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku(), aSku({ skuId: basicSku }))
    story.tell(aCommand({ room: aRoom({ licence: 'pro' }) }))
    story.at(5, () => story.tell(aCommand({ revision: 2, room: aRoom({ licence: 'basic' }) })))

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
  })

  it('what could not be done, while it is refused, is tried as it is now', async () => {
    const story = aStory()
    story.tell(aCommand({ room: aRoom({ licence: 'basic' }) }))
    story.at(2, () => story.tell(aCommand({ revision: 2, room: aRoom({ licence: 'pro' }) })))

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
  })
})

describe('a room with another licence', () => {
  it('than the one asked for gets that one instead', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku(), aSku({ skuId: basicSku }))
    story.tenant.put(compliantRoom({ user: aUser({ licences: [{ skuId: basicSku, state: 'Active' }] }) }))
    story.tell(aCommand({ room: aRoom({ licence: 'pro' }) }))

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.tenant.at(address).user?.licences).toEqual([{ skuId: proSku, state: 'Active' }])
  })
})

describe('twelve requests for three units of a licence', () => {
  const readyOnes = async (story: ReturnType<typeof aStory>) => {
    const ready: number[] = []
    for (let n = 1; n <= 12; n++) {
      const { run } = await story.find(String(n).padStart(20, '0'))
      if (run.kind === 'ended' && run.end === 'ready') ready.push(n)
      else expect(run).toMatchObject({ kind: 'parked', why: 'licence-free' })
    }
    return ready
  }

  it('give three rooms, and nine that wait in the order of arrival and are told so once', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 3 }))
    for (let n = 12; n >= 1; n--) story.tell(another(n))

    await story.settle()
    await story.minutes(30)

    expect(await readyOnes(story)).toHaveLength(3)
    expect(story.comments.filter(({ state }) => state === 'waiting')).toHaveLength(9)
  })

  it('give the next four when four units are bought, the earliest first', async () => {
    const story = aStory()
    story.tenant.setSkus(aSku({ free: 3 }))
    for (let n = 1; n <= 12; n++) story.tell(another(n))
    await story.settle()

    story.tenant.setSkus(aSku({ free: 4 }))
    await story.minutes(15)

    expect(await readyOnes(story)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})

describe('two requests for one room', () => {
  it('are done one after the other; the second finds the work of the first', async () => {
    const story = aStory()
    story.tell(aCommand(), another(2, { address, name: 'Board' }))

    await story.run()

    const second = await story.find('2'.padStart(20, '0'))
    expect(second.run).toMatchObject({ end: 'ready' })
    expect(story.tenant.calls.filter((call) => call === 'create')).toHaveLength(1)
    expect(story.comments.filter(({ ticket }) => ticket === 'T-2').map(({ state }) => state)).toContain('waiting')
  })

  it('lose no time: the end of the first wakes the second, with no minute between', async () => {
    const story = aStory()
    story.tell(aCommand(), another(2, { address, name: 'Board' }))

    await story.settle()

    expect((await story.find('2'.padStart(20, '0'))).run).toMatchObject({ kind: 'ended', end: 'ready' })
  })

  it('in a script that has no Latin letters are two rooms', async () => {
    const story = aStory()
    story.tell(
      another(1, { address: undefined, name: '会议室一' }),
      another(2, { address: undefined, name: '会议室二' }),
    )

    await story.run()

    expect(story.tenant.count()).toBe(2)
  })
})

it('a ticket for two rooms is resolved with the second one, and not before', async () => {
  const story = aStory()
  story.tell(another(1), { ...another(2), ticket: 'T-1', item: 2 })

  await story.run()

  const states = story.comments.map(({ state }) => state)
  expect(story.comments.filter(({ text }) => text.includes('is ready for'))).toHaveLength(2)
  expect(states.filter((state) => state === 'resolved')).toHaveLength(1)
  expect(states.at(-1)).toBe('resolved')
})

it('a request whose answers no desk takes ends all the same', async () => {
  const story = aStory()
  story.tell(aCommand({ source: 'api' }))

  await story.run()

  expect(await story.find(requestId)).toMatchObject({ run: { end: 'ready' }, answered: 3 })
  expect(story.comments).toEqual([])
})
