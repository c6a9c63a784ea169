import type { Room } from '../../../../shared/room/request.ts'

/** One question of the form. The schema says what is a right answer; an empty one is not given. */
export interface Question {
  /** Of the field in the schema. */
  name: keyof Room
  label: string
  hint?: string
  isNeeded?: boolean
  /** `text` unless said otherwise. */
  kind?: 'text' | 'number' | 'date' | 'yes'
  /** One of these, each with its words. The empty one leaves the choice to the service. */
  choices?: Record<string, string>
}

export interface Group {
  title: string
  questions: Question[]
}

/** What the form asks, in its order; adding a question is one entry. */
export const groups: Group[] = [
  {
    title: 'The room',
    questions: [
      { name: 'name', label: 'Room', hint: 'As people say it, such as Board 4', isNeeded: true },
      { name: 'site', label: 'Site', hint: 'Such as OSL', isNeeded: true },
      { name: 'usageLocation', label: 'Country', hint: 'Two letters, such as NO', isNeeded: true },
      { name: 'building', label: 'Building', hint: 'Shown in the room finder' },
      { name: 'floor', label: 'Floor', hint: 'Number or name' },
      { name: 'capacity', label: 'Seats', hint: 'Shown in the room finder', kind: 'number' },
      { name: 'timeZone', label: 'Time zone', hint: 'Such as Europe/Oslo' },
      {
        name: 'installOn',
        label: 'Day of installation',
        hint: 'Two to three weeks ahead is best; the licence comes shortly before',
        kind: 'date',
      },
      {
        name: 'installer',
        label: 'Who installs the device',
        hint: 'E-mail address; gets the sign-in data, else you do',
      },
    ],
  },
  {
    title: 'Account and licence',
    questions: [
      { name: 'address', label: 'Address wanted', hint: 'Leave empty to have one made' },
      {
        name: 'licence',
        label: 'Licence',
        hint: 'Pro where nothing is chosen',
        choices: { '': 'no wish', pro: 'pro', basic: 'basic' },
      },
      {
        name: 'services',
        label: 'Signs in to',
        hint: 'Skype for Business only where it runs on your own servers',
        choices: { '': 'Teams', skype: 'Skype for Business', both: 'Teams and Skype for Business' },
      },
      { name: 'module', label: 'Part of a divisible room', hint: '1 to 9; each part has an account', kind: 'number' },
      {
        name: 'action',
        label: 'What to do',
        choices: { '': 'Set the room up', check: 'Check it and change nothing' },
      },
    ],
  },
  {
    title: 'Telephony and policies',
    questions: [
      { name: 'phoneNumber', label: 'Phone number', hint: 'Such as +4722334455' },
      { name: 'enterpriseVoice', label: 'Calls to the telephone network', kind: 'yes' },
      { name: 'dialIn', label: 'Meetings can be joined by phone', kind: 'yes' },
      {
        name: 'dialOut',
        label: 'Meetings can call phones',
        choices: { '': 'none', domestic: 'domestic', international: 'international' },
      },
      { name: 'meetingPolicy', label: 'Teams meeting policy', hint: 'By name' },
      { name: 'callingPolicy', label: 'Teams calling policy', hint: 'By name' },
    ],
  },
  {
    title: 'Skype for Business Server',
    questions: [
      { name: 'registrarPool', label: 'Registrar pool', hint: 'Such as pool1.contoso.local' },
      {
        name: 'neighbour',
        label: 'Colleague at the same site',
        hint: 'Their registrar pool is taken where none is named',
      },
      { name: 'dialPlan', label: 'Dial plan', hint: 'By name' },
      { name: 'voicePolicy', label: 'Voice policy', hint: 'By name' },
    ],
  },
]

/** What a request may say and the form does not ask, because other places ask it. */
export const notAsked: (keyof Room)[] = [
  'profile',
  'city',
  'audioDevice',
  'videoDevice',
  'displayDevice',
  'wheelchairAccessible',
  'tags',
  'roomList',
  'workingHours',
  'language',
  'calendarView',
  'mailTip',
  'mobilePolicy',
  'hidden',
  'device',
  'password',
  'graceDays',
]
