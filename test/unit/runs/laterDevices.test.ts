import { describe, expect, it } from 'vitest'
import { lookAfter } from '../../../functions/runs/lookAfter.ts'
import { workOn } from '../../../functions/runs/workOn.ts'
import type { Binding } from '../../../shared/room/device.ts'
import { toView } from '../../../shared/room/view.ts'
import {
  abc,
  bindLater,
  elsewhere,
  fromElsewhere,
  idsAt,
  lastOf,
  ready,
  second,
  theBinding,
  withDevice,
} from '../../kit/deviceStories.ts'
import { aCommand, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aStory } from '../../kit/story.ts'

describe('a device that is bound later', () => {
  it('is bound to the account of a request that is ready, and the ticket hears of it once', async () => {
    const story = await ready()

    story.tell(bindLater(), bindLater())
    await story.run()

    const record = await story.find()
    expect(await story.world.devices.find(address)).toEqual([theBinding])
    expect(record.changed).toContain('Device: ABC123')
    expect(toView(record, []).device).toEqual({ ...abc, isBound: true })
    expect(story.comments.filter(({ text }) => text.includes('The device ABC123 is bound to'))).toHaveLength(1)
    expect(await story.world.audit.ofAccount(address)).toContainEqual(
      expect.objectContaining({ changes: [expect.objectContaining({ setting: 'device' })] }),
    )
    expect(await story.reservations.list()).toEqual([])
  })

  it.each<[string, Binding, string]>([
    [
      'has another account',
      { ...abc, account: elsewhere, room: 'Fjord' },
      `the account ${elsewhere} of the room "Fjord"`,
    ],
    ['comes second to another one', { ...theBinding, id: 'XYZ' }, 'is bound to the device XYZ'],
  ])('and %s is told so on the ticket, and not bound', async (_, known, words) => {
    const story = await ready()
    await story.world.devices.bind(known)

    story.tell(bindLater())
    await story.run()

    expect(lastOf(story)).toContain(words)
    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(await story.world.devices.find(known.account)).toEqual([known])
    expect(await story.reservations.list()).toEqual([])
  })

  it('and that an open request names is not bound', async () => {
    const story = await ready()
    story.tell(fromElsewhere(abc))
    story.at(story.turns() + 3, () => story.tell(bindLater()))
    await story.run()

    expect(lastOf(story)).toContain(`the open request ${second}`)
    expect([await idsAt(story), await idsAt(story, elsewhere)]).toEqual([[], ['ABC123']])
  })

  it('before the request is ready is not bound', async () => {
    const story = aStory()
    story.tell(aCommand())
    story.at(4, () => story.tell(bindLater()))
    await story.run()

    expect(story.comments.map(({ text }) => text).join('\n')).toContain('A device is bound when the request is ready')
    expect(await idsAt(story)).toEqual([])
  })

  it('may be a panel, and is shown beside the device', async () => {
    const story = await ready(withDevice())

    story.tell(bindLater({ id: 'P-1', kind: 'panel' }))
    await story.run()

    const view = toView(await story.find(), [])
    expect(view).toMatchObject({ device: { ...abc, isBound: true }, panels: ['P-1'] })
  })

  it('is kept by a cancelled try to set the room up again', async () => {
    const story = await ready()
    story.tell(bindLater())
    await story.run()

    const [retried, stopped] = [story.now(90_001), story.now(90_002)]
    story.tell({ kind: 'retry', requestId, at: retried, by: 'rita@contoso.com' })
    story.tell({ kind: 'stop', requestId, at: stopped, by: 'rita@contoso.com' })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(await idsAt(story)).toEqual(['ABC123'])
  })

  it('is held by nobody although binding it fails for good', async () => {
    const story = await ready()
    const bind = async () => Promise.reject(new Error('a bug'))
    await expect(
      workOn({ ...story.world, devices: { ...story.world.devices, bind } }, story.engine, bindLater()),
    ).rejects.toThrow('a bug')
    expect(await story.reservations.list()).toEqual(['device:ABC123'])

    await story.minutes(1)

    expect(await story.reservations.list()).toEqual([])
  })

  it('keeps no other request of the account from taking its changes back', async () => {
    const story = await ready()
    const room = aRoom({ capacity: 4 })
    story.tell(aCommand({ requestId: second, ticket: 'T-2', room }))
    const turn = story.turns() + 4
    story.at(turn, () => story.tell(bindLater(abc, story.now(60))))
    story.at(turn + 1, () => story.tell({ kind: 'stop', requestId: second, at: story.now(60), by: 'rita@contoso.com' }))
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ end: 'cancelled', facts: { undone: 'Seats' } })
    expect(await idsAt(story)).toEqual(['ABC123'])
  })

  it('is held by nobody afterwards, although the sweeper comes between', async () => {
    const story = await ready()
    const { reservations } = story.world
    const take = reservations.take.bind(reservations)
    story.world.reservations = {
      ...reservations,
      take: async (...given) => {
        await lookAfter(story.world, story.engine, requestId)
        return take(...given)
      },
    }

    story.tell(bindLater())
    await story.run()

    expect(await idsAt(story)).toEqual(['ABC123'])
    expect(await story.reservations.list()).toEqual([])
  })
})
