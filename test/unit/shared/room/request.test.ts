import { describe, expect, it } from 'vitest'
import { toFields } from '../../../../shared/http/edge.ts'
import { findDateProblem, isSameRoom, requesterSchema, roomSchema, type Room } from '../../../../shared/room/request.ts'
import { aRoom, aRoomInput, type RoomInput } from '../../../kit/rooms.ts'

const problemsOf = (input: object): string[] => {
  const { error } = roomSchema.safeParse(input)
  return error ? toFields(error).map(({ path }) => path) : []
}
const pathsWith = (changes: Record<string, unknown>): string[] => problemsOf({ ...aRoomInput(), ...changes })

describe('a room', () => {
  it('needs a name, a site and a usage location, and nothing else', () => {
    const room = roomSchema.parse({ name: 'Board', site: 'OSL', usageLocation: 'NO' })

    expect(room).toEqual({
      name: 'Board',
      site: 'OSL',
      usageLocation: 'NO',
      module: 1,
      services: 'teams',
      enterpriseVoice: false,
      dialIn: false,
      dialOut: 'none',
      action: 'set-up',
    })
    expect(problemsOf({})).toEqual(['name', 'site', 'usageLocation'])
  })

  it('is refused for every field that is wrong, each by its path', () => {
    const paths = pathsWith({ capacity: 0, dialOut: 'mars', device: { id: '', kind: 'fridge' } })

    expect(paths.toSorted()).toEqual(['capacity', 'device.id', 'device.kind', 'dialOut'])
  })

  it.each<[Record<string, unknown>, string]>([
    [{ workingHours: { start: '08:00', end: '07:00' } }, 'workingHours.end'],
    [{ workingHours: { start: '8', end: '17:00' } }, 'workingHours.start'],
    [{ workingHours: { days: ['Payday'], start: '08:00', end: '17:00' } }, 'workingHours.days.0'],
    [{ workingHours: { days: [], start: '08:00', end: '17:00' } }, 'workingHours.days'],
    [{ workingHours: { days: ['Monday', 'Monday'], start: '08:00', end: '17:00' } }, 'workingHours.days'],
    [{ workingHours: { start: '08:00', end: '17:00' }, timeZone: undefined }, 'timeZone'],
    [{ timeZone: 'Mars/Base' }, 'timeZone'],
    [{ language: 'nb' }, 'language'],
    [{ language: 'xx-NO' }, 'language'],
    [{ tags: ['a', 'A'] }, 'tags'],
    [{ tags: 'Window' }, 'tags'],
    [{ tags: ['x'.repeat(65)] }, 'tags.0'],
    [{ tags: Array.from({ length: 21 }, (_, n) => `tag ${n}`) }, 'tags'],
    [{ mailTip: 'x'.repeat(176) }, 'mailTip'],
    [{ mailTip: '<b>Ring</b>' }, 'mailTip'],
    [{ calendarView: 'all' }, 'calendarView'],
    [{ roomList: '*' }, 'roomList'],
    [{ hidden: true, roomList: 'Oslo' }, 'roomList'],
    [{ profile: 'Executive Rooms' }, 'profile'],
  ])('with %j is refused at %s', (changes, path) => {
    expect(pathsWith(changes)).toEqual([path])
  })

  it.each([
    ['nb-no', 'nb-NO'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['en-UK', 'en-GB'],
  ])('in the language %s has it as %s', (language, known) => {
    expect(aRoom({ language }).language).toBe(known)
  })

  it('has working hours from Monday to Friday unless it says other days', () => {
    expect(aRoom({ workingHours: { start: '08:00', end: '17:00' } }).workingHours?.days).toEqual([
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
    ])
  })

  it('has no field that nobody knows', () => {
    expect(pathsWith({ colour: 'red', isAdmin: true })).toEqual(['colour', 'isAdmin'])
  })

  it('is the same room whatever the order of its fields', () => {
    const input = aRoomInput()
    const turned = Object.fromEntries(Object.entries(input).toReversed())

    expect(isSameRoom(roomSchema.parse(turned), roomSchema.parse(input))).toBe(true)
  })

  it('stays as it is when it is parsed again on the other side of the queue', () => {
    const room = aRoom({ address: ' MTR-Oslo@Contoso.com ', timeZone: 'Europe/Oslo', floor: 4 })

    expect(roomSchema.parse(JSON.parse(JSON.stringify(room)))).toEqual(room)
  })

  it.each([' sn-1a ', 'SN-1A', 'ｓｎ－１ａ'])('has one device, however its id is spelled (%s)', (id) => {
    expect(aRoom({ device: { id } }).device).toEqual({ id: 'SN-1A', kind: 'room' })
  })

  it('has one device also where a letter stands for several', () => {
    expect(aRoom({ device: { id: '⒜' } }).device?.id).toBe('(A)')
  })

  it.each(['ΐ', 'ŉ', 'ǰ'])('has the same device when it is parsed again (%s)', (id) => {
    const room = aRoom({ device: { id } })

    expect(roomSchema.parse(room)).toEqual(room)
  })

  it.each(['ß'.repeat(40), '\ufdfa'.repeat(4)])('has no device with an id that is too long spelled out (%s)', (id) => {
    expect(pathsWith({ device: { id } })).toEqual(['device.id'])
  })

  it.each(['services', 'dialOut', 'licence', 'password'])('takes only the known words for %s', (field) => {
    expect(pathsWith({ [field]: 'something' })).toEqual([field])
  })
})

describe('an address', () => {
  it.each([
    'mtr-1@contoso.com',
    "o'hara.room_1!#^~-x@contoso.com",
    `${'a'.repeat(64)}@${'b'.repeat(44)}.com`,
    'a@b.co',
  ])('may be %s', (address) => {
    expect(pathsWith({ address })).toEqual([])
  })

  it.each([
    ['a dot at the start', '.mtr@contoso.com'],
    ['a dot before the @', 'mtr.@contoso.com'],
    ['two dots in a row', 'mtr..1@contoso.com'],
    ['a space', 'mtr 1@contoso.com'],
    ['a quote', 'mtr"1@contoso.com'],
    ['a letter outside ASCII', 'mtr-ø@contoso.com'],
    ['a plus', 'mtr+1@contoso.com'],
    ['two @', 'mtr@1@contoso.com'],
    ['no @', 'mtr-1'],
    ['65 characters before the @', `${'a'.repeat(65)}@contoso.com`],
    ['49 characters after the @', `mtr@${'b'.repeat(45)}.com`],
    ['a filter that ends the quote', "a' or '1'='1@contoso.com"],
    ['a line break', 'mtr@contoso.com\nBcc: x@y.z'],
  ])('must not have %s', (_, address) => {
    expect(pathsWith({ address })).toEqual(['address'])
  })

  it('is lower-cased, because two spellings are one account', () => {
    expect(aRoom({ address: ' MTR-1@Contoso.COM' }).address).toBe('mtr-1@contoso.com')
  })

  it.each(['mtr@contoso', 'mtr@contoso.com.', 'mtr@-contoso.com', 'mtr@.com'])(
    'must end in a domain: %s',
    (address) => {
      expect(pathsWith({ address })).toEqual(['address'])
    },
  )
})

describe('a usage location', () => {
  it.each(['NO', 'de', ' gb ', 'US', 'TW', 'PS', 'XK'])('may be %s', (usageLocation) => {
    expect(pathsWith({ usageLocation })).toEqual([])
  })

  it.each(['XX', 'ZZ', 'EU', 'UK', 'SU', 'YU', 'AN', 'UN', 'QO', 'XA', 'NOR', 'N', '47', 'Norway', ''])(
    'must not be "%s"',
    (usageLocation) => {
      expect(pathsWith({ usageLocation })).toEqual(['usageLocation'])
    },
  )

  it.each(['IC', 'AC', 'CP', 'DG', 'EA', 'TA'])('must not be %s, which ISO 3166-1 has not', (usageLocation) => {
    expect(pathsWith({ usageLocation })).toEqual(['usageLocation'])
  })
})

describe('a time zone', () => {
  it.each([
    ['Europe/Oslo', 'W. Europe Standard Time'],
    ['W. Europe Standard Time', 'W. Europe Standard Time'],
    ['America/New_York', 'Eastern Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['US/Pacific', 'Pacific Standard Time'],
    ['Etc/UTC', 'UTC'],
    ['UTC', 'UTC'],
  ])('%s reaches Exchange as %s', (timeZone, expected) => {
    expect(aRoom({ timeZone }).timeZone).toBe(expected)
  })

  it.each(['Mars/Olympus', 'Oslo', 'GMT+25', ''])('must not be "%s"', (timeZone) => {
    expect(pathsWith({ timeZone })).toEqual(['timeZone'])
  })

  it.each(['Europe/Kyiv', 'europe/oslo', 'CET', 'America/Ciudad_Juarez', '+05:30'])(
    '%s is not silently UTC',
    (timeZone) => {
      const { data } = roomSchema.safeParse(aRoomInput({ timeZone }))

      expect(data?.timeZone).not.toBe('UTC')
    },
  )
})

describe('a line of text', () => {
  it.each(['name', 'site', 'building', 'floor'])('%s has no control characters', (field) => {
    expect(pathsWith({ [field]: 'Board\u0000Room' })).toEqual([field])
    expect(pathsWith({ [field]: 'Board\nResolved: yes' })).toEqual([field])
    expect(pathsWith({ [field]: 'Board\u001b[31m' })).toEqual([field])
  })

  it.each([
    ['name', 64],
    ['site', 64],
    ['building', 128],
    ['floor', 32],
  ])('%s has at most %i characters', (field, longest) => {
    expect(pathsWith({ [field]: 'x'.repeat(longest) })).toEqual([])
    expect(pathsWith({ [field]: 'x'.repeat(longest + 1) })).toEqual([field])
  })

  it('is trimmed, and is not empty then', () => {
    expect(aRoom({ name: '  Board ' }).name).toBe('Board')
    expect(pathsWith({ name: '   ' })).toEqual(['name'])
  })

  it.each([
    ['only what nobody sees', '\u200b\u2060'],
    ['turned round', 'Board \u202E1'],
    ['a control character', 'Board\u0007'],
    ['a line separator', 'Board\u2028Room'],
  ])('with %s is refused', (_, name) => {
    expect(pathsWith({ name })).toContain('name')
  })

  it.each([['👩‍💻 Lab'], ['می‌خواهم'], ['قاعة الاجتماعات'], ['R&D #4']])('may be %s', (name) => {
    expect(pathsWith({ name })).toEqual([])
  })

  it('keeps the spelling of people', () => {
    expect(aRoom({ name: 'Møterom Ærø – 会议室' }).name).toBe('Møterom Ærø – 会议室')
  })

  it('may be a number where it is a floor', () => {
    expect(aRoom({ floor: 4 }).floor).toBe('4')
  })

  it.each([[{ a: 1 }], [null], [[1, 2]], [true]])('is refused as a floor when it is %j', (floor) => {
    expect(pathsWith({ floor })).toEqual(['floor'])
  })
})

describe('numbers', () => {
  it.each([
    ['capacity', 0],
    ['capacity', 10_001],
    ['capacity', 1.5],
    ['capacity', '12'],
    ['module', 0],
    ['module', 10],
    ['phoneNumber', '004722334455'],
    ['phoneNumber', '+0123456'],
    ['phoneNumber', '+47 22 33 44 55'],
  ])('%s must not be %j', (field, value) => {
    expect(pathsWith({ [field]: value })).toEqual([field])
  })
})

describe('the day of the installation', () => {
  const on = (installOn: string): RoomInput => aRoomInput({ installOn })

  it.each(['2026-02-30', '31.01.2027', '2027-01-31T10:00:00Z', 'tomorrow'])('must not be %s', (installOn) => {
    expect(problemsOf(on(installOn))).toEqual(['installOn'])
  })

  it('is today or later', () => {
    expect(findDateProblem(aRoom({ installOn: '2026-11-22' }), '2026-11-23')?.path).toBe('installOn')
    expect(findDateProblem(aRoom({ installOn: '2026-11-23' }), '2026-11-23')).toBe(undefined)
    expect(findDateProblem(aRoom(), '2026-11-23')).toBe(undefined)
  })
})

describe('a requester', () => {
  it('is known by an e-mail address in lower case', () => {
    expect(requesterSchema.parse({ email: 'Rita@Contoso.com' })).toEqual({ email: 'rita@contoso.com' })
    expect(requesterSchema.safeParse({ email: 'rita' }).success).toBe(false)
    expect(requesterSchema.safeParse({ email: 'rita@contoso.com', isAdmin: true }).success).toBe(false)
  })
})

describe('the content of two requests', () => {
  it('is the same where one was recorded before requests had an action', () => {
    const { action: _, ...recorded } = roomSchema.parse({ name: 'Board', site: 'OSL', usageLocation: 'NO' })
    const asked = roomSchema.parse({ ...recorded })

    // As a record holds it that was written then.
    expect(isSameRoom(recorded as Room, asked)).toBe(true)
    expect(isSameRoom(recorded as Room, { ...asked, action: 'check' })).toBe(false)
  })
})

describe('an action on an account that exists', () => {
  const rotation = { name: 'Board', site: 'OSL', address: 'board@contoso.com', action: 'rotate' }
  const problemsOf = (changes: object) =>
    roomSchema
      .safeParse({ ...rotation, ...changes })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)

  it('needs no more than which account it is', () => {
    expect(problemsOf({})).toBeUndefined()
  })

  it('names the account by its address', () => {
    expect(problemsOf({ address: undefined })).toEqual(['address is needed with the action rotate'])
  })

  it('takes no field that it does not act on, and names each', () => {
    expect(problemsOf({ capacity: 4, services: 'both' })).toEqual([
      'capacity is nothing that the action rotate acts on; leave it out',
      'services is nothing that the action rotate acts on; leave it out',
    ])
  })

  it('takes a usual value that somebody spells out', () => {
    expect(problemsOf({ services: 'teams', module: 1 })).toBeUndefined()
  })

  it.each(['set-up', 'check'])('is told from %s, which needs a country', (action) => {
    expect(problemsOf({ action })).toEqual(['usageLocation is needed'])
  })
})
