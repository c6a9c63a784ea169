import { describe, expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import type { Death } from '../../kit/mortal.ts'
import { aCommand, requestId } from '../../kit/records.ts'
import { address, anAction, aRoom } from '../../kit/rooms.ts'
import { aUser, compliantRoom, nothingThere, personsMailbox } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

const day = 86_400
const person = { requestId, by: 'ada@contoso.com' }
/** A room at work, with rules for bookings of its own. */
const atWork = (): Snapshot => {
  const { calendar, ...rest } = compliantRoom({ meetings: 2 })
  return { ...rest, calendar: { ...calendar, BookingWindowInDays: 90, AllRequestOutOfPolicy: true } }
}

/** A story with nobody who has to agree, unless it says so. */
function aRetirement(graceDays = 0, there: Snapshot = atWork()) {
  const story = aStory()
  story.world.approvalReasons = []
  story.tenant.put(there)
  story.tell(aCommand({ room: anAction('retire', { graceDays }) }))
  return story
}
type Story = ReturnType<typeof aRetirement>

async function retired(there?: Snapshot, death?: Death) {
  const story = aRetirement(0, there)
  const calls = await story.run(death)
  return { ...story, calls, record: await story.find() }
}

const calendarOf = ({ tenant }: Pick<Story, 'tenant'>) => tenant.at(address).calendar
const cancel = (story: Story) => story.tell({ kind: 'stop', ...person, at: story.now(1) })

describe('a room that is given up', () => {
  it('refuses bookings, is blocked, freed and deleted, in this order', async () => {
    const { tenant, record } = await retired()

    expect(record.run).toMatchObject({ end: 'ready' })
    expect(tenant.writes()).toEqual(['configure', 'setEnabled', 'changeLicences', 'deleteAccount'])
    expect(tenant.at(address)).toMatchObject({ deleted: { type: 'RoomMailbox' }, skus: [{ free: 6 }] })
    expect(tenant.at(address).user).toBeUndefined()
  })

  it('frees its phone number, and goes on where it may not read one', async () => {
    const story = aRetirement()
    story.tenant.phone.number = '+4722334455'
    await story.run()
    const denied = aRetirement()
    denied.tenant.fail('readNumber', { kind: 'failed', reason: 'denied', text: 'no' })
    await denied.run()

    expect(story.tenant.phone.number).toBe('')
    expect((await denied.find()).run).toMatchObject({ end: 'ready' })
  })

  it('sets its devices free', async () => {
    const story = aRetirement()
    await story.world.devices.bind({ id: 'SN-1', kind: 'room', account: address, room: 'Board' })
    await story.run()

    expect(await story.world.devices.find(address)).toEqual([])
    expect(story.comments.at(-1)?.text).toContain('Free for another room: SN-1.')
    expect((await story.world.audit.ofAccount(address)).flatMap(({ changes }) => changes)).toContainEqual({
      setting: 'device',
      from: 'SN-1',
      to: '',
    })
  })

  it('is told with the day until which it can come back, and leaves no earlier settings to put back', async () => {
    const { comments, record } = await retired()

    expect(comments.at(-1)).toMatchObject({ state: 'resolved' })
    expect(comments.at(-1)?.text).toMatch(/Until 2026-12-2\d it can be brought back/)
    expect([record.before, record.claims]).toEqual([[], []])
  })

  it('stands in the list of accounts as given up, and nothing is wanted of it any more', async () => {
    const { world } = await retired()

    const row = await world.accounts.read(address)
    expect(row).toMatchObject({ retired: { requestId }, goneSince: expect.any(String) as string })
    expect(row?.wish).toBeUndefined()
  })

  it('is the same when it is done again, by a retry or by another request', async () => {
    const { tenant, ...story } = await retired()
    const before = tenant.writes().length
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()
    const other = 'c'.repeat(20)
    story.tell(aCommand({ requestId: other, ticket: 'T-3', room: anAction('retire') }))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect((await story.find(other)).run).toMatchObject({ end: 'ready' })
    expect(tenant.writes()).toHaveLength(before)
    expect((await story.world.accounts.read(address))?.retired?.requestId).toBe(requestId)
  })
})

describe('consent', () => {
  it('is asked for with what would be done and whose meetings it holds, and nothing is written before', async () => {
    const story = aRetirement(14)
    story.world.approvalReasons = ['retire']
    story.tenant.calendars.meetings.set(address, [
      { start: '2026-12-01T09:00:00.0000000', organizer: 'alice@contoso.com' },
      { start: '2026-12-02T10:30:00.0000000', organizer: 'bob@contoso.com' },
    ])
    await story.settle()

    const { approval, run } = await story.find()
    expect(run).toMatchObject({ kind: 'parked', why: 'decision' })
    expect(approval?.lines).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Give up the room mailbox'),
        expect.stringContaining('After 14 days'),
        'Meetings to come: 2',
        '2026-12-01 09:00 UTC, alice@contoso.com',
        '2026-12-02 10:30 UTC, bob@contoso.com',
      ]),
    )
    expect(story.tenant.writes()).toEqual([])
  })

  it('is asked once, although the room has another meeting at the next look', async () => {
    const story = aRetirement(14)
    story.world.approvalReasons = ['retire']
    await story.settle()
    const { approval: { plan } = { plan: '' } } = await story.find()
    story.tenant.calendars.meetings.set(address, [{ start: '2026-12-01T09:00:00', organizer: 'alice@contoso.com' }])
    story.tell({ kind: 'approve', requestId, by: 'ann@contoso.com', at: story.now(), plan })
    await story.minutes(1)

    expect((await story.find()).closedAt).toBeDefined()
    expect(story.comments.map(({ text }) => text).join()).toContain('2026-12-01 09:00 UTC, alice@contoso.com')
  })
})

describe('a ticket that asked for a set-up first', () => {
  it('gives nothing up without consent, although its set-up had begun', async () => {
    const story = aStory()
    story.world.approvalReasons = ['retire']
    story.tenant.put({ ...atWork(), place: { Building: 'Elsewhere 2' } })
    story.tenant.fail('configure', { kind: 'failed', reason: 'other', text: 'no' })
    story.tell(aCommand())
    await story.run()
    expect((await story.find()).claims).not.toEqual([])

    story.tell(aCommand({ revision: 2, room: anAction('retire') }), { kind: 'retry', ...person, at: story.now(1) })
    await story.settle()

    expect((await story.find()).run).toMatchObject({ kind: 'parked', why: 'decision' })
    expect(calendarOf(story)).toMatchObject({ AllBookInPolicy: true })
  })
})

describe('the time of grace', () => {
  it('is a wait that names its day, with bookings refused and everything else as it was', async () => {
    const story = aRetirement(14)
    await story.settle()

    const { run } = await story.find()
    expect(run).toMatchObject({ kind: 'parked', why: 'the end of its grace time on 2026-12-07' })
    expect(calendarOf(story)).toMatchObject({
      AllBookInPolicy: false,
      AllRequestOutOfPolicy: false,
      BookingWindowInDays: 0,
    })
    expect(story.tenant.at(address).user).toEqual(aUser())
    expect(story.comments.at(-1)?.text).toContain('waiting for the end of its grace time on 2026-12-07')
  })

  it('goes on by itself when it is over, and not before', async () => {
    const story = aRetirement(14)
    await story.settle()
    story.clock.advance(13 * day)
    await story.minutes(2)
    const early = story.tenant.writes()
    story.clock.advance(day)
    await story.minutes(30)

    expect(early).toEqual(['configure'])
    expect((await story.find()).run).toMatchObject({ end: 'ready' })
  })

  it('is not cut short by a retry', async () => {
    const story = aRetirement(14)
    await story.settle()
    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.minutes(1)

    expect((await story.find()).run).toMatchObject({ kind: 'parked' })
    expect(story.tenant.writes()).toEqual(['configure'])
  })

  it('is ended by a cancel, which puts the rules for bookings back as they were', async () => {
    const story = aRetirement(14)
    await story.settle()
    cancel(story)
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled', facts: { left: 'nothing' } })
    expect(calendarOf(story)).toEqual(atWork().calendar)
  })
})

describe('a cancel after the grace time', () => {
  it('allows the sign-in again and gives the licence back', async () => {
    const story = aRetirement()
    story.world.rooms.deleteAccount = async () => {
      cancel(story)
      throw new Transient('busy', 60)
    }
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(story.tenant.calls).toContain('changeLicences')
    expect(story.tenant.at(address).user).toMatchObject({ isEnabled: true, licences: [{ state: 'Active' }] })
    expect(calendarOf(story)).toEqual(atWork().calendar)
  })

  it('of what is deleted says how it comes back', async () => {
    const story = aRetirement()
    const { rooms } = story.world
    const remove = rooms.deleteAccount.bind(rooms)
    rooms.deleteAccount = async (id) => {
      cancel(story)
      return remove(id)
    }
    await story.run()

    const { run } = await story.find()
    expect(run).toMatchObject({ end: 'cancelled', facts: { left: expect.stringContaining('is deleted') as string } })
  })
})

describe('a failure in the middle', () => {
  it('ends with a person, and a retry goes on from there', async () => {
    const story = aRetirement()
    story.tenant.fail('deleteAccount', { kind: 'failed', reason: 'denied', text: 'no' })
    await story.run()
    const failed = await story.find()

    story.tell({ kind: 'retry', ...person, at: story.now() })
    await story.run()

    expect(failed.run).toMatchObject({ end: 'needs a person', code: 'permission-missing' })
    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.tenant.writes()).toEqual([
      'configure',
      'setEnabled',
      'changeLicences',
      'deleteAccount',
      'deleteAccount',
    ])
  })
})

describe('giving up is refused', () => {
  it.each<[string, Snapshot, string]>([
    ['where there is nothing', nothingThere(), 'no-room-there'],
    ['for a person', personsMailbox(), 'mailbox-belongs-to-a-person'],
    [
      'for what another kind of mailbox was',
      nothingThere({ deleted: { type: 'UserMailbox', name: 'x' } }),
      'address-was-deleted',
    ],
    ['for a synchronised account', compliantRoom({ user: aUser({ isSynced: true }) }), 'directory-synced'],
  ])('%s, and nothing is written', async (_, there, code) => {
    const { tenant, record, comments } = await retired(there)

    expect(record.run).toMatchObject({ kind: 'ended', code })
    expect(tenant.writes()).toEqual([])
    expect(comments.at(-1)?.text).toContain('could not be given up')
  })
})

describe('whatever call the process dies at, before or after its effect,', () => {
  it('the room is given up, and its unit is free once', async () => {
    const { calls } = await retired()
    const broken: string[] = []
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const) {
        const { record, tenant } = await retired(atWork(), { at, when })
        const isDone = record.run.kind === 'ended' && record.run.end === 'ready' && record.closedAt !== undefined
        if (!isDone || tenant.at(address).skus[0]?.free !== 6 || tenant.at(address).user)
          broken.push(`${when} call ${at}`)
      }

    expect(calls).toBeGreaterThan(40)
    expect(broken).toEqual([])
  })
})

describe('a room that was given up and is set up again', () => {
  it('may be booked again by the defaults of Exchange', async () => {
    const { tenant, ...story } = await retired()
    const other = 'c'.repeat(20)
    story.world.rooms.restore = async () => {
      tenant.put({
        ...atWork(),
        calendar: { ...atWork().calendar, ...closed },
        user: aUser({ isEnabled: false, licences: [] }),
      })
      return { kind: 'done' }
    }
    story.tell(aCommand({ requestId: other, ticket: 'T-4', room: aRoom() }))
    await story.run()

    expect((await story.find(other)).run).toMatchObject({ end: 'ready' })
    expect(calendarOf({ tenant })).toMatchObject({ AllBookInPolicy: true, BookingWindowInDays: 180 })
    expect((await story.world.accounts.read(address))?.retired).toBeUndefined()
  })

  it('is left as it is where somebody else has closed it', async () => {
    const story = aStory()
    story.tenant.put({ ...atWork(), calendar: { ...compliantRoom().calendar, ...closed } })
    story.tell(aCommand())
    await story.run()

    expect(calendarOf(story)).toMatchObject({ AllBookInPolicy: false, BookingWindowInDays: 0 })
  })
})

const closed = {
  AutomateProcessing: 'AutoAccept',
  AllBookInPolicy: false,
  AllRequestInPolicy: false,
  AllRequestOutOfPolicy: false,
  BookingWindowInDays: 0,
  EnforceSchedulingHorizon: true,
}
