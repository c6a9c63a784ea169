import { expect, test } from 'vitest'
import { automate } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'

const room = 'confrm8@corp.contoso.com'
const newRoom = { name: 'New-Mailbox', parameters: { Name: 'Room 8', UserPrincipalName: room, Room: true } }
const member = (name: string, Identity: string) => ({ name, parameters: { Identity, Member: room } })
const members = { name: 'Get-DistributionGroupMember', parameters: { Identity: 'Rooms of Oslo' } }

test('a room list on the server is made with the room in it, and loses it again', async () => {
  const { run } = await automate(await rehearse())

  const results = await run(
    room,
    newRoom,
    { name: 'New-DistributionGroup', parameters: { Name: 'Rooms of Oslo', RoomList: true, Members: [room] } },
    members,
    member('Remove-DistributionGroupMember', 'Rooms of Oslo'),
    members,
  )

  expect(results.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
  expect(results[2]?.value).toMatchObject([{ PrimarySmtpAddress: room }])
  expect(results[4]?.value).toEqual([])
})

test('a room is put into no group but a room list, because rights come from groups', async () => {
  const rehearsal = await rehearse()
  const { run } = await automate(rehearsal)
  const group = { kind: 'group', address: 'admins@corp.contoso.com', displayName: 'Admins' }
  await rehearsal.control('POST', '/on-premises', group)

  const [, added] = await run(room, newRoom, member('Add-DistributionGroupMember', 'admins@corp.contoso.com'))

  expect(added).toMatchObject({ kind: 'failed', class: 'Roomwright.NoRoomList' })
})

test('a calendar on the server is found by its id, and not by a name', async () => {
  const { run } = await automate(await rehearse())
  const parameters = { Identity: room, FolderScope: 'Calendar' }
  const [, folders] = await run(room, newRoom, { name: 'Get-MailboxFolderStatistics', parameters })
  const id = String(folders?.value?.[0]?.['FolderId'])
  const write = (folder: string) => ({
    name: 'Set-MailboxFolderPermission',
    parameters: { Identity: `${room}:${folder}`, User: 'Default', AccessRights: ['LimitedDetails'] },
  })

  const [byId, byName] = await run(room, write(id), write(String.raw`\Calendar`))

  expect(byId).toMatchObject({ kind: 'ok' })
  expect(byName).toMatchObject({ kind: 'failed', class: 'ManagementObjectNotFoundException' })
})
