import { aliasOf, draftRecipient } from '../accounts.ts'
import type { Recipient } from '../world.ts'
import type { CmdletFunction, ExchangeView } from './cmdlet.ts'
import { refuseCmdlet, refuseUnsupported } from './failure.ts'
import { findRecipient } from './findRecipients.ts'
import { refuseForeignDomain, refuseTakenAddress, refuseTakenName } from './mailboxCmdlets.ts'
import { listOrRefuse } from './recipientCmdlets.ts'

const roomLists = { RecipientTypeDetails: ['RoomList'] }

export const newRoomList: CmdletFunction<'New-DistributionGroup'> = (parameters, view) => {
  const { facts, world, now } = view
  if (!parameters.RoomList) refuseUnsupported('New-DistributionGroup without RoomList')
  const name = parameters.Name ?? ''
  const alias = parameters.Alias ?? aliasOf(name)
  const address = parameters.PrimarySmtpAddress ?? `${alias}@${facts.domain}`
  refuseForeignDomain(address)
  refuseTakenName(world, name)
  refuseTakenAddress(world, address)
  const members = (parameters.Members ?? []).map((member) => findRoom(view, member, name).id)
  const displayName = parameters.DisplayName ?? undefined
  const list = draftRecipient(world, facts, { address, name, alias, displayName, type: 'RoomList' }, now)
  world.recipients.write(list.id, list, 'mailboxCreated')
  world.distributionMembers.write(list.id, members, 'none')
  return { value: [showGroup(list)] }
}

export const getRoomLists: CmdletFunction<'Get-DistributionGroup'> = ({ Identity, ResultSize }, view) =>
  listOrRefuse(view, { ...roomLists, Identity: Identity ?? '' }, ResultSize, showGroup)

export const addMember: CmdletFunction<'Add-DistributionGroupMember'> = ({ Identity, Member }, view) => {
  const list = findList(view, Identity)
  const room = findRoom(view, Member ?? '', list.name)
  const members = membersOf(view, list)
  if (members.includes(room.id)) {
    const text = `The recipient "${room.name}" is already a member of the group "${list.name}".`
    refuseCmdlet(text, 'Microsoft.Exchange.Management.Tasks.MemberAlreadyExistsException')
  }
  view.world.distributionMembers.write(list.id, [...members, room.id], 'mailboxChanged')
  return {}
}

export const removeMember: CmdletFunction<'Remove-DistributionGroupMember'> = ({ Identity, Member }, view) => {
  const list = findList(view, Identity)
  const room = findRecipient(view, { Identity: Member ?? '' })
  const members = membersOf(view, list)
  if (!members.includes(room.id)) {
    const text = `The recipient "${room.name}" isn't a member of the group "${list.name}".`
    refuseCmdlet(text, 'Microsoft.Exchange.Management.Tasks.MemberNotFoundException')
  }
  const left = members.filter((id) => id !== room.id)
  view.world.distributionMembers.write(list.id, left, 'mailboxChanged')
  return {}
}

export const getMembers: CmdletFunction<'Get-DistributionGroupMember'> = ({ Identity, ResultSize }, view) => {
  const { world, look } = view
  const list = findList(view, Identity)
  const found = (look(world.distributionMembers, list.id) ?? [])
    .toSorted()
    .flatMap((id) => look(world.recipients, id) ?? [])
    .filter(({ whenSoftDeleted }) => !whenSoftDeleted)
  return { listing: { found, most: ResultSize ?? Infinity, show: showMember } }
}

function findList(view: ExchangeView, identity: string | null | undefined): Recipient {
  return findRecipient(view, { ...roomLists, Identity: identity ?? '' })
}

function membersOf({ world }: ExchangeView, { id }: Recipient): string[] {
  return world.distributionMembers.truth(id) ?? []
}

/** The page New-DistributionGroup: all members of a room list are rooms. That others are refused is an assumption. */
function findRoom(view: ExchangeView, member: string, list: string): Recipient {
  const recipient = findRecipient(view, { Identity: member })
  if (recipient.recipientTypeDetails === 'RoomMailbox') return recipient
  refuseCmdlet(`"${recipient.name}" can't be added to the room list "${list}" because it isn't a room mailbox.`)
}

function showMember({ id, name, displayName, primarySmtpAddress, recipientTypeDetails }: Recipient): object {
  return {
    Identity: name,
    Name: name,
    DisplayName: displayName,
    PrimarySmtpAddress: primarySmtpAddress,
    RecipientTypeDetails: recipientTypeDetails,
    ExternalDirectoryObjectId: id,
  }
}

function showGroup(list: Recipient): object {
  return {
    ...showMember(list),
    Alias: list.alias,
    GroupType: 'Universal',
    RecipientType: 'MailUniversalDistributionGroup',
  }
}
