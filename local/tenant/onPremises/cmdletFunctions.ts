import * as ad from './activeDirectoryCmdlets.ts'
import * as calendar from './calendarCmdlets.ts'
import type { CmdletFunction } from './cmdlet.ts'
import type { CmdletName } from './cmdletData.ts'
import * as detail from './detailCmdlets.ts'
import * as list from './roomListCmdlets.ts'
import * as mailbox from './mailboxCmdlets.ts'
import * as recipient from './recipientCmdlets.ts'
import * as skype from './skypeCmdlets.ts'
import { getCsDialPlan, getCsOAuthConfiguration, getCsPool, getCsVoicePolicy } from './skypeTopology.ts'

/** One function for each entry of cmdletData.ts that servers have; the compiler misses a forgotten one. */
export const cmdletFunctions: { [C in Exclude<CmdletName, 'Get-CsOnlineUser'>]: CmdletFunction<C> } = {
  'Get-ExchangeServer': recipient.getExchangeServer,
  'Get-OrganizationConfig': recipient.getOrganizationConfig,
  'Get-Recipient': recipient.getRecipient,
  'Get-Mailbox': recipient.getMailbox,
  'Get-RemoteMailbox': recipient.getRemoteMailbox,
  'New-Mailbox': mailbox.newMailbox,
  'Enable-Mailbox': mailbox.enableMailbox,
  'Set-Mailbox': mailbox.setMailbox,
  'New-RemoteMailbox': mailbox.newRemoteMailbox,
  'Enable-RemoteMailbox': mailbox.enableRemoteMailbox,
  'Set-RemoteMailbox': mailbox.setRemoteMailbox,
  'Get-CalendarProcessing': calendar.getCalendarProcessing,
  'Set-CalendarProcessing': calendar.setCalendarProcessing,
  'Get-MailboxRegionalConfiguration': calendar.getRegion,
  'Set-MailboxRegionalConfiguration': calendar.setRegion,
  'Get-MailboxCalendarConfiguration': detail.getWorkingHours,
  'Set-MailboxCalendarConfiguration': detail.setWorkingHours,
  'Get-MailboxFolderStatistics': detail.getStatistics,
  'Get-MailboxFolderPermission': detail.getPermission,
  'Set-MailboxFolderPermission': detail.setPermission,
  'Get-CASMailbox': detail.getClientAccess,
  'Set-CASMailbox': detail.setClientAccess,
  'Get-MobileDeviceMailboxPolicy': detail.getPolicies,
  'Get-DistributionGroupMember': list.getMembers,
  'New-DistributionGroup': list.newList,
  'Add-DistributionGroupMember': list.addMember,
  'Remove-DistributionGroupMember': list.removeMember,
  'Get-ADUser': ad.getAdUser,
  'Set-ADUser': ad.setAdUser,
  'Set-ADAccountPassword': ad.setAdAccountPassword,
  'Enable-ADAccount': ad.enableAdAccount,
  'Disable-ADAccount': ad.disableAdAccount,
  'Test-RoomSignIn': ad.testRoomSignIn,
  'Get-CsMeetingRoom': skype.getCsMeetingRoom,
  'Enable-CsMeetingRoom': skype.enableCsMeetingRoom,
  'Set-CsMeetingRoom': skype.setCsMeetingRoom,
  'Disable-CsMeetingRoom': skype.disableCsMeetingRoom,
  'Get-CsUser': skype.getCsUser,
  'Get-CsPool': getCsPool,
  'Get-CsOAuthConfiguration': getCsOAuthConfiguration,
  'Get-CsDialPlan': getCsDialPlan,
  'Get-CsVoicePolicy': getCsVoicePolicy,
  'Grant-CsDialPlan': skype.grantCsDialPlan,
  'Grant-CsVoicePolicy': skype.grantCsVoicePolicy,
}
