import { describe, expect, it } from 'vitest'
import {
  compareSettings,
  differencesFor,
  findDifferences,
  toCmdlets,
  type Difference,
} from '../../../../../shared/room/settings/catalogue.ts'
import type { Snapshot } from '../../../../../shared/room/snapshot.ts'
import { aRoom, type RoomInput } from '../../../../kit/rooms.ts'
import { aHolder, aMailbox, compliantRoom } from '../../../../kit/snapshots.ts'

const differences = (room: Partial<RoomInput>, snapshot: Partial<Snapshot> = {}): Difference[] =>
  differencesFor('ensurePlace', findDifferences(compareSettings(compliantRoom(snapshot), aRoom(room))))
const writes = (room: Partial<RoomInput>, snapshot: Partial<Snapshot> = {}) => toCmdlets(differences(room, snapshot))
const undo = (room: Partial<RoomInput>, snapshot: Partial<Snapshot> = {}) =>
  toCmdlets(differences(room, snapshot).map(({ setting, from, to }) => ({ setting, from: to, to: from })))

const usualHours = {
  WorkDays: 'Weekdays',
  WorkingHoursStartTime: '08:00:00',
  WorkingHoursEndTime: '17:00:00',
  WorkingHoursTimeZone: 'Pacific Standard Time',
}
const office = { start: '08:00', end: '17:00' }

describe('a place', () => {
  it('is written with everything that was asked for, in one cmdlet, and goes back as it was', () => {
    const wish = {
      city: 'Oslo',
      audioDevice: 'Microphones',
      videoDevice: 'Camera',
      displayDevice: 'Screen',
      wheelchairAccessible: true,
      tags: ['Window'],
    }
    const place = { ...compliantRoom().place, City: 'Bergen', IsWheelChairAccessible: false, Tags: [] }

    expect(writes(wish, { place })).toEqual([
      {
        cmdlet: 'Set-Place',
        parameters: {
          City: 'Oslo',
          AudioDeviceName: 'Microphones',
          VideoDeviceName: 'Camera',
          DisplayDeviceName: 'Screen',
          IsWheelChairAccessible: true,
          Tags: ['Window'],
        },
      },
    ])
    expect(undo(wish, { place })[0]?.parameters).toMatchObject({ City: 'Bergen', Tags: [], AudioDeviceName: '' })
  })

  it('has its tags in whatever order', () => {
    expect(writes({ tags: ['a', 'b'] }, { place: { ...compliantRoom().place, Tags: ['b', 'a'] } })).toEqual([])
  })

  it('of a synchronised room keeps its city, which the local directory masters', () => {
    expect(writes({ city: 'Oslo' }, { holder: aHolder({ isSynced: true }) })).toEqual([])
  })
})

describe('a language', () => {
  it('is written without the formats of the one before, and never taken away again', () => {
    expect(
      writes({ language: 'nb-NO' }, { regional: { TimeZone: 'W. Europe Standard Time', Language: null } }),
    ).toEqual([
      {
        cmdlet: 'Set-MailboxRegionalConfiguration',
        parameters: { DateFormat: null, TimeFormat: null, Language: 'nb-NO' },
      },
    ])
  })
})

describe('a MailTip', () => {
  it.each([
    ['<html>\r\n<body>\r\nRing &amp; wait.\r\n</body>\r\n</html>\r\n', []],
    ['<html><body>Knock.</body></html>', [{ cmdlet: 'Set-Mailbox', parameters: { MailTip: 'Ring & wait.' } }]],
    [null, [{ cmdlet: 'Set-Mailbox', parameters: { MailTip: 'Ring & wait.' } }]],
  ])('that reads %j is compared by its text', (MailTip, expected) => {
    expect(writes({ mailTip: 'Ring & wait.' }, { mailbox: aMailbox({ MailTip }) })).toEqual(expected)
  })

  it('that was not there is emptied again', () => {
    expect(undo({ mailTip: 'Knock.' })).toEqual([{ cmdlet: 'Set-Mailbox', parameters: { MailTip: '' } }])
  })
})

describe('hiding', () => {
  it('is written only where it is asked for, either way', () => {
    const hidden = { mailbox: aMailbox({ HiddenFromAddressListsEnabled: true }) }

    expect(writes({}, hidden)).toEqual([])
    expect(writes({ hidden: false }, hidden)).toEqual([
      { cmdlet: 'Set-Mailbox', parameters: { HiddenFromAddressListsEnabled: false } },
    ])
  })
})

describe('working hours', () => {
  it.each([
    ['Weekdays', ['Friday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday']],
    ['Monday, Friday', ['Friday', 'Monday']],
    ['AllDays', ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']],
  ])('on the days %s are right for %j', (WorkDays, days) => {
    const hours = { ...usualHours, WorkDays, WorkingHoursTimeZone: 'W. Europe Standard Time' }
    const wish = { workingHours: { ...office, days } } as Partial<RoomInput>

    expect(writes(wish, { workingHours: hours })).toEqual([])
  })

  it('are written as days and times of day, in the time zone of the room', () => {
    const wish = { workingHours: { days: ['Monday', 'Friday'], start: '07:30', end: '18:00' } } as Partial<RoomInput>

    expect(writes(wish, { workingHours: usualHours })).toEqual([
      {
        cmdlet: 'Set-MailboxCalendarConfiguration',
        parameters: {
          WorkDays: ['Monday', 'Friday'],
          WorkingHoursStartTime: '07:30:00',
          WorkingHoursEndTime: '18:00:00',
          WorkingHoursTimeZone: 'W. Europe Standard Time',
        },
      },
    ])
    expect(undo(wish, { workingHours: usualHours })[0]?.parameters).toMatchObject({
      WorkDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
      WorkingHoursTimeZone: 'Pacific Standard Time',
    })
  })

  it('are not looked at where nobody asks', () => {
    expect(writes({}, { workingHours: usualHours })).toEqual([])
  })
})

describe('what colleagues see of the calendar', () => {
  it.each([
    ['availability', ['AvailabilityOnly']],
    ['subjects', ['LimitedDetails']],
    ['everything', ['Reviewer']],
  ] as const)('is, asked for as %s, the right %j of everybody', (calendarView, AccessRights) => {
    expect(writes({ calendarView }, { calendarFolder: { id: 'f', shows: 'None' } })).toEqual([
      { cmdlet: 'Set-MailboxFolderPermission', parameters: { User: 'Default', AccessRights } },
    ])
  })

  it('goes back to rights of any kind', () => {
    const calendarFolder = { id: 'f', shows: 'FolderVisible, ReadItems' }

    expect(undo({ calendarView: 'subjects' }, { calendarFolder })[0]?.parameters).toEqual({
      User: 'Default',
      AccessRights: ['FolderVisible', 'ReadItems'],
    })
  })
})

describe('a mobile device policy', () => {
  it('is given by name, and the usual one of the organisation stands for none', () => {
    const usual = { ActiveSyncMailboxPolicy: 'Default', ActiveSyncMailboxPolicyIsDefaulted: true }

    expect(writes({ mobilePolicy: 'Rooms' }, { clientAccess: usual })).toEqual([
      { cmdlet: 'Set-CASMailbox', parameters: { ActiveSyncMailboxPolicy: 'Rooms' } },
    ])
    expect(undo({ mobilePolicy: 'Rooms' }, { clientAccess: usual })[0]?.parameters).toEqual({
      ActiveSyncMailboxPolicy: null,
    })
  })

  it('has its name in whatever case', () => {
    const clientAccess = { ActiveSyncMailboxPolicy: 'ROOMS', ActiveSyncMailboxPolicyIsDefaulted: false }

    expect(writes({ mobilePolicy: 'Rooms' }, { clientAccess })).toEqual([])
  })
})

describe('a room list', () => {
  const wish = { roomList: 'Oslo' }
  const list = { name: 'Oslo', isThere: true, isMember: false }

  it('that is missing is made, and the room put into it', () => {
    expect(writes(wish, { roomList: { ...list, isThere: false } })).toEqual([
      { cmdlet: 'New-DistributionGroup', parameters: { Name: 'Oslo' } },
      { cmdlet: 'Add-DistributionGroupMember', parameters: { Identity: 'Oslo' } },
    ])
  })

  it('that is there gets the room, and loses it again on an undo', () => {
    expect(writes(wish, { roomList: list })).toEqual([
      { cmdlet: 'Add-DistributionGroupMember', parameters: { Identity: 'Oslo' } },
    ])
    expect(undo(wish, { roomList: list })).toEqual([
      { cmdlet: 'Remove-DistributionGroupMember', parameters: { Identity: 'Oslo' } },
    ])
  })

  it('that has the room needs nothing', () => {
    expect(writes(wish, { roomList: { ...list, isMember: true } })).toEqual([])
  })
})
