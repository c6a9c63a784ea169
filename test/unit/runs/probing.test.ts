import { describe, expect, it } from 'vitest'
import type { Death } from '../../kit/mortal.ts'
import { aCommand, aRecord, requestId } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { calendarDefaults, compliantRoom } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

const canary = 'canary@contoso.com'

type Story = ReturnType<typeof aStory>

/** A new room, in an estate that has a canary mailbox. */
async function tell(death?: Death, prepare: (story: Story) => void = () => undefined, story = aStory()) {
  story.world.canary = canary
  prepare(story)
  story.tell(aCommand())
  const calls = await story.run(death)
  return { ...story, calls, said: story.comments.at(-1)?.text ?? '' }
}

const bookingOf = async ({ find }: { find: Story['find'] }) => (await find()).checks?.find(({ id }) => id === 'booking')

/** A check of a room whose calendar is so, apart from what Teams Rooms need. */
async function check(calendar: object) {
  const story = aStory()
  story.world.canary = canary
  const room = compliantRoom()
  story.tenant.put({ ...room, calendar: { ...room.calendar, ...calendar } })
  story.tell(aCommand({ room: aRoom({ action: 'check' }) }))
  await story.run()
  return { ...story, said: story.comments.at(-1)?.text ?? '' }
}

const undisturbed = await tell()

describe('a room that was changed, where a canary mailbox is configured,', () => {
  it('accepts a test booking and declines a clash, and the ready answer says so', async () => {
    expect(undisturbed.said).toContain('is ready')
    expect(undisturbed.said).toContain('Test booking: accepted, a clash declined')
    expect(await bookingOf(undisturbed)).toMatchObject({ state: 'right' })
  })

  it('has nothing of it in its calendar afterwards, and no claim', async () => {
    expect(undisturbed.tenant.calendars.made()).toBe(2)
    expect(undisturbed.tenant.calendars.held).toEqual([])
    expect((await undisturbed.find()).claims.map(({ kind }) => kind)).not.toContain('event')
  })

  it('can be booked since the test was good', async () => {
    const { bookableAt = '', run } = await undisturbed.find()

    expect(bookableAt).toBe((await bookingOf(undisturbed))?.at)
    expect(run).toMatchObject({ end: 'ready' })
  })

  it('is booked a month or two ahead, at night', async () => {
    let start = ''
    await tell(undefined, ({ tenant }) => {
      const { ...real } = tenant.rooms
      tenant.rooms.book = async (booking) => {
        start = booking.start
        return real.book(booking)
      }
    })

    expect(start).toMatch(/T03:00:00\.000Z$/)
    expect(start > '2026-12-22' && start < '2027-01-24').toBe(true)
  })
})

it('a room without a canary mailbox is ready, and the answer says that it was not probed', async () => {
  const { said, tenant, find } = await tell(undefined, ({ world }) => {
    world.canary = undefined
  })

  expect(said).toContain('Test booking: not probed, because no mailbox to book from is configured.')
  expect(tenant.calls).not.toContain('book')
  expect((await find()).bookableAt).toBeDefined()
})

it('a room that is right already is read once and not booked', async () => {
  const { said, tenant, find } = await tell(undefined, ({ tenant }) => tenant.put(compliantRoom()))

  expect(tenant.calls).toEqual(['read'])
  expect(said).toContain('Test booking: not probed, because nothing was changed.')
  expect((await find()).bookableAt).toBeDefined()
})

describe('a room that does not pass', () => {
  it('ends with a person, keeps what was set, and leaves nothing booked', async () => {
    const story = await tell(undefined, ({ tenant }) => {
      const { ...real } = tenant.rooms
      tenant.rooms.readAnswer = async (...asked) => ({ ...(await real.readAnswer(...asked)), answer: 'declined' })
    })

    const { run, claims } = await story.find()
    expect(run).toMatchObject({ end: 'needs a person', code: 'booking-not-accepted' })
    expect(story.said).toContain('was declined')
    expect(story.tenant.calendars.held).toEqual([])
    expect(claims.some(({ kind }) => kind === 'mailbox')).toBe(true)
  })

  it('is probed again by a retry, although nothing is left to set', async () => {
    let isStubborn = true
    const story = await tell(undefined, ({ tenant }) => {
      const { ...real } = tenant.rooms
      tenant.rooms.readAnswer = async (...asked) =>
        isStubborn ? { answer: 'declined' as const } : real.readAnswer(...asked)
    })
    isStubborn = false

    story.tell({ kind: 'retry', requestId, at: story.now(1), by: 'ada@contoso.com' })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.comments.at(-1)?.text).toContain('Test booking: accepted')
    expect(story.tenant.calendars.held).toEqual([])
  })
})

describe('a test booking that cannot be tried', () => {
  it.each([
    ['denied', 'the service lacks the permission to book'],
    ['absent', 'the mailbox to book from was not found'],
  ] as const)('because it is %s fails no room', async (reason, why) => {
    const { said, find } = await tell(undefined, ({ tenant }) =>
      tenant.fail('book', { kind: 'failed', reason, text: 'no' }),
    )

    expect(said).toContain(`not probed, because ${why}`)
    expect((await find()).run).toMatchObject({ end: 'ready' })
    expect((await find()).claims.map(({ kind }) => kind)).not.toContain('event')
  })
})

describe('a check', () => {
  it('books a room that is right, and writes nothing else', async () => {
    const { said, tenant, find } = await check({})

    expect((await find()).run).toMatchObject({ end: 'ready' })
    expect(said).toContain('- Test booking: accepted, a clash declined')
    expect(new Set(tenant.calls)).toEqual(
      new Set(['read', 'readSignIn', 'book', 'readAnswer', 'callOff', 'readIsFree']),
    )
    expect(tenant.calendars.held).toEqual([])
  })

  it('says why a room gives no answer', async () => {
    const { said, find } = await check({ AutomateProcessing: 'AutoUpdate' })

    expect((await find()).run).toMatchObject({ code: 'check-found-differences' })
    expect(said).toContain('- Test booking: no answer, because the room does not answer by itself')
  })

  it('finds a room that can be booked twice', async () => {
    const { said } = await check({ AllowConflicts: true })

    expect(said).toContain('accepted, but a clash was accepted too')
  })

  it.each([
    [{ ScheduleOnlyDuringWorkHours: true }, 'working hours only'],
    [{ AllBookInPolicy: false }, 'only some people may book it'],
    [{ BookingWindowInDays: 1 }, 'for today only'],
  ])('does not book a room with %o, and says so', async (calendar, why) => {
    const { said, tenant, find } = await check(calendar)

    expect(said).toMatch(new RegExp(`Not tried:\n- Test booking: not probed, because .*${why}`))
    expect(tenant.calls).not.toContain('book')
    expect((await find()).run).toMatchObject({ end: 'ready' })
  })
})

/** Deaths before and after each call of the whole story. */
async function tellAllDeaths() {
  const told = []
  for (let at = 1; at <= undisturbed.calls; at++)
    for (const when of ['before', 'after'] as const)
      told.push({ death: `${when} call ${at}`, story: await tell({ at, when }) })
  return told
}

it('whatever call the process dies at, the room is ready and no test booking is left', async () => {
  const told = await tellAllDeaths()

  const broken = []
  for (const { death, story } of told) {
    const { run, claims } = await story.find()
    const isReady = run.kind === 'ended' && run.end === 'ready' && story.said.includes('Test booking: accepted')
    const isClean = story.tenant.calendars.held.length === 0 && claims.every(({ kind }) => kind !== 'event')
    if (!isReady || !isClean) broken.push(death)
  }
  expect(told.length).toBeGreaterThan(200)
  expect(broken).toEqual([])
})

it('performed twice at once, no test booking is left', async () => {
  const { tenant, find, said } = await tell(undefined, undefined, aStory('twice at once'))

  expect(said).toContain('Test booking: accepted')
  expect(tenant.calendars.held).toEqual([])
  expect((await find()).claims.map(({ kind }) => kind)).not.toContain('event')
})

it('a request that is cancelled in the middle of the test leaves no booking', async () => {
  for (let turn = 1; turn <= undisturbed.turns(); turn++) {
    const story = await tell(undefined, (one) =>
      one.at(turn, () => one.tell({ kind: 'stop', requestId, at: one.now(1), by: 'ada@contoso.com' })),
    )

    expect(story.tenant.calendars.held).toEqual([])
    expect((await story.find()).run).toMatchObject({ kind: 'ended' })
  }
})

it.each([
  ['the next run', canary],
  ['the next run, also when nothing is probed any more', undefined],
])('a booking whose answer was lost for good is found again and taken back by %s', async (_, configured) => {
  const story = aStory()
  story.world.canary = configured
  const start = '2027-01-05T03:00:00.000Z'
  const lost = { canary, room: address, transaction: `${requestId}-1-free`, start, end: '2027-01-05T03:05:00.000Z' }
  await story.tenant.rooms.book(lost)
  story.tenant.put(compliantRoom({ calendar: { ...compliantRoom().calendar, ...calendarDefaults } }))
  await story.requests.change(requestId, () => ({
    ...aRecord(),
    account: address,
    attempts: 1,
    claims: [{ kind: 'event', name: `free 1 ${start} ${canary}`, attempt: 1, isDone: false }],
  }))
  story.tell({ kind: 'look', requestId })

  await story.run()

  expect((await story.find()).run).toMatchObject({ end: 'ready' })
  expect(story.tenant.calendars.held).toEqual([])
  expect((await story.find()).claims.map(({ kind }) => kind)).not.toContain('event')
})
