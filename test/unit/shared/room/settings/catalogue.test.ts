import { describe, expect, it } from 'vitest'
import {
  catalogue,
  compareSettings,
  findDifferences,
  settingOf,
  toCmdlets,
} from '../../../../../shared/room/settings/catalogue.ts'
import { withNeverExpires, withoutNeverExpires } from '../../../../../shared/room/settings/account.ts'
import type { Snapshot } from '../../../../../shared/room/snapshot.ts'
import { aRoom, type RoomInput } from '../../../../kit/rooms.ts'
import { aUser, basicSku, calendarDefaults, compliantRoom, newRoom, nothingThere } from '../../../../kit/snapshots.ts'

const wrong = (snapshot: Snapshot, room: Partial<RoomInput> = {}) =>
  findDifferences(compareSettings(snapshot, aRoom(room))).map(({ setting }) => setting)
const stateOf = (id: string, snapshot: Snapshot, room: Partial<RoomInput> = {}) =>
  compareSettings(snapshot, aRoom(room)).find(({ setting }) => setting === id)?.state

/** Ids stand in records, audits and exports: add to this list, and never change or remove a line of it. */
const everIssued = [
  'location.accessible',
  'location.audioDevice',
  'location.displayDevice',
  'location.inRoomList',
  'location.language',
  'location.roomList',
  'location.tags',
  'location.videoDevice',
  'mailbox.calendarView',
  'mailbox.mailTip',
  'mailbox.mobilePolicy',
  'mailbox.workDays',
  'mailbox.workEnd',
  'mailbox.workStart',
  'mailbox.workTimeZone',
  'teams.callingPolicy',
  'teams.enterpriseVoice',
  'teams.meetingPolicy',
  'teams.phoneNumber',
  'licence.addOns',
  'licence.errors',
  'licence.wrongKind',
  'skype.dialPlan',
  'skype.enterpriseVoice',
  'skype.lineUri',
  'skype.registrarPool',
  'skype.sipAddress',
  'skype.voicePolicy',
  'account.addressesAgree',
  'account.enabled',
  'account.hasPassword',
  'account.passwordNeverExpires',
  'account.usageLocation',
  'licence.room',
  'licence.skype',
  'mailbox.remoteType',
  'location.building',
  'location.capacity',
  'location.city',
  'location.floor',
  'location.floorLabel',
  'location.timeZone',
  'mailbox.addAdditionalResponse',
  'mailbox.addOrganizerToSubject',
  'mailbox.additionalResponse',
  'mailbox.allBookInPolicy',
  'mailbox.allRequestInPolicy',
  'mailbox.allRequestOutOfPolicy',
  'mailbox.allowConflicts',
  'mailbox.allowRecurringMeetings',
  'mailbox.automateProcessing',
  'mailbox.bookInPolicy',
  'mailbox.bookingType',
  'mailbox.bookingWindowInDays',
  'mailbox.conflictPercentageAllowed',
  'mailbox.deleteAttachments',
  'mailbox.deleteComments',
  'mailbox.deleteNonCalendarItems',
  'mailbox.deleteSubject',
  'mailbox.displayName',
  'mailbox.enableAutoRelease',
  'mailbox.enableResponseDetails',
  'mailbox.enforceCapacity',
  'mailbox.enforceSchedulingHorizon',
  'mailbox.forwardRequestsToDelegates',
  'mailbox.hidden',
  'mailbox.maximumConflictInstances',
  'mailbox.maximumDurationInMinutes',
  'mailbox.minimumDurationInMinutes',
  'mailbox.organizerInfo',
  'mailbox.postReservationMaxClaimTimeInMinutes',
  'mailbox.processExternalMeetingMessages',
  'mailbox.removeCanceledMeetings',
  'mailbox.removeOldMeetingMessages',
  'mailbox.removePrivateProperty',
  'mailbox.requestInPolicy',
  'mailbox.requestOutOfPolicy',
  'mailbox.resourceDelegates',
  'mailbox.scheduleOnlyDuringWorkHours',
  'mailbox.tentativePendingApproval',
  'mailbox.type',
]

/** learn.microsoft.com, Set-CalendarProcessing (parameters that matter for rooms) with the values of "Create resource accounts for Teams Rooms". */
const calendarProcessing: Record<string, string | boolean | undefined> = {
  AutomateProcessing: 'AutoAccept',
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
  AddAdditionalResponse: true,
  AllowConflicts: false,
  AllowRecurringMeetings: undefined,
  BookingWindowInDays: undefined,
  EnforceSchedulingHorizon: undefined,
  MaximumDurationInMinutes: undefined,
  MinimumDurationInMinutes: undefined,
  ConflictPercentageAllowed: undefined,
  MaximumConflictInstances: undefined,
  AllBookInPolicy: undefined,
  AllRequestInPolicy: undefined,
  AllRequestOutOfPolicy: undefined,
  BookInPolicy: undefined,
  RequestInPolicy: undefined,
  RequestOutOfPolicy: undefined,
  ResourceDelegates: undefined,
  ForwardRequestsToDelegates: undefined,
  TentativePendingApproval: undefined,
  ScheduleOnlyDuringWorkHours: undefined,
  DeleteAttachments: undefined,
  DeleteNonCalendarItems: undefined,
  EnableResponseDetails: undefined,
  OrganizerInfo: undefined,
  RemoveOldMeetingMessages: undefined,
  RemoveCanceledMeetings: undefined,
  EnforceCapacity: undefined,
  BookingType: undefined,
  EnableAutoRelease: undefined,
  PostReservationMaxClaimTimeInMinutes: undefined,
}

describe('the catalogue', () => {
  it('has each id once, and every id that was ever issued', () => {
    expect(catalogue.map(({ id }) => id).toSorted()).toEqual(everIssued.toSorted())
  })

  it.each(Object.entries(calendarProcessing))('knows %s, and wants %s', (parameter, wanted) => {
    const setting = settingOf(`mailbox.${parameter.charAt(0).toLowerCase()}${parameter.slice(1)}`)

    expect(setting.target).toEqual({ cmdlet: 'Set-CalendarProcessing', parameter })
    expect(setting.wanted(aRoom(), compliantRoom())).toBe(wanted)
  })

  it('says of every setting what it is and why it matters, in sentences', () => {
    for (const { title, why } of catalogue) {
      expect(title).toMatch(/^[A-Z]/)
      expect(why).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('has no setting under a name that was not issued', () => {
    expect(() => settingOf('mailbox.colour')).toThrow('unknown setting mailbox.colour')
  })
})

describe('a comparison', () => {
  it('finds five documented defaults of Exchange to be the opposite of what a Teams room needs', () => {
    const room = compliantRoom({ calendar: calendarDefaults })

    const opposite = wrong(room).filter((setting) => !/response$/i.test(setting))

    expect(opposite.toSorted()).toEqual([
      'mailbox.addOrganizerToSubject',
      'mailbox.deleteComments',
      'mailbox.deleteSubject',
      'mailbox.processExternalMeetingMessages',
      'mailbox.removePrivateProperty',
    ])
  })

  it('finds nothing in a room that is right', () => {
    expect(wrong(compliantRoom())).toEqual([])
  })

  it('finds in a new room what every step has to do', () => {
    expect(wrong(newRoom())).toEqual([
      'account.passwordNeverExpires',
      'account.usageLocation',
      'mailbox.addOrganizerToSubject',
      'mailbox.deleteComments',
      'mailbox.deleteSubject',
      'mailbox.removePrivateProperty',
      'mailbox.processExternalMeetingMessages',
      'mailbox.addAdditionalResponse',
      'mailbox.additionalResponse',
      'location.building',
      'location.floor',
      'location.capacity',
      'location.timeZone',
      'licence.room',
    ])
  })

  it('knows nothing of what could not be read', () => {
    expect(wrong(nothingThere())).toEqual([])
    expect(stateOf('mailbox.deleteComments', nothingThere())).toBe('unknown')
  })

  it('only shows what nobody has an opinion about', () => {
    expect(stateOf('mailbox.bookingWindowInDays', compliantRoom())).toBe('shown')
    expect(stateOf('location.floor', compliantRoom(), { floor: 'Mezzanine' })).toBe('shown')
    expect(stateOf('location.timeZone', compliantRoom(), { timeZone: undefined })).toBe('shown')
  })

  it.each([null, ''])('takes %j for not set', (Building) => {
    const room = compliantRoom({ place: { ...compliantRoom().place, Building } })

    expect(findDifferences(compareSettings(room, aRoom()))).toEqual([
      { setting: 'location.building', from: '', to: 'Fjordgata 1' },
    ])
  })

  it.each<[string, RoomInput['licence'], string[]]>([
    ['nothing asked is right with any room licence', undefined, []],
    ['Pro is right where Standard was asked', 'standard', []],
    ['Pro is right where Premium was asked', 'premium', []],
    ['Pro is wrong where Basic was asked', 'basic', ['licence.room']],
  ])('%s', (_, licence, expected) => {
    expect(wrong(compliantRoom(), { licence })).toEqual(expected)
  })

  it('finds Basic wrong where Pro was asked', () => {
    const user = aUser({ licences: [{ skuId: basicSku, state: 'Active' }] })

    expect(wrong(compliantRoom({ user }), { licence: 'pro' })).toEqual(['licence.room'])
  })

  it('leaves the building of an existing room alone when none was asked', () => {
    expect(wrong(compliantRoom(), { building: undefined })).toEqual([])
  })
})

describe('differences', () => {
  it('become one call for each cmdlet, with every parameter of it', () => {
    const differences = findDifferences(compareSettings(newRoom(), aRoom()))

    expect(toCmdlets(differences)).toEqual([
      {
        cmdlet: 'Set-CalendarProcessing',
        parameters: {
          AddOrganizerToSubject: false,
          DeleteComments: false,
          DeleteSubject: false,
          RemovePrivateProperty: false,
          ProcessExternalMeetingMessages: true,
          AddAdditionalResponse: true,
          AdditionalResponse: 'This is a Microsoft Teams Rooms room: join the meeting from the console in the room.',
        },
      },
      {
        cmdlet: 'Set-Place',
        parameters: { Building: 'Fjordgata 1', Floor: 4, Capacity: 12 },
      },
      { cmdlet: 'Set-MailboxRegionalConfiguration', parameters: { TimeZone: 'W. Europe Standard Time' } },
    ])
  })

  it('of a number that was not set before are nothing, not a text', () => {
    expect(toCmdlets([{ setting: 'location.capacity', from: 12, to: '' }])).toEqual([
      { cmdlet: 'Set-Place', parameters: { Capacity: null } },
    ])
  })

  it('of the account are no cmdlet', () => {
    expect(toCmdlets([{ setting: 'account.enabled', from: false, to: true }])).toEqual([])
  })
})

describe('password policies', () => {
  it.each([
    ['', 'DisablePasswordExpiration', 'None'],
    ['None', 'DisablePasswordExpiration', 'None'],
    ['DisablePasswordExpiration', 'DisablePasswordExpiration', 'None'],
    ['DisableStrongPassword', 'DisableStrongPassword, DisablePasswordExpiration', 'DisableStrongPassword'],
    [
      'DisablePasswordExpiration,DisableStrongPassword',
      'DisableStrongPassword, DisablePasswordExpiration',
      'DisableStrongPassword',
    ],
  ])('"%s" can be put and taken back without losing the other', (policies, put, taken) => {
    expect(withNeverExpires(policies)).toBe(put)
    expect(withoutNeverExpires(policies)).toBe(taken)
  })
})
