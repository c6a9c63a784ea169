import { describe, expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import { toView } from '../../../shared/room/view.ts'
import { readLate } from '../../kit/lateReadings.ts'
import { aCommand, aWithdrawal, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aStory } from '../../kit/story.ts'
import {
  by,
  settingsOf,
  signInOf,
  isAsWanted,
  old,
  oldPlace,
  oldRoom,
  aReadyStory,
  restoreAt,
  retryAt,
  aRestoredStory,
  told,
  type Story,
} from '../../kit/restoring.ts'

describe('an administrator who has the earlier settings put back', () => {
  it('gets calendar and place as they were, and nothing else of the account changes', async () => {
    const story = await aReadyStory()
    const [signIn, passwords] = [signInOf(story), [...story.tenant.passwords]]
    expect(isAsWanted(story)).toBe(true)
    const writes = story.tenant.writes().length

    story.tell(restoreAt(story.now()))
    await story.run()

    expect(settingsOf(story)).toEqual(old)
    expect([signInOf(story), [...story.tenant.passwords]]).toEqual([signIn, passwords])
    expect(story.tenant.writes().slice(writes)).toEqual(['configure'])
  })

  it('reads what that will be before it is done', async () => {
    const story = await aReadyStory()

    const { actions, earlier } = toView(await story.find(), [])

    expect(actions).toEqual(['retry', 'restore'])
    expect(earlier).toContainEqual({ title: 'Seats', before: '5', set: '12' })
    expect(earlier).toContainEqual({ title: 'Floor', before: 'not set', set: '4' })
    expect(earlier).toContainEqual({ title: 'Deletes the subject', before: 'yes', set: 'no' })
    expect(earlier?.map(({ title }) => title)).not.toContain('Password never expires')
  })

  it('is told on the ticket once, whose state stays, and the request is over', async () => {
    const story = await aRestoredStory()

    const record = await story.find()
    expect(told(story, `were put back by ${by}`)).toHaveLength(1)
    expect(story.comments.at(-1)).not.toHaveProperty('state')
    expect(record.run).toMatchObject({ end: 'cancelled' })
    expect(toView(record, [])).toMatchObject({ state: 'cancelled', restoredBy: by, actions: ['retry'], changed: [] })
    expect(toView(record, []).undone).toContain('Seats')
    expect(await story.reservations.list()).toEqual([])
  })

  it('has nothing more to put back after it, and a repeated press does nothing', async () => {
    const story = await aRestoredStory()
    const [record, calls] = [await story.find(), story.tenant.calls.length]

    story.tell(restoreAt(story.now(60)), restoreAt((record.restored ?? { at: '' }).at))
    await story.run()

    expect(await story.find()).toEqual(record)
    expect(story.tenant.calls).toHaveLength(calls)
  })

  it('has the room set up again by a retry, which can be put back once more', async () => {
    const story = await aRestoredStory()
    const { place, ...rest } = story.tenant.at(address)
    story.tenant.put({ ...rest, place: { ...place, Capacity: 7 } })
    const first = story.now()

    story.tell(retryAt(story.now()))
    await story.run()
    expect([isAsWanted(story), (await story.find()).run]).toMatchObject([true, { end: 'ready' }])
    story.clock.advance(60)
    story.tell(restoreAt(first), restoreAt(story.now()))
    await story.run()

    expect(settingsOf(story).place).toEqual({ ...oldPlace, Capacity: 7 })
    expect(told(story, `were put back by ${by}`)).toHaveLength(2)
  })

  it('is not obeyed late: a retry that was pressed after it counts', async () => {
    const story = await aReadyStory()
    const [pressed, retried] = [story.now(), story.now(10)]
    story.tell(retryAt(retried))
    await story.run()

    story.tell(restoreAt(pressed))
    await story.run()

    expect(isAsWanted(story)).toBe(true)
  })

  it.each([1, 2, 3])('and of whoever tries again meanwhile, the later one counts (turn %i)', async (turn) => {
    const story = await aReadyStory()
    story.tell(restoreAt(story.now()))
    story.at(story.turns() + turn, () => story.tell(retryAt(story.now(10))))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(isAsWanted(story)).toBe(true)
  })

  it.each<[string, (story: Story) => Parameters<Story['tell']>[0], string]>([
    ['a cancel', (story) => ({ kind: 'stop', requestId, at: story.now(10), by }), 'The earlier settings'],
    ['a withdrawal of the ticket', () => aWithdrawal(), 'The ticket was cancelled after the work'],
    [
      'a change of the ticket',
      () => aCommand({ revision: 2, room: aRoom({ capacity: 30 }) }),
      'The ticket was changed',
    ],
  ])('is not disturbed by %s', async (_, command, words) => {
    const story = await aReadyStory()
    const signIn = signInOf(story)
    story.tell(restoreAt(story.now()))
    story.at(story.turns() + 2, () => story.tell(command(story)))
    await story.run()

    expect([settingsOf(story), signInOf(story)]).toEqual([old, signIn])
    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(told(story, words)).toHaveLength(1)
  })

  it('reads of the room as it was made ready, whatever the ticket calls it since', async () => {
    const story = await aReadyStory()
    story.tell(aCommand({ revision: 2, room: aRoom({ name: 'Renamed' }) }))
    await story.run()

    story.tell(restoreAt(story.now()))
    await story.run()

    expect(told(story, 'The earlier settings of "Board" (OSL)')).toHaveLength(1)
    expect(toView(await story.find(), [])).toMatchObject({ room: { name: 'Board' }, isOutdated: true })
  })

  it('waits while Microsoft 365 is busy, without a word on the ticket, and sees the change before it is over', async () => {
    const story = await aReadyStory()
    readLate(story)
    story.tenant.fail('configure', new Transient('busy', 4_000))
    const comments = story.comments.length

    story.tell(restoreAt(story.now()))
    await story.settle()
    expect(toView(await story.find(), [])).toMatchObject({ state: 'waiting', actions: [] })
    expect(story.comments).toHaveLength(comments)
    await story.run()

    expect(settingsOf(story)).toEqual(old)
    expect(story.comments).toHaveLength(comments + 1)
  })

  it('keeps the device that is bound', async () => {
    const story = aStory()
    story.tenant.put(oldRoom())
    story.tell(aCommand({ room: aRoom({ device: { id: 'ABC123', kind: 'room' } }) }))
    await story.run()
    story.clock.advance(60)

    story.tell(restoreAt(story.now()))
    await story.run()

    expect(settingsOf(story)).toEqual(old)
    expect((await story.world.devices.find(address)).map(({ id }) => id)).toEqual(['ABC123'])
    expect(toView(await story.find(), []).device).toMatchObject({ id: 'ABC123', isBound: true })
  })

  it('has put back what can be, and is told what cannot be empty again', async () => {
    const story = await aReadyStory(oldRoom({ regional: { TimeZone: null } }))

    story.tell(restoreAt(story.now()))
    await story.run()

    expect(settingsOf(story).place).toEqual(oldPlace)
    expect((await story.find()).run).toMatchObject({ end: 'cancelled', facts: { left: 'the time zone' } })
    expect(story.comments.at(-1)?.text).toContain('Left as it is: the time zone.')
  })
})
