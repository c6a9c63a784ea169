import * as folder from './calendarFolderCmdlets.ts'
import type { CmdletFunction } from './cmdlet.ts'
import type { CmdletName } from './cmdletData.ts'
import * as device from './deviceAccessCmdlets.ts'
import * as group from './distributionGroupCmdlets.ts'
import { newMailbox, setMailbox } from './mailboxCmdlets.ts'
import { getOrganizationConfig } from './organisationCmdlets.ts'
import { getMailbox, getRecipient } from './recipientCmdlets.ts'
import * as room from './roomCmdlets.ts'
import { getWorkingHours, setWorkingHours } from './workingHoursCmdlets.ts'

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
  'Get-MailboxCalendarConfiguration': getWorkingHours,
  'Set-MailboxCalendarConfiguration': setWorkingHours,
  'Get-MailboxFolderStatistics': folder.getStatistics,
  'Get-MailboxFolderPermission': folder.getPermissions,
  'Set-MailboxFolderPermission': folder.setPermission,
  'Add-MailboxFolderPermission': folder.addPermission,
  'New-DistributionGroup': group.newRoomList,
  'Get-DistributionGroup': group.getRoomLists,
  'Add-DistributionGroupMember': group.addMember,
  'Remove-DistributionGroupMember': group.removeMember,
  'Get-DistributionGroupMember': group.getMembers,
  'Get-CASMailbox': device.getClientAccess,
  'Set-CASMailbox': device.setClientAccess,
  'Get-MobileDeviceMailboxPolicy': device.getPolicies,
  'New-MobileDeviceMailboxPolicy': device.newPolicy,
}
