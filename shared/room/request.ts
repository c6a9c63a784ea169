import { z } from 'zod'
import { toDeviceId } from './device.ts'
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
const line = (longest: number) =>
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

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const notACountry = new Set(['AC', 'CP', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'])

/** Aliases such as UK (for GB) have a name, but are no codes. */
const isCountry = (code: string): boolean =>
  regions.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code && !notACountry.has(code)

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

/** The id as it is compared; spelled out it may be longer. */
export const deviceSchema = z.strictObject({
  id: line(64).transform(toDeviceId).pipe(line(64)).describe('Serial number or asset tag of the compute module'),
  kind: oneOf('room', 'panel').default('room'),
})

/** What is asked for one account, as every door accepts it. Unknown fields are refused. */
export const roomSchema = z.strictObject({
  name: line(64).describe('Name of the room, as people say it'),
  site: line(64).describe('Site or office, such as OSL'),
  building: line(128).optional(),
  floor: z
    .union([z.string(), z.number()], complain('must be text or a number'))
    .transform(String)
    .pipe(line(32))
    .optional()
    .describe('Number or label of the floor'),
  module: wholeFrom(1, 9).default(1).describe('1…n for the compute modules of one divisible room'),
  capacity: wholeFrom(1, 10_000).optional().describe('Seats'),
  address: address.optional().describe('Address wanted; without it one is made from the naming pattern'),
  services: oneOf('teams', 'skype', 'both').default('teams'),
  licence: oneOf('pro', 'basic', 'standard', 'premium').optional().describe('Teams Rooms licence; default pro'),
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
  meetingPolicy: line(128).optional().describe('Teams meeting policy, by name'),
  callingPolicy: line(128).optional().describe('Teams calling policy, by name'),
  dialPlan: line(128).optional().describe('Skype for Business dial plan'),
  voicePolicy: line(128).optional().describe('Skype for Business voice policy'),
  usageLocation,
  timeZone: timeZone.optional(),
  device: deviceSchema.optional(),
  installOn: z.iso.date('must be a date such as 2027-01-31').optional().describe('Day of the installation'),
  password: oneOf('keep', 'new').optional(),
  action: oneOf('set-up', 'check').default('set-up').describe('check looks at the room and changes nothing'),
})

export const longestName = 128

export const requesterSchema = z.strictObject({
  name: line(longestName).optional(),
  email: emailAddress,
})

export type Room = z.output<typeof roomSchema>
export type Requester = z.output<typeof requesterSchema>

/** Checks that need to know what day it is. `today` is an ISO date. */
export function findDateProblem(room: Room, today: string): { path: string; detail: string } | undefined {
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
