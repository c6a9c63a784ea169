import type { Recipient, RecipientTypeDetails } from '../world.ts'
import type { CmdletFunction, CmdletResult, ExchangeView } from './cmdlet.ts'
import { refuseNotFound } from './failure.ts'
import { findRecipients, mailboxTypes } from './findRecipients.ts'
import type { Wanted } from './findRecipients.ts'

export const getRecipient: CmdletFunction<'Get-Recipient'> = ({ ResultSize, ...wanted }, view) =>
  listOrRefuse(view, wanted, ResultSize, showRecipient)

export const getMailbox: CmdletFunction<'Get-Mailbox'> = ({ ResultSize, SoftDeletedMailbox, ...wanted }, view) => {
  const types = wanted.RecipientTypeDetails ?? mailboxTypes
  const criteria = { ...wanted, RecipientTypeDetails: types, isDeleted: SoftDeletedMailbox ?? false }
  return listOrRefuse(view, criteria, ResultSize, (recipient) => showMailbox(view, recipient))
}

/** The page gives 1,000 as the default of ResultSize. */
const usualMost = 1000

export function listOrRefuse(
  view: ExchangeView,
  wanted: Wanted,
  most: number | null | undefined,
  show: (recipient: Recipient) => object,
): CmdletResult {
  const found = findRecipients(view, wanted)
  if (wanted.Identity && found.length === 0) refuseNotFound(wanted.Identity)
  return { listing: { found, most: most ?? usualMost, show } }
}

/** The coarser kind (page Get-Recipient, RecipientType). */
function recipientTypeOf(details: RecipientTypeDetails): string {
  if (mailboxTypes.includes(details)) return 'UserMailbox'
  return ['RoomList', 'GroupMailbox'].includes(details) ? 'MailUniversalDistributionGroup' : details
}

function showRecipient(recipient: Recipient): object {
  const { recipientTypeDetails } = recipient
  return {
    Identity: recipient.name,
    Name: recipient.name,
    Alias: recipient.alias,
    DisplayName: recipient.displayName,
    PrimarySmtpAddress: recipient.primarySmtpAddress,
    EmailAddresses: recipient.emailAddresses,
    RecipientType: recipientTypeOf(recipientTypeDetails),
    RecipientTypeDetails: recipientTypeDetails,
    ExternalDirectoryObjectId: recipient.id,
    Guid: recipient.exchangeGuid,
    ExchangeGuid: recipient.exchangeGuid,
    HiddenFromAddressListsEnabled: recipient.hiddenFromAddressListsEnabled,
    IsDirSynced: recipient.isDirSynced,
    WhenCreatedUTC: recipient.whenCreated,
    WhenSoftDeleted: recipient.whenSoftDeleted,
  }
}

export function showMailbox({ world, look }: ExchangeView, recipient: Recipient): object {
  const user = look(world.users, recipient.id)
  const { recipientTypeDetails, mailTip } = recipient
  const [resourceType] = /^(?:Room|Equipment)(?=Mailbox)/.exec(recipientTypeDetails) ?? [null]
  return {
    ...showRecipient(recipient),
    UserPrincipalName: user?.userPrincipalName,
    WindowsLiveID: user?.userPrincipalName,
    MicrosoftOnlineServicesID: user?.userPrincipalName,
    AccountDisabled: user ? !user.accountEnabled : false,
    IsResource: resourceType !== null,
    ResourceType: resourceType,
    ResourceCapacity: recipient.resourceCapacity,
    Office: recipient.office,
    // The page Set-Mailbox: HTML tags are added to the text.
    MailTip: mailTip && `<html><body>${mailTip}</body></html>`,
  }
}
