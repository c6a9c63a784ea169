import { change } from './cmdlet.ts'
import type { CmdletFunction, OnPremisesView } from './cmdlet.ts'
import { canonicalName, primaryAddress } from './directory.ts'
import type { DirectoryObject, OnPremisesRecipient } from './directory.ts'
import { fail } from './failure.ts'
import { findRecipient } from './findObjects.ts'
import { draftObject, draftRecipient, withAddress } from './objects.ts'

type List = DirectoryObject & { recipient: OnPremisesRecipient }

function findList(view: OnPremisesView, identity: string | null | undefined): List {
  const list = findRecipient(view, identity ?? '', ['RoomList', 'MailUniversalDistributionGroup'])
  if (!list.recipient) throw new Error(`${list.name} was found as a list and is none`)
  return { ...list, recipient: list.recipient }
}

const membersOf = ({ recipient: { members = [] } }: List): string[] => members

function findRoom(view: OnPremisesView, identity: string): DirectoryObject {
  return findRecipient(view, identity, ['RoomMailbox', 'RemoteRoomMailbox'])
}

const show = (object: DirectoryObject): object => ({
  Identity: canonicalName(object),
  Name: object.name,
  DisplayName: object.displayName,
  PrimarySmtpAddress: primaryAddress(object),
  RecipientTypeDetails: object.recipient?.type,
})

export const getMembers: CmdletFunction<'Get-DistributionGroupMember'> = ({ Identity }, view) =>
  membersOf(findList(view, Identity))
    .flatMap((id) => view.directory.get(id) ?? [])
    .map(show)

export const newList: CmdletFunction<'New-DistributionGroup'> = ({ Name, Members }, view) => {
  const { directory, facts, now } = view
  const name = Name ?? ''
  if (directory.all().some((other) => other.name.toLowerCase() === name.toLowerCase()))
    fail('ADObjectAlreadyExistsException', `The name "${name}" is already being used. Please choose another name.`)
  const members = (Members ?? []).map((member) => findRoom(view, member).id)
  const draft = draftObject(directory, facts, name, now)
  const alias = name.replaceAll(/[^\w.-]/g, '')
  const recipient = { ...draftRecipient(facts, draft.id, 'RoomList', alias), members }
  directory.put({ ...withAddress(draft, `${alias.toLowerCase()}@corp.contoso.com`), recipient })
  return []
}

export const addMember: CmdletFunction<'Add-DistributionGroupMember'> = ({ Identity, Member }, view) => {
  const [list, room] = [findList(view, Identity), findRoom(view, Member ?? '')]
  if (membersOf(list).includes(room.id))
    fail(
      'MemberAlreadyExistsException',
      `The recipient "${room.name}" is already a member of the group "${list.name}".`,
    )
  return write(view, list, [...membersOf(list), room.id])
}

export const removeMember: CmdletFunction<'Remove-DistributionGroupMember'> = ({ Identity, Member }, view) => {
  const [list, room] = [findList(view, Identity), findRoom(view, Member ?? '')]
  if (!membersOf(list).includes(room.id))
    fail('MemberNotFoundException', `The recipient "${room.name}" isn't a member of the group "${list.name}".`)
  return write(
    view,
    list,
    membersOf(list).filter((id) => id !== room.id),
  )
}

function write(view: OnPremisesView, list: List, members: string[]): object[] {
  change(view, list, { ...list, recipient: { ...list.recipient, members } })
  return []
}
