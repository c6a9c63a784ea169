import { z } from 'zod'
import { roomSchema } from '../shared/room/request.ts'
import { defaultOf, made, table } from './parts.ts'

/** What the schema does not say itself: what a field is for, and what this version does with it. */
const meanings: Record<string, string> = {
  name: 'Name of the room, as people say it; it becomes the display name.',
  site: 'Site or office, such as OSL. Part of an address that is made.',
  building: 'Shown in the room finder; where none is known, the site stands in.',
  floor: 'Number or label of the floor, shown in the room finder.',
  module: '1…n for the compute modules of one divisible room; each has an account of its own.',
  capacity: 'Seats, shown in the room finder.',
  address: 'Address wanted: sign-in name, mail and SIP address alike. Left out, one is made from the naming pattern.',
  services:
    'What the device signs in to. Skype is Skype for Business Server: Microsoft retired Skype for Business Online on 31 July 2021, and who asks for it is told so ([topologies.md](topologies.md#skype-for-business-online)).',
  registrarPool: 'Skype for Business registrar pool. Left out, it is that of the neighbour.',
  neighbour: 'A colleague at the same site, whose registrar pool the room gets.',
  meetingPolicy: 'Teams meeting policy, by name.',
  callingPolicy: 'Teams calling policy, by name.',
  dialPlan: 'Skype for Business dial plan, by name.',
  voicePolicy: 'Skype for Business voice policy, by name.',
  licence:
    'Teams Rooms licence; left out, `pro`. `standard` and `premium` are sold no more; the answer says what stands in for them.',
  phoneNumber: 'Phone number of the room: in Skype for Business where the room gets that, else in Teams.',
  enterpriseVoice:
    'Calls to the telephone network. With Teams alone it comes with the number, and `true` without one ends with a person, before anything is written.',
  dialIn:
    'Meetings can be joined by phone: a licence with Audio Conferencing. With Skype alone on a server it is not acted on, and the plan and the answer say so.',
  dialOut:
    'Meetings can call phones: a calling plan beside the room licence. With Skype alone on a server it is not acted on, and the plan and the answer say so.',
  usageLocation: 'Country of the licence, ISO 3166-1. Needed to set up and to check a room.',
  timeZone: 'Time zone of the calendar and its working hours. Left out, it is not looked at.',
  profile: 'Class of the room, such as `executive` or `training` ([profiles.md](profiles.md)). Left out, `standard`.',
  city: 'Shown in the room finder. That of a room whose account comes from the local directory is kept there and not written.',
  audioDevice: 'What the room is heard with, shown in the room finder.',
  videoDevice: 'What it is seen with; the room finder filters by it.',
  displayDevice: 'What can be shown on.',
  wheelchairAccessible: 'The room finder filters by it.',
  tags: 'Words by which the room finder finds the room; they take the place of those that it had.',
  roomList:
    'Room list of the room finder that the room goes into, by name; one that is missing is made, and stays. Not with `hidden`.',
  'workingHours.days': 'Working days of the calendar.',
  'workingHours.start': 'When they begin, in `timeZone`, which is needed then.',
  'workingHours.end': 'When they end, on the same day.',
  language: 'Language in which the room answers. The folders of the mailbox keep their names.',
  calendarView:
    'What colleagues see of its calendar: when it is taken, with subject and place too, or the meetings as a whole.',
  mailTip: 'Text that people read before they send an invitation, plain and without < and >.',
  mobilePolicy: 'Mobile device policy (Exchange ActiveSync) by name; one that asks devices for a password is refused.',
  hidden: '`true` hides the room from address lists, `false` shows it; left out, it stays as it is.',
  'device.id':
    'Serial number or asset tag of the compute module; spaces around it and small letters are no difference. Bound to the account when the room is ready ([devices.md](devices.md)).',
  'device.kind': '`room`: the compute module that signs in with the account; only one can. `panel`: stands beside it.',
  installOn:
    'Day of the installation, today or later. The account is made at once, its licence is assigned `ROOMWRIGHT_LICENCE_LEAD_DAYS` before that day, and three working days before it the room is looked at again; the ticket hears of it ([dates.md](dates.md)).',
  installer:
    'Who gets the sign-in data, by the e-mail address of their sign-in; left out, the requester ([handover.md](handover.md)).',
  graceDays: 'With `retire`: days without new bookings before the account is deleted; left out, 14.',
  action:
    '`check` compares the room with the rest of the request, books it for a test where a canary mailbox is configured, and changes nothing. It answers what is right and what is not; nobody has to agree. `rotate` gives a room that exists a new password, `retire` gives it up ([lifecycle.md](lifecycle.md)); such a request names the account by `address`, and takes no field that it does not act on.',
  password:
    'Left out, a working room keeps its password (so the device stays signed in), and one that is blocked or never had any gets a new one.',
}

type Fields = [path: string, schema: z.ZodType, isInside: boolean][]

const fields: Fields = Object.entries(roomSchema.shape).flatMap(([name, schema]): Fields => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema
  return inner instanceof z.ZodObject
    ? Object.entries(inner.shape).map(([part, one]) => [`${name}.${part}`, one as z.ZodType, true])
    : [[name, schema, false]]
})

/** The schema's own words for an empty value name what it takes; of text they do not name the length. */
export function limitsOf(schema: z.ZodType): string {
  const complaint = schema.safeParse('').error?.issues[0]?.message ?? ''
  if (complaint.startsWith('must be ')) return complaint.slice('must be '.length)
  const { maxLength } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
  const kind = schema.safeParse(1).success ? 'text or a number' : 'text'
  return `${kind}, one line of 1 to ${maxLength} characters`
}

/** Fields that have parts, in words. */
const groups: Record<string, string> = { device: 'a device', workingHours: 'working hours' }

function toRow([path, schema, isInside]: Fields[number]): string[] {
  const meaning = meanings[path]
  if (meaning === undefined) throw new Error(`docs/requestPage.ts does not say what the field ${path} means`)
  const presence = defaultOf(schema)
  return [
    `\`${path}\``,
    isInside && presence === 'needed' ? `needed with ${groups[path.split('.')[0] ?? ''] ?? ''}` : presence,
    limitsOf(schema),
    meaning,
  ]
}

export function requestPage(): string {
  return [
    '# What a request may say',
    `${made} The form, the [API](api.md) and the [generic webhook](tickets/generic.md) take these fields with these names; the forms of [ServiceNow](tickets/servicenow.md), [Jira](tickets/jira.md), [Zendesk](tickets/zendesk.md), [Freshservice](tickets/freshservice.md) and [HaloPSA](tickets/halopsa.md) are the same fields under names of their own. Unknown fields are refused, and every wrong one is named.`,
    table(['field', 'default', 'takes', 'meaning'], fields.map(toRow)),
    '## Around it, in a webhook',
    table(
      ['field', 'default', 'takes'],
      [
        [
          '`ticket`',
          'needed',
          '1 to 64 letters, digits and `.` `:` `_` `-`; the number that your system finds the ticket by',
        ],
        ['`item`', '`1`', 'a whole number from 1 to 999: which room of the ticket'],
        ['`revision`', 'needed', 'a whole number from 0; grows with every change of the ticket'],
        ['`requester.email`', 'needed', 'an e-mail address of at most 254 characters'],
        ['`requester.name`', 'optional', 'text, one line of 1 to 128 characters'],
      ],
    ),
    'The API knows the requester from the sign-in and takes the room alone: [examples/request.json](examples/request.json). [examples/newRoom.json](examples/newRoom.json) is a ticket for `npm run ticket`.\n',
  ].join('\n\n')
}
