import { z } from 'zod'
import type { FieldProblem } from './problems.ts'
import {
  calendarView,
  exchangeName,
  findContradictions,
  licence,
  mailTip,
  oneLine,
  policyName,
  truthValue,
  wholeFrom,
  workingHoursSchema,
  type Room,
} from './request.ts'

/** Fields of a request that a profile fills in where the request is silent. */
const fields = {
  licence: licence.optional(),
  meetingPolicy: policyName.optional(),
  callingPolicy: policyName.optional(),
  calendarView: calendarView.optional(),
  hidden: truthValue.optional(),
  mailTip: mailTip.optional(),
  mobilePolicy: exchangeName.optional(),
  workingHours: workingHoursSchema.optional(),
}

/** Calendar processing that may differ from one class of room to another, by its name in the catalogue; what devices need is not among it. Limits: Set-CalendarProcessing. */
const calendar = {
  processExternalMeetingMessages: truthValue.optional(),
  additionalResponse: oneLine(500).optional(),
  allowConflicts: truthValue.optional(),
  allowRecurringMeetings: truthValue.optional(),
  bookingWindowInDays: wholeFrom(0, 1080).optional(),
  enforceSchedulingHorizon: truthValue.optional(),
  maximumDurationInMinutes: wholeFrom(0, 2_147_483_647).optional(),
  conflictPercentageAllowed: wholeFrom(0, 100).optional(),
  maximumConflictInstances: wholeFrom(0, 2_147_483_647).optional(),
  scheduleOnlyDuringWorkHours: truthValue.optional(),
  enableResponseDetails: truthValue.optional(),
  organizerInfo: truthValue.optional(),
  deleteAttachments: truthValue.optional(),
  removeCanceledMeetings: truthValue.optional(),
  enforceCapacity: truthValue.optional(),
}

const fieldsSchema = z.strictObject(fields)
const calendarSchema = z.strictObject(calendar)

/** What is other in a class of rooms, and why. */
export const profileSchema = z.strictObject({ why: oneLine(200), values: z.strictObject({ ...fields, ...calendar }) })
export type Profile = z.output<typeof profileSchema>
/** By name. */
export type Profiles = Record<string, Profile | undefined>

const name = z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be in small letters')
/** What an estate configures; a profile of the same name takes the place of one that is built in. */
export const profilesSchema = z.record(name, profileSchema)

/** Of a room that names none. */
export const usualProfile = 'standard'

/** Where Microsoft's pages recommend something for all Teams Rooms, that is in the catalogue; these are choices between what is recommended and what is free. */
export const builtInProfiles = {
  standard: { why: 'Meeting rooms for everybody, as Microsoft recommends for Teams Rooms.', values: {} },
  executive: {
    why: 'Booked far ahead and from inside alone; what the meetings are about is for nobody else.',
    values: {
      calendarView: 'availability',
      processExternalMeetingMessages: false,
      bookingWindowInDays: 365,
      maximumDurationInMinutes: 600,
    },
  },
  training: {
    why: 'Courses are planned far ahead, last whole days, are open to see, and have no more places than seats.',
    values: {
      calendarView: 'subjects',
      bookingWindowInDays: 540,
      maximumDurationInMinutes: 0,
      conflictPercentageAllowed: 10,
      enforceCapacity: true,
    },
  },
  'external-friendly': {
    why: 'Partners book it and meet in it: their invitations are taken, and they do not learn who else is there.',
    values: {
      processExternalMeetingMessages: true,
      organizerInfo: false,
      calendarView: 'availability',
      mailTip: 'Guests may be invited to this room, and may book it.',
    },
  },
} as const satisfies Profiles

/** A room with what its profile says: fields that the request leaves open, and how its calendar is processed. */
export interface ProfiledRoom extends Room {
  calendar?: z.output<typeof calendarSchema>
  /** Why the values of its profile are what they are. */
  because?: string
}

const pick = <T extends object>(values: Profile['values'], schema: z.ZodObject): T =>
  Object.fromEntries(Object.entries(values).filter(([one]) => one in schema.shape)) as T

/** What the request says itself stays. */
export const withProfile = (room: Room, { why, values }: Profile): ProfiledRoom => ({
  ...pick<z.output<typeof fieldsSchema>>(values, fieldsSchema),
  ...room,
  calendar: pick(values, calendarSchema),
  because: why,
})

export const profileFor = ({ profile = usualProfile }: Room, profiles: Profiles): Profile | undefined =>
  Object.hasOwn(profiles, profile) ? profiles[profile] : undefined

/** What of a request contradicts its profile, by field. Who names no profile gets the usual one, and has his own way. */
export function findProfileProblems(room: Room, profiles: Profiles): FieldProblem[] {
  const profile = profileFor(room, profiles)
  if (!profile)
    return [
      { path: 'profile', detail: `is not known; there are ${Object.keys(profiles).join(', ')}. Name one of them` },
    ]
  const whole = withProfile(room, profile)
  return [
    ...(room.profile === undefined ? [] : findOtherValues(room, profile)),
    ...findContradictions(whole),
    ...findMissing(whole),
  ]
}

const findOtherValues = (room: Room, { values }: Profile): FieldProblem[] =>
  Object.entries(pick<object>(values, fieldsSchema)).flatMap(([path, value]) => {
    const asked: unknown = room[path as keyof Room]
    if (asked === undefined || JSON.stringify(asked) === JSON.stringify(value)) return []
    const says = typeof value === 'object' ? 'something else' : String(value)
    return [{ path, detail: `contradicts the profile ${room.profile}, which says ${says}: leave one of them out` }]
  })

/** What a profile uses and only the request can say. */
const findMissing = ({ calendar: values = {}, capacity, workingHours, profile = usualProfile }: ProfiledRoom) => [
  ...(values.enforceCapacity && capacity === undefined
    ? [{ path: 'capacity', detail: `is needed with the profile ${profile}, which declines more people than seats` }]
    : []),
  ...(values.scheduleOnlyDuringWorkHours && workingHours === undefined
    ? [{ path: 'workingHours', detail: `is needed with the profile ${profile}, which takes meetings in them alone` }]
    : []),
]
