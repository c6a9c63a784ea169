import { describe, expect, it } from 'vitest'
import {
  builtInProfiles,
  findProfileProblems,
  profilesSchema,
  withProfile,
  type Profile,
} from '../../../../shared/room/profiles.ts'
import { plannedOf, roomOfRun, takeProfile } from '../../../../shared/room/record.ts'
import { park } from '../../../../shared/room/attempts.ts'
import { compareSettings, findDifferences } from '../../../../shared/room/settings/catalogue.ts'
import { after, aRunningRecord } from '../../../kit/records.ts'
import { aRoom } from '../../../kit/rooms.ts'
import { compliantRoom } from '../../../kit/snapshots.ts'

const names = Object.keys(builtInProfiles) as (keyof typeof builtInProfiles)[]
const wishesOf = (room: Parameters<typeof withProfile>[0], profile: Profile, snapshot = compliantRoom()) =>
  findDifferences(compareSettings(snapshot, withProfile(room, profile))).map(({ setting, to }) => [setting, to])

describe('built-in profiles', () => {
  it('are those of the classes that estates have', () => {
    expect(names).toEqual(['standard', 'executive', 'training', 'external-friendly'])
  })

  it.each(names)('%s is one that could be configured, and contradicts nothing in itself', (name) => {
    expect(profilesSchema.safeParse(builtInProfiles).success).toBe(true)
    expect(findProfileProblems(aRoom({ profile: name }), builtInProfiles)).toEqual([])
  })

  it.each(names)('%s leaves alone what every device needs', (name) => {
    const needed = [
      'automateProcessing',
      'deleteComments',
      'deleteSubject',
      'addOrganizerToSubject',
      'addAdditionalResponse',
    ]

    expect(Object.keys(builtInProfiles[name].values).filter((one) => needed.includes(one))).toEqual([])
  })
})

describe('a room with a profile', () => {
  it('is wanted with its values', () => {
    const snapshot = compliantRoom({ calendarFolder: { id: 'f', shows: 'AvailabilityOnly' } })

    expect(wishesOf(aRoom(), builtInProfiles.training, snapshot)).toEqual([
      ['mailbox.bookingWindowInDays', 540],
      ['mailbox.maximumDurationInMinutes', 0],
      ['mailbox.conflictPercentageAllowed', 10],
      ['mailbox.enforceCapacity', true],
      ['mailbox.calendarView', 'LimitedDetails'],
    ])
  })

  it('is wanted as any other with the standard one', () => {
    expect(wishesOf(aRoom(), builtInProfiles.standard)).toEqual([])
  })

  it('keeps what the request says itself', () => {
    const profile = { why: 'Why', values: { mailTip: 'Of the profile', licence: 'basic' } } as const

    const room = withProfile(aRoom({ mailTip: 'Of the request' }), profile)

    expect(room).toMatchObject({ mailTip: 'Of the request', licence: 'basic', because: 'Why' })
  })

  it('is not asked for what Exchange Server does not have', () => {
    const { EnforceCapacity: _, ...calendar } = compliantRoom().calendar ?? {}

    const settings = wishesOf(aRoom(), builtInProfiles.training, compliantRoom({ calendar })).map(([id]) => id)

    expect(settings).not.toContain('mailbox.enforceCapacity')
  })
})

describe('a request is refused', () => {
  const courses: Profile = { why: 'Courses', values: { hidden: true, scheduleOnlyDuringWorkHours: true } }
  const profiles = { ...builtInProfiles, courses }

  it('with a profile that nobody knows, naming those that there are', () => {
    const [problem, ...others] = findProfileProblems(aRoom({ profile: 'royal' }), profiles)

    expect(others).toEqual([])
    expect(problem?.path).toBe('profile')
    expect(problem?.detail).toContain('standard, executive, training, external-friendly, courses')
  })

  it.each(['constructor', 'toString'])('with %s for a profile', (profile) => {
    expect(findProfileProblems({ ...aRoom(), profile }, profiles).map(({ path }) => path)).toEqual(['profile'])
  })

  it('when it says something else than its profile, by field, with the value of the profile', () => {
    const problems = findProfileProblems(aRoom({ profile: 'executive', calendarView: 'everything' }), profiles)

    expect(problems).toEqual([
      {
        path: 'calendarView',
        detail: 'contradicts the profile executive, which says availability: leave one of them out',
      },
    ])
  })

  it('not when it says the same', () => {
    expect(findProfileProblems(aRoom({ profile: 'executive', calendarView: 'availability' }), profiles)).toEqual([])
  })

  it('when it leaves out what its profile needs to know', () => {
    const training = findProfileProblems(aRoom({ profile: 'training', capacity: undefined }), profiles)
    const inHours = findProfileProblems(aRoom({ profile: 'courses', roomList: 'Oslo' }), profiles)

    expect(training.map(({ path }) => path)).toEqual(['capacity'])
    expect(inHours.map(({ path }) => path)).toEqual(['roomList', 'workingHours'])
  })

  it('not by a standard profile of the estate that it did not ask for', () => {
    const own = { ...profiles, standard: { why: 'Ours', values: { mailTip: 'Ours' } } }

    expect(findProfileProblems(aRoom({ mailTip: 'Mine' }), own)).toEqual([])
    expect(findProfileProblems(aRoom({ mailTip: 'Mine', profile: 'standard' }), own)).toHaveLength(1)
  })
})

describe('a run', () => {
  const record = () => {
    const running = aRunningRecord()
    const room = aRoom({ profile: 'executive' })
    return { ...running, wanted: { ...running.wanted, room }, run: { ...running.run, planned: room } }
  }

  it('works with what the profile said when it started, also after a rest', () => {
    const started = takeProfile(record(), builtInProfiles)

    const parked = park(started, 'licence-free', after(10), after(20))

    expect(roomOfRun(started)).toMatchObject({ profile: 'executive', calendar: { bookingWindowInDays: 365 } })
    expect(roomOfRun(parked)).toEqual(roomOfRun(started))
    // The ticket's own words stay beside it: else an unchanged ticket would look like another wish.
    expect(plannedOf(parked).planned).toEqual(aRoom({ profile: 'executive' }))
  })

  it('has no values of a profile that is not known any more', () => {
    expect(roomOfRun(takeProfile(record(), {}))).not.toHaveProperty('calendar')
  })
})

describe('a profile of an estate', () => {
  it.each([
    ['without a reason', { huddle: { values: {} } }],
    ['with a value that nobody knows', { huddle: { why: 'Small', values: { colour: 'red' } } }],
    ['that would keep devices from joining', { huddle: { why: 'Small', values: { deleteComments: true } } }],
    ['with a window of years', { huddle: { why: 'Small', values: { bookingWindowInDays: 5000 } } }],
    ['with a name that people cannot type', { 'Huddle Space': { why: 'Small', values: {} } }],
  ])('%s is refused', (_, profiles) => {
    expect(profilesSchema.safeParse(profiles).success).toBe(false)
  })
})
