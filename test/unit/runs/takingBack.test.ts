import { describe, expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import { readLate } from '../../kit/lateReadings.ts'
import { aCommand, after, aWithdrawal, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aSku, aUser, compliantRoom, newRoom, standardSku } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

const day = 86_400
const person = { requestId, by: 'ada@contoso.com' }
const otherId = 'b'.repeat(20)
const aCommandOfAnother = (password?: 'new') =>
  aCommand({ requestId: otherId, ticket: 'T-2', room: aRoom(password && { password }) })

type Story = ReturnType<typeof aStory>
/** A reused room that is off and has no licence. */
const putRoomThatIsOff = ({ tenant }: Story) => tenant.put(newRoom({ user: aUser({ isEnabled: false, licences: [] }) }))
const signIn = ({ tenant }: Story) => {
  const { user } = tenant.at(address)
  return { isOn: user?.isEnabled, licences: user?.licences.length }
}
const works = { isOn: true, licences: 1 }
const isOff = { isOn: false, licences: 0 }

/** A request that turned a reused room on, and that was cancelled and taken back after it. */
async function aStoryThatWasTakenBack(cancel: 'stop' | 'withdraw') {
  const story = aStory()
  putRoomThatIsOff(story)
  story.tell(aCommand())
  story.at(9, () => story.tell(cancel === 'stop' ? { kind: 'stop', ...person, at: after(500) } : aWithdrawal()))
  await story.run()
  expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
  expect(story.tenant.calls).toContain('changeLicences')
  expect(signIn(story)).toEqual(isOff)
  return story
}

describe('what was taken back once', () => {
  it('is not taken back again by a retry, from the room that another request made ready since', async () => {
    const story = await aStoryThatWasTakenBack('withdraw')
    story.tell(aCommandOfAnother())
    await story.run()
    expect((await story.find(otherId)).run).toMatchObject({ end: 'ready' })

    story.clock.advance(60 * day)
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()

    expect(signIn(story)).toEqual(works)
  })

  it('is not taken back again by a retry and a stop, from a room that works by now', async () => {
    const story = await aStoryThatWasTakenBack('stop')
    story.clock.advance(60 * day)
    story.tenant.put(compliantRoom())

    story.tell({ kind: 'retry', ...person, at: story.now() }, { kind: 'stop', ...person, at: story.now(1) })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(signIn(story)).toEqual(works)
  })

  it('is not what a second cancel brings back, but what an administrator set between the two', async () => {
    const story = await aStoryThatWasTakenBack('stop')
    story.clock.advance(day)
    const { place, ...rest } = compliantRoom()
    story.tenant.put({ ...rest, place: { ...place, Capacity: 30 } })

    story.tell({ kind: 'retry', ...person, at: story.now() })
    story.at(story.turns() + 5, () => story.tell({ kind: 'stop', ...person, at: story.now(5) }))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled', facts: { undone: 'Seats' } })
    expect(story.tenant.at(address).place?.['Capacity']).toBe(30)
    expect(signIn(story)).toEqual(works)
  })

  it('blocks no retry when the tenant does not own that licence any more', async () => {
    const story = aStory()
    putRoomThatIsOff(story)
    story.tenant.setSkus(aSku(), aSku({ skuId: standardSku }))
    story.tell(aCommand({ room: aRoom({ licence: 'standard' }) }))
    story.at(9, () => story.tell({ kind: 'stop', ...person, at: after(500) }))
    await story.run()
    story.tenant.setSkus(aSku())
    const { rooms } = story.tenant
    const real = { ...rooms }
    rooms.changeLicences = async (user, change) =>
      change.add.includes(standardSku)
        ? { kind: 'failed', reason: 'other', text: 'License 6070 does not correspond to a valid company License.' }
        : real.changeLicences(user, change)

    story.clock.advance(day)
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(signIn(story)).toEqual(works)
  })
})

describe('another request that made the room ready', () => {
  it('keeps its password when a cancelled one, which had made the mailbox, is tried again', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(4, () => story.tell({ kind: 'stop', ...person, at: after(500) }))
    await story.run()
    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    story.tell(aCommandOfAnother('new'))
    await story.run()
    expect((await story.find(otherId)).run).toMatchObject({ end: 'ready' })
    const known = [...story.tenant.passwords]
    expect(known).toHaveLength(1)

    story.clock.advance(day)
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect([...story.tenant.passwords]).toEqual(known)
  })

  it('keeps its licence when taking back of an earlier one, refused before, is tried again', async () => {
    const story = aStory()
    putRoomThatIsOff(story)
    story.tell(aCommand())
    story.at(9, () => {
      story.tell(aWithdrawal())
      story.tenant.fail('read', { kind: 'failed', reason: 'denied', text: 'no' })
    })
    await story.run()
    expect((await story.find()).run).toMatchObject({ facts: { undone: 'not everything could be taken back' } })
    story.clock.advance(day)
    story.tell(aCommandOfAnother())
    await story.run()
    expect((await story.find(otherId)).run).toMatchObject({ end: 'ready' })

    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()

    expect(signIn(story)).toEqual(works)
  })
})

describe('a request that is asked for again while taking back waits for Microsoft 365', () => {
  /** Withdrawn before a turn; right after the first write of taking back, Microsoft 365 is away for more than an hour. */
  function withdrawAndFail(story: Story, turn: number): void {
    const { rooms, fail } = story.tenant
    const real = { ...rooms }
    let isTakingBack = false
    const afterWrite = () => {
      if (isTakingBack) fail('read', new Transient('busy', 4_000))
      isTakingBack = false
    }
    rooms.setEnabled = async (...given) => {
      const effect = await real.setEnabled(...given)
      afterWrite()
      return effect
    }
    rooms.changeLicences = async (...given) => {
      const effect = await real.changeLicences(...given)
      afterWrite()
      return effect
    }
    story.at(turn, () => {
      story.tell(aWithdrawal())
      isTakingBack = true
    })
  }

  it.each([7, 8, 9])('is ready only when the room works, although readings are late (turn %i)', async (turn) => {
    const story = aStory()
    putRoomThatIsOff(story)
    readLate(story)
    story.tell(aCommand())
    withdrawAndFail(story, turn)
    await story.settle()
    expect((await story.find()).run).toMatchObject({ kind: 'parked', isUndoing: true })

    story.tell(aCommand({ revision: 3, room: aRoom({ licence: 'pro' }) }))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(signIn(story)).toEqual(works)
  })
})
