import { describe, expect, it } from 'vitest'
import { toView } from '../../../shared/room/view.ts'
import {
  abc,
  aRoomWith,
  elsewhere,
  findTurnAfterBinding,
  fromElsewhere,
  idsAt,
  lastOf,
  ready,
  second,
  theBinding,
  withDevice,
} from '../../kit/deviceStories.ts'
import { aCommand, aRecord, aWithdrawal, ended, requestId } from '../../kit/records.ts'
import { address } from '../../kit/rooms.ts'
import { compliantRoom } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

describe('a request that names its device', () => {
  it('binds it when the room is ready, and says so', async () => {
    const story = await ready(aCommand({ room: aRoomWith({ id: ' abc１２３ ', kind: 'room' }) }))

    const record = await story.find()
    expect(record.run).toMatchObject({ end: 'ready' })
    expect(await story.world.devices.find(address)).toEqual([theBinding])
    expect(record.changed).toContain('Device: ABC123')
    expect(lastOf(story)).toContain('- Device: ABC123')
    expect(toView(record, []).device).toEqual({ ...abc, isBound: true })
    expect(story.comments.map(({ text }) => text).join('\n')).not.toContain('not acted on')
    expect(await story.reservations.list()).toEqual([])
  })

  it('leaves what it has bound in the audit of the account', async () => {
    const story = await ready(withDevice())

    const entries = await story.world.audit.ofAccount(address)

    expect(entries.find(({ step }) => step === 'bindDevice')?.changes).toEqual([
      { setting: 'device', from: '', to: 'ABC123' },
    ])
  })

  it('shows it as asked for until then', async () => {
    const story = aStory()
    story.tell(withDevice())
    let shown: unknown
    story.at(4, () => void story.find().then((record) => (shown = toView(record, []).device)))
    await story.run()

    expect(shown).toEqual({ ...abc, isBound: false })
  })

  it('is refused at once while another open request names the same one, which goes on', async () => {
    const story = aStory()
    story.tell(withDevice())
    story.at(3, () => story.tell(fromElsewhere(abc)))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect((await story.find(second)).run).toMatchObject({ end: 'needs a person', code: 'device-bound-elsewhere' })
    expect(lastOf(story, 'T-2')).toContain(
      `the open request ${requestId} for the room "Board" (OSL), account ${address}`,
    )
    expect(story.tenant.count()).toBe(1)
    expect([await idsAt(story), await idsAt(story, elsewhere)]).toEqual([['ABC123'], []])
  })

  it('is ready once, of two that come at once', async () => {
    const story = aStory('twice at once')
    story.tell(withDevice(), fromElsewhere(abc))
    await story.run()

    const ends = [await story.find(), await story.find(second)].map(({ run }) => 'end' in run && run.end)
    expect(new Set(ends)).toEqual(new Set(['needs a person', 'ready']))
    expect([...(await idsAt(story)), ...(await idsAt(story, elsewhere))]).toEqual(['ABC123'])
    expect(await story.reservations.list()).toEqual([])
  })

  it('waits for a request that has ended and gives the device back in a moment', async () => {
    const story = aStory()
    await story.requests.put(aRecord({ id: second, run: ended('cancelled') }))
    const hold = { kind: 'device', key: 'ABC123' } as const
    await story.reservations.take(hold, second, 1)
    story.tell(withDevice())
    await story.settle()
    expect((await story.find()).run).toMatchObject({ kind: 'parked', why: 'account-free' })

    await story.reservations.release(hold, second, 1)
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
  })

  it('is refused when another account has it, named with its room, before anything is made', async () => {
    const story = await ready(withDevice())

    story.tell(fromElsewhere(abc))
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ code: 'device-bound-elsewhere' })
    expect(lastOf(story, 'T-2')).toContain(`belongs to the account ${address} of the room "Board"`)
    expect(story.tenant.count()).toBe(1)
  })

  it('is refused when the account has another one, and nothing of the room is touched', async () => {
    const story = await ready(withDevice())
    const writes = story.tenant.writes().length

    story.tell({ ...withDevice('XYZ'), requestId: second, ticket: 'T-2' })
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ code: 'account-bound-to-a-device' })
    expect(lastOf(story, 'T-2')).toContain('is bound to the device ABC123')
    expect(story.tenant.writes()).toHaveLength(writes)
    expect(await idsAt(story)).toEqual(['ABC123'])
  })

  it('is refused also when nothing stands at the address of that account any more', async () => {
    const story = aStory()
    await story.world.devices.bind(theBinding)

    story.tell(withDevice('XYZ'))
    await story.run()

    expect((await story.find()).run).toMatchObject({ code: 'account-bound-to-a-device' })
    expect(story.tenant.count()).toBe(0)
  })

  it('may be a panel beside the device of the room', async () => {
    const story = await ready(withDevice())

    const panel = aRoomWith({ id: 'P-1', kind: 'panel' })
    story.tell({ ...aCommand({ room: panel }), requestId: second, ticket: 'T-2' })
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ end: 'ready' })
    expect(lastOf(story, 'T-2')).toContain('- Panel: P-1')
    expect(await idsAt(story)).toEqual(['ABC123', 'P-1'])
  })

  it('may ask again for an account that has no other one', async () => {
    const story = await ready(withDevice())

    story.tell({ ...withDevice(), requestId: second, ticket: 'T-2' })
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ end: 'ready' })
    expect((await story.find(second)).claims.filter(({ kind }) => kind === 'device')).toEqual([])
  })

  it('is tried again with success once the other request has given the device up', async () => {
    const story = aStory()
    story.tell(withDevice())
    story.at(3, () => story.tell(fromElsewhere(abc)))
    story.at(6, () => story.tell(aWithdrawal()))
    await story.run()
    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })

    const at = story.now(86_400)
    story.tell({ kind: 'retry', requestId: second, at, by: 'rita@contoso.com' })
    await story.run()

    expect((await story.find(second)).run).toMatchObject({ end: 'ready' })
    expect(await idsAt(story, elsewhere)).toEqual(['ABC123'])
  })
})

describe('a request that is cancelled', () => {
  it('before it is ready binds nothing', async () => {
    const story = aStory()
    story.tell(withDevice())
    story.at(5, () => story.tell(aWithdrawal()))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(await idsAt(story)).toEqual([])
    expect(await story.reservations.list()).toEqual([])
  })

  it('after it has bound the device sets it free, and says so', async () => {
    const turn = await findTurnAfterBinding()
    const story = aStory()
    story.tell(withDevice())
    story.at(turn, () => story.tell(aWithdrawal()))
    await story.run()

    const { run, devices } = await story.find()
    expect(run).toMatchObject({ end: 'cancelled', facts: { undone: expect.stringContaining('the device ABC123') } })
    expect(devices).toEqual([])
    expect(await idsAt(story)).toEqual([])
  })

  it('leaves a device that was bound before', async () => {
    const story = aStory()
    story.tenant.put(compliantRoom())
    await story.world.devices.bind(theBinding)
    const place = { ...compliantRoom().place, Capacity: 3 }
    story.tenant.put({ ...compliantRoom(), place })
    story.tell(withDevice())
    story.at(4, () => story.tell(aWithdrawal()))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(await idsAt(story)).toEqual(['ABC123'])
  })
})

describe('a ticket that names another device meanwhile', () => {
  it.each(['early', 'after the first was bound'])('%s, gets that one, and the first is free', async (when) => {
    const turn = when === 'early' ? 2 : await findTurnAfterBinding()
    const story = aStory()
    story.tell(withDevice())
    story.at(turn, () => story.tell(withDevice('XYZ', 2)))
    await story.run()

    const record = await story.find()
    expect(record.run).toMatchObject({ end: 'ready' })
    expect(record.changed.filter((line) => line.startsWith('Device'))).toEqual(['Device: XYZ'])
    expect(await idsAt(story)).toEqual(['XYZ'])
    expect(await story.world.devices.findConflict({ ...abc, account: elsewhere, room: 'Fjord' })).toBeUndefined()
    expect(await story.reservations.list()).toEqual([])
  })
})
