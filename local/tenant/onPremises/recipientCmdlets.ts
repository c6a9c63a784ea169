import type { CmdletFunction } from './cmdlet.ts'
import { canonicalName, primaryAddress } from './directory.ts'
import type { DirectoryObject, OnPremisesRecipient } from './directory.ts'
import { findRecipients, mailboxTypes, remoteTypes } from './findObjects.ts'

export const getExchangeServer: CmdletFunction<'Get-ExchangeServer'> = ({ Identity }, { exchangeVersion }) => {
  const server = {
    Name: 'EX1',
    Fqdn: 'ex1.contoso.local',
    Edition: 'Enterprise',
    ServerRole: 'Mailbox',
    AdminDisplayVersion: exchangeVersion,
  }
  const isWanted = !Identity || [server.Name, server.Fqdn].some((name) => name.toLowerCase() === Identity.toLowerCase())
  return isWanted ? [server] : []
}

export const getOrganizationConfig: CmdletFunction<'Get-OrganizationConfig'> = (_, { facts, switches }) => [
  { Name: facts.displayName, OAuth2ClientProfileEnabled: switches.isExchangeServerModern },
]

export const getRecipient: CmdletFunction<'Get-Recipient'> = (wanted, view) =>
  findRecipients(view, wanted, undefined).map(showRecipient)

export const getMailbox: CmdletFunction<'Get-Mailbox'> = (wanted, view) =>
  findRecipients(view, wanted, mailboxTypes).map(showMailbox)

export const getRemoteMailbox: CmdletFunction<'Get-RemoteMailbox'> = (wanted, view) =>
  findRecipients(view, wanted, remoteTypes).map(showRemoteMailbox)

function recipientType(type: OnPremisesRecipient['type'] | undefined): string {
  if (type === 'MailContact' || type === 'MailUniversalDistributionGroup') return type
  if (type === 'RoomList') return 'MailUniversalDistributionGroup'
  return type?.startsWith('Remote') ? 'MailUser' : 'UserMailbox'
}

function showRecipient(object: DirectoryObject): object {
  const { id, name, displayName, recipient, proxyAddresses, created } = object
  return {
    Identity: canonicalName(object),
    Name: name,
    Alias: recipient?.alias,
    DisplayName: displayName,
    PrimarySmtpAddress: primaryAddress(object),
    EmailAddresses: proxyAddresses,
    RecipientType: recipientType(recipient?.type),
    RecipientTypeDetails: recipient?.type,
    HiddenFromAddressListsEnabled: recipient?.hiddenFromAddressLists,
    ExchangeGuid: recipient?.exchangeGuid,
    Guid: id,
    WhenCreatedUTC: created,
  }
}

/** The page Set-Mailbox: HTML tags are added to the text. */
const tipOf = (recipient: OnPremisesRecipient | null) =>
  recipient?.mailTip ? `<html><body>${recipient.mailTip}</body></html>` : null

export function showMailbox(object: DirectoryObject): object {
  const { account, recipient, office } = object
  const [resourceType] = /^(?:Room|Equipment)(?=Mailbox)/.exec(recipient?.type ?? '') ?? [null]
  return {
    ...showRecipient(object),
    UserPrincipalName: account?.userPrincipalName,
    SamAccountName: account?.samAccountName,
    ResourceCapacity: recipient?.resourceCapacity,
    Office: office,
    MailTip: tipOf(recipient),
    AccountDisabled: !account?.enabled,
    IsResource: resourceType !== null,
    ResourceType: resourceType,
    RoomMailboxAccountEnabled: resourceType === 'Room' && account?.enabled === true,
  }
}

export function showRemoteMailbox(object: DirectoryObject): object {
  const { account, recipient } = object
  return {
    ...showRecipient(object),
    UserPrincipalName: account?.userPrincipalName,
    SamAccountName: account?.samAccountName,
    RemoteRoutingAddress: recipient?.remoteRoutingAddress,
    MailTip: tipOf(recipient),
    AccountDisabled: !account?.enabled,
  }
}
