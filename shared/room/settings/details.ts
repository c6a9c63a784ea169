import type { Room } from '../request.ts'
import type { Value } from '../snapshot.ts'
import { property, type Setting } from './setting.ts'

type Words = Pick<Setting, 'id' | 'title' | 'why'>

const detail = (words: Words, rest: Omit<Setting, keyof Words | 'step'>): Setting => ({
  ...words,
  ...rest,
  step: 'ensurePlace',
})

/** Exchange keeps the text as HTML (page Set-Mailbox, MailTip). */
const plainText = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .trim()
const entities: Record<string, string> = { amp: '&', quot: '"', '#39': "'", nbsp: ' ' }

const mailTip = detail(
  {
    id: 'mailbox.mailTip',
    title: 'MailTip',
    why: 'People read it before they send the invitation, such as how to get in.',
  },
  {
    pane: 'Mailbox',
    source: { part: 'mailbox', name: 'MailTip' },
    read: ({ mailbox }) => mailbox && plainText(String(mailbox['MailTip'] ?? '')),
    wanted: (room) => room.mailTip,
    target: { cmdlet: 'Set-Mailbox', parameter: 'MailTip' },
  },
)

/** Combinations before single days, as Set-MailboxCalendarConfiguration names them. */
const dayGroups: Record<string, string> = {
  AllDays: 'Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday',
  Weekdays: 'Monday, Tuesday, Wednesday, Thursday, Friday',
  WeekEndDays: 'Saturday, Sunday',
  None: '',
}
const splitDays = (days: Value): string[] =>
  (dayGroups[String(days)] ?? String(days)).split(/,\s*/).filter((day) => day !== '')
const isSameDays = (one: Value, other: Value): boolean =>
  splitDays(one).toSorted().join() === splitDays(other).toSorted().join()

const hours = (
  name: string,
  rest: Words & Pick<Setting, 'isRight'> & { wanted: (hours: WorkingHours, room: Room) => Value | undefined },
  spell?: (value: Value) => Value,
): Setting => ({
  ...property('workingHours', name, {
    ...rest,
    pane: 'Mailbox',
    wanted: (room) => room.workingHours && rest.wanted(room.workingHours, room),
    isNeverEmptied: true,
    step: 'ensurePlace',
  }),
  target: { cmdlet: 'Set-MailboxCalendarConfiguration', parameter: name, ...(spell && { spell }) },
})
type WorkingHours = NonNullable<Room['workingHours']>

/** Names and meaning: Set-MailboxCalendarConfiguration. */
const workingHours: Setting[] = [
  hours(
    'WorkDays',
    {
      id: 'mailbox.workDays',
      title: 'Working days',
      why: 'Outside working hours a room can be closed to bookings, and people see that it is.',
      wanted: ({ days }) => days.join(', '),
      isRight: isSameDays,
    },
    splitDays,
  ),
  hours('WorkingHoursStartTime', {
    id: 'mailbox.workStart',
    title: 'Working hours begin',
    why: 'Earlier meetings are outside working hours.',
    wanted: ({ start }) => `${start}:00`,
  }),
  hours('WorkingHoursEndTime', {
    id: 'mailbox.workEnd',
    title: 'Working hours end',
    why: 'Later meetings are outside working hours.',
    wanted: ({ end }) => `${end}:00`,
  }),
  hours('WorkingHoursTimeZone', {
    id: 'mailbox.workTimeZone',
    title: 'Time zone of working hours',
    why: 'It is one of its own, and Pacific time unless it is set.',
    wanted: (_, { timeZone }) => timeZone,
  }),
]

/** In Exchange's words (page Set-MailboxFolderPermission). */
const accessRights: Record<NonNullable<Room['calendarView']>, string> = {
  availability: 'AvailabilityOnly',
  subjects: 'LimitedDetails',
  everything: 'Reviewer',
}

const calendarView = detail(
  {
    id: 'mailbox.calendarView',
    title: 'What colleagues see in its calendar',
    why: 'With availability alone, panels and people see that the room is taken, but not for what.',
  },
  {
    pane: 'Mailbox',
    read: ({ calendarFolder }) => calendarFolder?.shows,
    wanted: ({ calendarView: view }) => view && accessRights[view],
    target: {
      cmdlet: 'Set-MailboxFolderPermission',
      parameter: 'AccessRights',
      with: { User: 'Default' },
      spell: (rights) => String(rights).split(', '),
    },
  },
)

const mobilePolicy = detail(
  {
    id: 'mailbox.mobilePolicy',
    title: 'Mobile device policy',
    why: 'A policy that asks devices for a password keeps a device of nobody from reading its calendar.',
  },
  {
    pane: 'Mailbox',
    // The organisation's usual one stands for none.
    read: ({ clientAccess }) =>
      clientAccess &&
      (clientAccess['ActiveSyncMailboxPolicyIsDefaulted'] === true
        ? ''
        : (clientAccess['ActiveSyncMailboxPolicy'] ?? '')),
    wanted: (room) => room.mobilePolicy,
    isRight: (actual, wanted) => String(actual).toLowerCase() === String(wanted).toLowerCase(),
    target: {
      cmdlet: 'Set-CASMailbox',
      parameter: 'ActiveSyncMailboxPolicy',
      spell: (name) => (name === '' ? null : name),
    },
  },
)

/** A list is a distribution group of rooms (page New-DistributionGroup, RoomList). One that was made stays, whoever else is in it by now. */
export const roomListSettings: Setting[] = [
  detail(
    {
      id: 'location.roomList',
      title: 'Room list',
      why: 'The room finder shows rooms by lists; one that is missing is made.',
    },
    {
      pane: 'Location',
      read: ({ roomList }) => roomList && (roomList.isThere ? roomList.name : ''),
      wanted: (room) => room.roomList,
      target: { cmdlet: 'New-DistributionGroup', parameter: 'Name' },
      isNeverEmptied: true,
      isBeyondMailbox: true,
    },
  ),
  detail(
    {
      id: 'location.inRoomList',
      title: 'In the room list',
      why: 'Who chooses the list in the room finder sees its rooms alone.',
    },
    {
      pane: 'Location',
      read: ({ roomList }) => roomList && (roomList.isMember ? roomList.name : ''),
      wanted: (room) => room.roomList,
      target: {
        cmdlet: 'Add-DistributionGroupMember',
        parameter: 'Identity',
        off: 'Remove-DistributionGroupMember',
        offParameter: 'Identity',
      },
      isBeyondMailbox: true,
    },
  ),
]

/** What a mailbox is given beyond what Teams needs. Read only where it is asked for, but for what comes with the mailbox. */
export const detailSettings: Setting[] = [mailTip, ...workingHours, calendarView, mobilePolicy]
