import { expect, test } from 'vitest'
import { at, failureOf, rehearse, waitFor } from './rehearsal.ts'
import type { Connection, Rehearsal } from './rehearsal.ts'

const room = { Identity: at('board1') }
const anchored = (anchor = at('board1')) => ({ headers: { 'x-anchormailbox': anchor } })
const allRoles = ['View-Only Recipients', 'Mail Recipients', 'View-Only Configuration'].concat([
  'Distribution Groups',
  'Recipient Policies',
])

async function rehearseWithRoles(): Promise<Rehearsal> {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/grants', { exchangeRoles: allRoles })
  return rehearsal
}

async function first({ exchange }: Connection, cmdlet: string, parameters: object) {
  return (await exchange(cmdlet, parameters, anchored())).body.value[0] ?? {}
}

test('working hours are those of the page until they are set', async () => {
  const rehearsal = await rehearse()
  const read = () => first(rehearsal, 'Get-MailboxCalendarConfiguration', room)
  const before = await read()

  const { status } = await rehearsal.exchange(
    'Set-MailboxCalendarConfiguration',
    { ...room, WorkDays: ['Weekdays', 'Monday'], WorkingHoursStartTime: '7:30', WorkingHoursTimeZone: 'UTC' },
    anchored(),
  )

  expect(status).toBe(200)
  expect(before).toMatchObject({
    WorkDays: 'Weekdays',
    WorkingHoursStartTime: '08:00:00',
    WorkingHoursEndTime: '17:00:00',
  })
  expect(await read()).toEqual({ ...before, WorkingHoursStartTime: '07:30:00', WorkingHoursTimeZone: 'UTC' })
})

test.each([
  [['Monday', 'Friday'], 'Monday, Friday'],
  [['WeekEndDays', 'Weekdays'], 'AllDays'],
  ['None', 'None'],
])('the days %j are shown as %s', async (WorkDays, shown) => {
  const rehearsal = await rehearse()

  await rehearsal.exchange('Set-MailboxCalendarConfiguration', { ...room, WorkDays }, anchored())

  expect(await first(rehearsal, 'Get-MailboxCalendarConfiguration', room)).toMatchObject({ WorkDays: shown })
})

test.each([
  ['Get-MailboxCalendarConfiguration', {}],
  ['Set-MailboxCalendarConfiguration', { WorkDays: 'Monday' }],
  ['Get-MailboxFolderStatistics', { FolderScope: 'Calendar' }],
  [
    'Set-MailboxFolderPermission',
    { Identity: `${at('board1')}:\\Calendar`, User: 'Default', AccessRights: 'Reviewer' },
  ],
])('%s is refused unless the room itself is the anchor', async (cmdlet, parameters) => {
  const { exchange } = await rehearse()
  const ask = (more?: object) => exchange(cmdlet, { ...room, ...parameters }, more)

  const replies = [
    await ask(),
    await ask(anchored(at('alice'))),
    await ask(anchored()),
    await ask(anchored(`SMTP:${at('board1')}`)),
  ]

  expect(replies.map(({ status }) => status)).toEqual([400, 400, 200, 200])
  expect(replies.slice(0, 2).every((reply) => failureOf(reply).includes('X-AnchorMailbox'))).toBe(true)
})

test.each([
  ['Set-MailboxCalendarConfiguration', { WorkingHoursStartTime: '25:00' }, "parameter 'WorkingHoursStartTime'"],
  ['Set-MailboxCalendarConfiguration', { WorkDays: ['Payday'] }, "parameter 'WorkDays'"],
  ['Set-MailboxCalendarConfiguration', { WorkHoursStartTime: '08:00' }, "parameter name 'WorkHoursStartTime'"],
  ['Set-MailboxCalendarConfiguration', { WeatherEnabled: false }, 'not supported by the local tenant'],
  ['Get-MailboxFolderStatistics', { FolderScope: 'Inbox' }, "parameter 'FolderScope'"],
  ['Set-CASMailbox', { ActiveSyncMailboxPolicy: 'Strict' }, "object 'Strict' couldn't be found"],
])('%s refuses %j', async (cmdlet, parameters, text) => {
  const { exchange } = await rehearse()

  const reply = await exchange(cmdlet, { ...room, ...parameters }, anchored())

  expect(failureOf(reply)).toContain(text)
})

test('each item of a batch has its own anchor', async () => {
  const { exchangeRaw } = await rehearse()
  const item = (id: string, headers: object) => ({
    id,
    method: 'POST',
    url: '/adminapi/beta/contoso.onmicrosoft.com/InvokeCommand',
    headers,
    body: { CmdletInput: { CmdletName: 'Get-MailboxCalendarConfiguration', Parameters: room } },
  })

  const { body } = await exchangeRaw(
    'POST',
    '/$batch',
    { requests: [item('room', { 'X-AnchorMailbox': at('board1') }), item('tenant', {})] },
    { prefer: 'odata.continue-on-error' },
  )

  expect(body.responses.map(({ id, status }) => [id, status])).toEqual([
    ['room', 200],
    ['tenant', 400],
  ])
})

test('the calendar has the name of its language once folder names were localised, and keeps its id', async () => {
  const rehearsal = await rehearse()
  const read = () => first(rehearsal, 'Get-MailboxFolderStatistics', { ...room, FolderScope: 'Calendar' })
  const before = await read()

  await rehearsal.exchange('Set-MailboxRegionalConfiguration', { ...room, LocalizeDefaultFolderName: true })
  const after = await read()
  const permissions = (Identity: string) => rehearsal.exchange('Get-MailboxFolderPermission', { Identity })
  const [oldName, newName, byId] = [
    await permissions(`${at('board1')}:\\Calendar`),
    await permissions(`${at('board1')}:\\Kalender`),
    await permissions(`${at('board1')}:${String(before['FolderId'])}`),
  ]

  expect([before['Name'], after['Name'], after['FolderType']]).toEqual(['Calendar', 'Kalender', 'Calendar'])
  expect(after['FolderId']).toBe(before['FolderId'])
  expect([oldName, newName, byId].map(({ status }) => status)).toEqual([404, 200, 200])
})

test('people see that a room is busy and no more, until the calendar shows more to them', async () => {
  const { exchange } = await rehearse()
  const folder = { Identity: `${at('board1')}:\\Calendar` }
  const read = async () =>
    (await exchange('Get-MailboxFolderPermission', folder)).body.value.map(({ User, AccessRights }) => [
      User,
      AccessRights,
    ])
  const before = await read()

  await exchange(
    'Set-MailboxFolderPermission',
    { ...folder, User: 'default', AccessRights: ['LimitedDetails'] },
    anchored(),
  )
  const added = await exchange('Add-MailboxFolderPermission', {
    ...folder,
    User: at('alice'),
    AccessRights: 'Reviewer',
  })

  expect(before).toEqual([
    ['Default', ['AvailabilityOnly']],
    ['Anonymous', ['None']],
  ])
  expect(added.body.value).toMatchObject([{ User: 'Alice Almond', AccessRights: ['Reviewer'] }])
  expect(await read()).toEqual([
    ['Default', ['LimitedDetails']],
    ['Anonymous', ['None']],
    ['Alice Almond', ['Reviewer']],
  ])
})

test('a permission is added once and changed only where there is one', async () => {
  const { exchange } = await rehearse()
  const folder = { Identity: `${at('board1')}:\\Calendar`, AccessRights: 'Reviewer' }

  const twice = await exchange('Add-MailboxFolderPermission', { ...folder, User: 'Default' })
  const never = await exchange('Set-MailboxFolderPermission', { ...folder, User: at('alice') }, anchored())
  const unread = await exchange('Get-MailboxFolderPermission', { Identity: folder.Identity, User: at('alice') })

  expect(failureOf(twice)).toContain('UserAlreadyExistsInPermissionEntryException')
  for (const reply of [never, unread]) expect(failureOf(reply)).toContain('UserNotFoundInPermissionEntryException')
})

test('a room list has the rooms that were put in, and those alone', async () => {
  const { exchange } = await rehearseWithRoles()
  const list = { Identity: 'Aker Brygge' }
  const members = async () =>
    (await exchange('Get-DistributionGroupMember', list)).body.value.map(({ PrimarySmtpAddress }) => PrimarySmtpAddress)

  const made = await exchange('New-DistributionGroup', {
    Name: 'Aker Brygge',
    RoomList: true,
    Members: [at('board1')],
  })
  await waitFor(
    () => exchange('Get-DistributionGroup', list),
    ({ status }) => status === 200,
  )
  const added = await exchange('Add-DistributionGroupMember', { ...list, Member: at('confrm1') })
  await waitFor(members, (found) => found.length === 2)
  await exchange('Remove-DistributionGroupMember', { ...list, Member: at('board1') })
  const left = await waitFor(members, (found) => found.length === 1)

  expect(made.body.value).toMatchObject([
    { PrimarySmtpAddress: at('AkerBrygge'), RecipientTypeDetails: 'RoomList', Alias: 'AkerBrygge' },
  ])
  expect(added.body.value).toBeUndefined()
  expect(left).toEqual([at('confrm1')])
})

test.each([
  ['New-DistributionGroup', { Name: 'Sales' }, 'not supported by the local tenant'],
  ['New-DistributionGroup', { Name: 'Board Room 1', RoomList: true }, 'already being used'],
  ['New-DistributionGroup', { Name: 'X', RoomList: true, Members: [at('alice')] }, "isn't a room mailbox"],
  ['Add-DistributionGroupMember', { Identity: 'list', Member: at('board1') }, 'already a member'],
  ['Add-DistributionGroupMember', { Identity: 'list', Member: at('alice') }, "isn't a room mailbox"],
  ['Remove-DistributionGroupMember', { Identity: 'list', Member: at('confrm1') }, "isn't a member"],
  ['Add-DistributionGroupMember', { Identity: 'nolist', Member: at('board1') }, "couldn't be found"],
  ['Get-DistributionGroupMember', { Identity: at('board1') }, "couldn't be found"],
])('%s refuses %j', async (cmdlet, parameters, text) => {
  const { exchange } = await rehearseWithRoles()
  await exchange('New-DistributionGroup', { Name: 'list', RoomList: true, Members: [at('board1')] })
  await waitFor(
    () => exchange('Get-DistributionGroup', { Identity: 'list' }),
    ({ status }) => status === 200,
  )

  expect(failureOf(await exchange(cmdlet, parameters))).toContain(text)
})

test('a mailbox has the default device policy until another is made and set, and again after null', async () => {
  const { exchange } = await rehearseWithRoles()
  const read = async () => (await exchange('Get-CASMailbox', room)).body.value[0] ?? {}
  const before = await read()

  await exchange('New-MobileDeviceMailboxPolicy', { Name: 'Rooms', AllowNonProvisionableDevices: false })
  const policies = await waitFor(
    () => exchange('Get-MobileDeviceMailboxPolicy', {}),
    ({ body }) => body.value.length === 2,
  )
  await exchange('Set-CASMailbox', { ...room, ActiveSyncMailboxPolicy: 'rooms' })
  const set = await waitFor(read, ({ ActiveSyncMailboxPolicyIsDefaulted: isDefault }) => isDefault === false)
  await exchange('Set-CASMailbox', { ...room, ActiveSyncMailboxPolicy: null })
  await waitFor(read, ({ ActiveSyncMailboxPolicyIsDefaulted: isDefault }) => isDefault === true)

  expect(before).toMatchObject({ ActiveSyncMailboxPolicy: 'Default', ActiveSyncMailboxPolicyIsDefaulted: true })
  expect(set).toMatchObject({ ActiveSyncMailboxPolicy: 'Rooms' })
  expect(policies.body.value).toEqual([
    {
      Identity: 'Default',
      Name: 'Default',
      PasswordEnabled: false,
      AllowNonProvisionableDevices: true,
      IsDefault: true,
    },
    { Identity: 'Rooms', Name: 'Rooms', PasswordEnabled: false, AllowNonProvisionableDevices: false, IsDefault: false },
  ])
})

test.each([['New-MobileDeviceMailboxPolicy', { Name: 'x' }]])(
  '%s is not among what the usual roles give',
  async (cmdlet, parameters) => {
    const { exchange } = await rehearse()

    expect(failureOf(await exchange(cmdlet, parameters))).toContain(`The term '${cmdlet}' is not recognized`)
  },
)
