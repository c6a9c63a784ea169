import { z } from 'zod'
import { toDeviceId } from './device.ts'
import { findLanguage, isCountry } from './language.ts'
import { findSenseless, isLifecycle, lifecycleActions } from './lifecycle.ts'
import type { FieldProblem } from './problems.ts'
import { findWindowsName } from './timeZone.ts'

type Complain = { error: (issue: { input?: unknown }) => string }

/** What is wrong with a value of another type, or with none. */
const complain = (otherwise: string): Complain => ({
  error: ({ input }) => (input === undefined ? 'is needed' : otherwise),
})
const text = complain('must be text')
export const wholeFrom = (least: number, most: number) => {
  const words = `must be a whole number from ${least} to ${most}`
  return z.int(complain(words)).min(least, words).max(most, words)
}
const truth = complain('must be true or false')

/** One of some words. */
const oneOf = <const T extends [string, ...string[]]>(...words: T) =>
  z.enum(words, complain(`must be one of ${words.join(', ')}`))

/** One line of a person's text: something to see, no control characters, no surrounding space, bounded before anything reads it. Joiners belong to some scripts and to emoji. */
export const oneLine = (longest: number) =>
  z
    .string(text)
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must be at most ${longest} characters`)
    .regex(/^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u, 'must not contain control or direction characters')
    .regex(/^$|[\p{L}\p{N}\p{S}\p{P}]/u, 'must contain something that can be seen')

const labels = String.raw`(?=.{4,48}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`

/** What may stand after the @ of an address. */
export const domain = z
  .string(text)
  .trim()
  .toLowerCase()
  .regex(new RegExp(`^${labels}`), 'must be a domain such as contoso.com, at most 48 characters')

/**
 * The address the account gets: user principal name = e-mail address = SIP address.
 * Allowed characters and lengths: learn.microsoft.com "Prepare to provision users through directory synchronization" (UPN: A–Z a–z 0–9 ' . - _ ! # ^ ~, no dot at the ends).
 */
export const address = z
  .string(text)
  .trim()
  .toLowerCase()
  .max(113, 'must be at most 64 characters before the @ and 48 after it')
  .regex(
    new RegExp(`^[a-z0-9'_!#^~-](?:[a-z0-9'._!#^~-]{0,62}[a-z0-9'_!#^~-])?@${labels}`),
    'must be an address such as mtr-oslo-4-board@contoso.com: letters, digits and . - _ before the @, no dot at the ends',
  )
  .refine((text) => !text.includes('..'), 'must not contain two dots in a row')

/** Wide enough for the sign-in names of guests. */
export const emailAddress = z
  .string(text)
  .trim()
  .toLowerCase()
  .max(254, 'must be at most 254 characters')
  .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')

/** ISO 3166-1 alpha-2, as Entra's usageLocation wants it. */
const usageLocation = z
  .string(text)
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as NO or DE')
  .refine(
    (code) => !/^[A-Z]{2}$/.test(code) || isCountry(code),
    'is not a known country code (ISO 3166-1, two letters, such as NO or DE)',
  )

const timeZone = z
  .string(text)
  .trim()
  .max(80, 'must be at most 80 characters')
  .transform((name, context) => {
    const windows = findWindowsName(name)
    if (windows === undefined)
      context.addIssue({
        code: 'custom',
        message: 'must be an IANA name such as Europe/Oslo or a Windows name such as W. Europe Standard Time',
      })
    return windows ?? z.NEVER
  })

const language = z
  .string(text)
  .trim()
  .max(35, 'must be at most 35 characters')
  .transform((name, context) => {
    const known = findLanguage(name)
    const message = 'must be a language with its country, such as nb-NO or en-GB'
    if (known === undefined) context.addIssue({ code: 'custom', message })
    return known ?? z.NEVER
  })

const timeOfDay = z
  .string(complain('must be a time of day such as 08:00'))
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time of day such as 08:00', abort: true })

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Days and hours of the mailbox's calendar, within one day. */
export const workingHoursSchema = z
  .strictObject({
    days: z
      .array(oneOf(...dayNames), complain('must be a list of days such as ["Monday", "Tuesday"]'))
      .min(1, 'must name a day')
      .max(7, 'must name each day once')
      .refine((days) => new Set(days).size === days.length, 'must name each day once')
      .default(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']),
    start: timeOfDay,
    end: timeOfDay,
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must be later than the start' })

const longestTag = 64
const mostTags = 20

/** Words of the room finder; Microsoft names no limit, so these are ours. */
const tags = z
  .array(oneLine(longestTag), complain(`must be a list of at most ${mostTags} texts such as ["Whiteboard"]`))
  .min(1, 'must not be empty')
  .max(mostTags, `must be a list of at most ${mostTags} texts`)
  .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'must name each tag once')

/** Exchange adds HTML around it, and takes at most 175 characters (page Set-Mailbox). */
export const mailTip = oneLine(175).regex(/^[^<>]*$/, 'must be plain text without < and >')

/** How much of the calendar people of the organisation see, in the words of the request. */
export const calendarViews = ['availability', 'subjects', 'everything'] as const
export const calendarView = oneOf(...calendarViews)
export const policyName = oneLine(128)
/** A name that is looked up in Exchange, where * stands for anything. */
export const exchangeName = oneLine(64).regex(/^[^*]*$/, 'must not contain *')
export const licence = oneOf('pro', 'basic', 'standard', 'premium')
export const truthValue = z.boolean(truth)

/** The id as it is compared; spelled out it may be longer. */
export const deviceSchema = z.strictObject({
  id: oneLine(64).transform(toDeviceId).pipe(oneLine(64)).describe('Serial number or asset tag of the compute module'),
  kind: oneOf('room', 'panel').default('room'),
})

const roomFields = z.strictObject({
  name: oneLine(64).describe('Name of the room, as people say it'),
  site: oneLine(64).describe('Site or office, such as OSL'),
  building: oneLine(128).optional(),
  floor: z
    .union([z.string(), z.number()], complain('must be text or a number'))
    .transform(String)
    .pipe(oneLine(32))
    .optional()
    .describe('Number or label of the floor'),
  module: wholeFrom(1, 9).default(1).describe('1…n for the compute modules of one divisible room'),
  capacity: wholeFrom(1, 10_000).optional().describe('Seats'),
  address: address.optional().describe('Address wanted; without it one is made from the naming pattern'),
  services: oneOf('teams', 'skype', 'both').default('teams'),
  licence: licence.optional().describe('Teams Rooms licence; default pro'),
  phoneNumber: z
    .string(text)
    .regex(/^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +4722334455')
    .optional(),
  enterpriseVoice: z.boolean(truth).default(false),
  dialIn: z.boolean(truth).default(false),
  dialOut: oneOf('none', 'domestic', 'international').default('none'),
  registrarPool: z
    .string(text)
    .trim()
    .toLowerCase()
    .max(255, 'must be at most 255 characters')
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]$/,
      'must be a full name such as pool1.contoso.local',
    )
    .optional()
    .describe('Skype for Business registrar pool; without it that of the neighbour'),
  neighbour: emailAddress.optional().describe('A colleague at the same site, whose registrar pool the room gets'),
  meetingPolicy: policyName.optional().describe('Teams meeting policy, by name'),
  callingPolicy: policyName.optional().describe('Teams calling policy, by name'),
  dialPlan: oneLine(128).optional().describe('Skype for Business dial plan'),
  voicePolicy: oneLine(128).optional().describe('Skype for Business voice policy'),
  usageLocation: usageLocation.optional().describe('Country; needed to set up or to check a room'),
  timeZone: timeZone.optional(),
  profile: oneLine(32)
    .regex(/^[a-z0-9-]+$/, 'must be the name of a profile in small letters, such as executive')
    .optional()
    .describe('Class of the room'),
  city: oneLine(128).optional(),
  audioDevice: oneLine(128).optional(),
  videoDevice: oneLine(128).optional(),
  displayDevice: oneLine(128).optional(),
  wheelchairAccessible: truthValue.optional(),
  tags: tags.optional(),
  roomList: exchangeName.optional(),
  workingHours: workingHoursSchema.optional(),
  language: language.optional(),
  calendarView: calendarView.optional(),
  mailTip: mailTip.optional(),
  mobilePolicy: exchangeName.optional(),
  hidden: truthValue.optional(),
  device: deviceSchema.optional(),
  installOn: z.iso.date('must be a date such as 2027-01-31').optional().describe('Day of the installation'),
  installer: emailAddress.optional().describe('Who gets the sign-in data, by the address of their sign-in'),
  password: oneOf('keep', 'new').optional(),
  graceDays: wholeFrom(0, 90)
    .optional()
    .describe('Of retire: days without new bookings before the account is deleted; default 14'),
  action: oneOf('set-up', 'check', ...lifecycleActions)
    .default('set-up')
    .describe(
      'check looks at the room and changes nothing; rotate gives it a new password; retire gives it up, in the end with its account',
    ),
})

/** What stands in a request that says nothing. */
const usual = () => roomFields.parse({ name: '-', site: '-' })

/** What contradicts itself within one request, by field. */
export const findContradictions = ({
  workingHours,
  timeZone: zone,
  hidden,
  roomList,
}: Pick<z.output<typeof roomFields>, 'workingHours' | 'timeZone' | 'hidden' | 'roomList'>): FieldProblem[] => [
  ...(workingHours && zone === undefined
    ? [{ path: 'timeZone', detail: 'is needed with working hours: say in which time zone they are' }]
    : []),
  ...(hidden === true && roomList !== undefined
    ? [{ path: 'roomList', detail: 'contradicts hidden: a hidden room is for nobody to find; leave one of them out' }]
    : []),
]

/** What is asked for one account, as every door accepts it. Unknown fields are refused. */
export const roomSchema = roomFields
  .superRefine((room, context) => {
    for (const { path, detail } of [...findContradictions(room), ...findSenseless(room, usual())])
      context.addIssue({ code: 'custom', path: [path], message: detail })
  })
  .refine(({ action, usageLocation }) => isLifecycle(action) || usageLocation !== undefined, {
    path: ['usageLocation'],
    error: 'is needed',
    // Named beside whatever else is wrong.
    when: ({ value, issues }) => isGiven(value) && !issues.some(({ path }) => path?.[0] === 'usageLocation'),
  })

const isGiven = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

export const longestName = 128

export const requesterSchema = z.strictObject({
  name: oneLine(longestName).optional(),
  email: emailAddress,
})

export type Room = z.output<typeof roomSchema>
export type Requester = z.output<typeof requesterSchema>

/** Checks that need to know what day it is. `today` is an ISO date. */
export function findDateProblem(room: Room, today: string): FieldProblem | undefined {
  if (room.installOn === undefined || room.installOn >= today) return undefined
  return {
    path: 'installOn',
    detail: `${room.installOn} is in the past; give the day of the installation, today or later`,
  }
}

/** Equal content; the order of properties is the schema's, so text comparison is exact. */
export const isSameRoom = (one: Room | undefined, other: Room | undefined): boolean => textOf(one) === textOf(other)

/** Records from before requests had an action are of rooms that are set up; `action` is the schema's last property. */
function textOf(room: Partial<Room> | undefined): string | undefined {
  return room && JSON.stringify({ ...room, action: room.action ?? 'set-up' })
}
