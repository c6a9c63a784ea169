import type { CmdletFunction } from './cmdlet.ts'
import type { CmdletName } from './cmdletData.ts'
import { newMailbox, setMailbox } from './mailboxCmdlets.ts'
import { getOrganizationConfig } from './organisationCmdlets.ts'
import { getMailbox, getRecipient } from './recipientCmdlets.ts'
import * as room from './roomCmdlets.ts'

/** One function for each entry of cmdletData.ts; the compiler misses a forgotten one. */
export const cmdletFunctions: { [C in CmdletName]: CmdletFunction<C> } = {
  'Get-Recipient': getRecipient,
  'Get-Mailbox': getMailbox,
  'New-Mailbox': newMailbox,
  'Set-Mailbox': setMailbox,
  'Get-CalendarProcessing': room.getCalendarProcessing,
  'Set-CalendarProcessing': room.setCalendarProcessing,
  'Get-Place': room.getPlace,
  'Set-Place': room.setPlace,
  'Get-MailboxRegionalConfiguration': room.getRegion,
  'Set-MailboxRegionalConfiguration': room.setRegion,
  'Get-OrganizationConfig': getOrganizationConfig,
}
