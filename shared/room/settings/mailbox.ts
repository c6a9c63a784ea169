import type { ProfiledRoom } from '../profiles.ts'
import type { Snapshot, Value } from '../snapshot.ts'
import { property, type Setting } from './setting.ts'

/** A text of somebody's own is as good as ours. */
const hasText = (actual: Value): boolean => actual !== ''

/**
 * Calendar processing of a room mailbox. Recommended values: Microsoft's Teams Rooms page "Create resource accounts", mailbox settings;
 * names, defaults and meaning: Set-CalendarProcessing. A row without a recommended value is shown, not judged.
 */
const calendar: [name: string, title: string, why: string, recommended?: Value, isRight?: Setting['isRight']][] = [
  [
    'AutomateProcessing',
    'Answers invitations',
    'With AutoAccept the room answers by itself; otherwise meetings stay unanswered and most settings below do nothing.',
    'AutoAccept',
  ],
  [
    'AddOrganizerToSubject',
    'Organizer replaces the subject',
    'When on, the console shows who organised the meeting instead of what it is about.',
    false,
  ],
  [
    'DeleteComments',
    'Deletes the body of invitations',
    'The body carries the join link; without it the Join button on the console does not work.',
    false,
  ],
  ['DeleteSubject', 'Deletes the subject', 'When on, the console cannot show which meeting comes next.', false],
  [
    'RemovePrivateProperty',
    'Removes the private mark',
    'When on, private meetings lose their mark and their titles show on the console.',
    false,
  ],
  [
    'ProcessExternalMeetingMessages',
    'Takes invitations from outside',
    'When off, meetings that partners organise never reach the room.',
    true,
  ],
  [
    'AddAdditionalResponse',
    'Adds a text to its answers',
    'Tells organisers that the room has Teams Rooms equipment.',
    true,
  ],
  [
    'AdditionalResponse',
    'Text of its answers',
    'What organisers read when the room has answered.',
    'This is a Microsoft Teams Rooms room: join the meeting from the console in the room.',
    hasText,
  ],
  ['AllowConflicts', 'Allows double booking', 'When on, two meetings can hold the room at the same time.', false],
  ['AllowRecurringMeetings', 'Takes series', 'When off, recurring meetings are declined.'],
  [
    'BookingWindowInDays',
    'Booking window (days)',
    'How far ahead the room can be booked; later meetings are declined.',
  ],
  [
    'EnforceSchedulingHorizon',
    'Declines series past the window',
    'When off, a series that runs past the window is cut instead of declined.',
  ],
  ['MaximumDurationInMinutes', 'Longest meeting (minutes)', 'Longer meetings are declined; 0 means no limit.'],
  ['MinimumDurationInMinutes', 'Shortest booking (minutes)', 'Used by workspaces.'],
  [
    'ConflictPercentageAllowed',
    'Clashes allowed in a series (%)',
    'A series with more clashes is declined as a whole.',
  ],
  ['MaximumConflictInstances', 'Clashes allowed in a series', 'A series with more clashes is declined as a whole.'],
  [
    'AllBookInPolicy',
    'Everybody may book',
    'When off, only people in the booking list get the room without a delegate.',
  ],
  ['AllRequestInPolicy', 'Everybody may ask', 'Whether everybody may send requests that a delegate decides.'],
  [
    'AllRequestOutOfPolicy',
    'Everybody may ask for exceptions',
    'Whether everybody may ask for meetings outside the rules.',
  ],
  ['BookInPolicy', 'May book', 'People whose meetings are taken when not everybody may book.'],
  ['RequestInPolicy', 'May ask', 'People whose requests go to a delegate.'],
  ['RequestOutOfPolicy', 'May ask for exceptions', 'People who may ask for meetings outside the rules.'],
  ['ResourceDelegates', 'Delegates', 'People who decide about requests for the room.'],
  [
    'ForwardRequestsToDelegates',
    'Forwards requests to delegates',
    'Whether delegates get the requests that they decide.',
  ],
  [
    'TentativePendingApproval',
    'Holds the time while a delegate decides',
    'When off, an undecided request does not show in the calendar.',
  ],
  ['ScheduleOnlyDuringWorkHours', 'Working hours only', 'When on, meetings outside working hours are declined.'],
  ['DeleteAttachments', 'Deletes attachments', 'Keeps the mailbox small; consoles do not show attachments.'],
  ['DeleteNonCalendarItems', 'Deletes other mail', 'Keeps mail that is no meeting out of the room.'],
  ['EnableResponseDetails', 'Gives the reason of an answer', 'Tells organisers why they were declined.'],
  ['OrganizerInfo', 'Names the organiser in a decline', 'Tells whose meeting holds the time.'],
  ['RemoveOldMeetingMessages', 'Removes outdated updates', 'Keeps the mailbox tidy.'],
  [
    'RemoveCanceledMeetings',
    'Removes cancelled meetings',
    'When off, cancelled meetings stay in the calendar, marked as cancelled.',
  ],
  ['EnforceCapacity', 'Declines more people than seats', 'Uses the capacity of the room.'],
  ['BookingType', 'Booking type', 'Standard or Reserved.'],
  ['EnableAutoRelease', 'Releases unused bookings', 'Frees the room when nobody checks in.'],
  ['PostReservationMaxClaimTimeInMinutes', 'Time to check in (minutes)', 'After it an unclaimed booking is released.'],
]

/** RecipientTypeDetails as Set-Mailbox -Type spells it. */
const typeWords: Record<string, string> = {
  RoomMailbox: 'Room',
  SharedMailbox: 'Shared',
  UserMailbox: 'Regular',
  RemoteSharedMailbox: 'Shared',
  RemoteEquipmentMailbox: 'Equipment',
  RemoteUserMailbox: 'Regular',
}

/** Exchange Server does not have all that a profile can say. */
const wantedOf = (name: string, ofProfile: ProfiledRoom['calendar'], snapshot: Snapshot): Value | undefined =>
  snapshot.calendar && name in snapshot.calendar ? ofProfile?.[camel(name) as keyof typeof ofProfile] : undefined
/** The local Exchange's pointer to a mailbox in Exchange Online, where there is one. */
const pointerIn = ({ elsewhere }: Snapshot): string | undefined =>
  elsewhere?.type.startsWith('Remote') ? elsewhere.type : undefined

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

export const mailboxSettings: Setting[] = [
  {
    ...property('mailbox', 'RecipientTypeDetails', {
      id: 'mailbox.type',
      pane: 'Mailbox',
      title: 'Kind of mailbox',
      why: 'Only a room mailbox answers invitations for the room and shows in the room finder.',
      wanted: () => 'RoomMailbox',
      step: 'ensureMailbox',
    }),
    target: { cmdlet: 'Set-Mailbox', parameter: 'Type', spell: (type) => typeWords[String(type)] ?? 'Room' },
  },
  {
    id: 'mailbox.remoteType',
    pane: 'Mailbox',
    title: 'Kind of mailbox in the local Exchange',
    why: 'Where the local directory points at the mailbox, its Exchange must call it a room too; what it calls it is what local tools show and change.',
    step: 'ensurePlace',
    // Page Set-RemoteMailbox, Type: the value is not written back from the cloud.
    target: { cmdlet: 'Set-RemoteMailbox', parameter: 'Type', spell: (type) => typeWords[String(type)] ?? 'Room' },
    read: pointerIn,
    wanted: (_, snapshot) => (pointerIn(snapshot) === undefined ? undefined : 'RemoteRoomMailbox'),
  },
  property('mailbox', 'DisplayName', {
    id: 'mailbox.displayName',
    pane: 'Mailbox',
    title: 'Name shown to people',
    why: 'People look for this name when they book.',
  }),
  property('mailbox', 'HiddenFromAddressListsEnabled', {
    id: 'mailbox.hidden',
    pane: 'Mailbox',
    title: 'Hidden from address lists',
    why: 'A hidden room cannot be found when people book.',
    wanted: (room) => room.hidden,
    step: 'ensurePlace',
    cmdlet: 'Set-Mailbox',
  }),
  ...calendar.map(([name, title, why, recommended, isRight]) =>
    property('calendar', name, {
      id: `mailbox.${camel(name)}`,
      pane: 'Mailbox',
      title,
      why,
      wanted: ({ calendar: ofProfile }, snapshot) => wantedOf(name, ofProfile, snapshot) ?? recommended,
      ...(isRight && { isRight }),
      step: 'ensureCalendar',
      cmdlet: 'Set-CalendarProcessing',
    }),
  ),
]
