import { address, filled, identity, oneOf, resultSize, texts, toggle } from './parameterTypes.ts'

/** Room lists. Pages and dates as in cmdletData.ts; that the role is Distribution Groups is an assumption. */
const readers = ['View-Only Recipients', 'Mail Recipients', 'Distribution Groups'] as const
const writers = ['Distribution Groups'] as const

export const distributionGroupCmdlets = {
  'New-DistributionGroup': {
    source: 'New-DistributionGroup.md, 2026-05-15',
    roles: writers,
    latency: 'setMailbox',
    required: ['Name'],
    parameters: {
      Name: filled(64),
      Alias: filled(64),
      DisplayName: filled(256),
      Members: texts,
      PrimarySmtpAddress: address,
      RoomList: toggle,
    },
    elsewhere: `BccBlocked BypassNestedModerationEnabled Confirm CopyOwnerToMember Description
      HiddenGroupMembershipEnabled IgnoreNamingPolicy ManagedBy MemberDepartRestriction MemberJoinRestriction
      ModeratedBy ModerationEnabled Notes OrganizationalUnit RequireSenderAuthenticationEnabled
      SendModerationNotifications Type WhatIf`,
  },
  'Get-DistributionGroup': {
    source: 'Get-DistributionGroup.md, 2026-05-18',
    roles: readers,
    latency: 'exchangeRead',
    required: [],
    parameters: {
      Identity: identity,
      RecipientTypeDetails: oneOf('RoomList'),
      ResultSize: resultSize,
    },
    elsewhere: `Anr Credential Filter IncludeAcceptMessagesOnlyFromDLMembersWithDisplayNames
      IncludeAcceptMessagesOnlyFromSendersOrMembersWithDisplayNames
      IncludeAcceptMessagesOnlyFromWithDisplayNames IncludeBypassModerationFromSendersOrMembersWithDisplayNames
      IncludeGrantSendOnBehalfToWithDisplayNames IncludeManagedByWithDisplayNames
      IncludeModeratedByWithDisplayNames ManagedBy OrganizationalUnit SortBy`,
  },
  'Add-DistributionGroupMember': {
    source: 'Add-DistributionGroupMember.md, 2026-08-12',
    roles: writers,
    latency: 'setMailbox',
    required: ['Identity', 'Member'],
    parameters: {
      Identity: identity,
      Member: filled(256),
    },
    elsewhere: 'BypassSecurityGroupManagerCheck Confirm WhatIf',
  },
  'Remove-DistributionGroupMember': {
    source: 'Remove-DistributionGroupMember.md, 2026-05-15',
    roles: writers,
    latency: 'setMailbox',
    required: ['Identity', 'Member'],
    parameters: {
      Identity: identity,
      Member: filled(256),
    },
    elsewhere: 'BypassSecurityGroupManagerCheck Confirm WhatIf',
  },
  'Get-DistributionGroupMember': {
    source: 'Get-DistributionGroupMember.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      ResultSize: resultSize,
    },
    elsewhere: 'Credential IncludeSoftDeletedObjects',
  },
} as const
