import { filled, flag, identity, text } from './parameterTypes.ts'

/** What a device may do with a mailbox by Exchange ActiveSync. Pages and dates as in cmdletData.ts; the roles are assumptions. */
const readers = ['View-Only Recipients', 'Mail Recipients'] as const

export const deviceAccessCmdlets = {
  'Get-CASMailbox': {
    source: 'Get-CASMailbox.md, 2026-02-27',
    roles: readers,
    latency: 'exchangeRead',
    required: ['Identity'],
    parameters: {
      Identity: identity,
    },
    elsewhere: `ActiveSyncDebugLogging ActiveSyncSuppressReadReceipt Anr Credential Filter IgnoreDefaultScope
      OrganizationalUnit ProtocolSettings ReadIsOptimizedForAccessibility
      RecalculateHasActiveSyncDevicePartnership RecipientTypeDetails ResultSize SortBy`,
  },
  'Set-CASMailbox': {
    source: 'Set-CASMailbox.md, 2026-07-08',
    roles: ['Mail Recipients'],
    latency: 'setMailbox',
    required: ['Identity'],
    parameters: {
      Identity: identity,
      ActiveSyncEnabled: flag,
      ActiveSyncMailboxPolicy: text(),
    },
    elsewhere: `ActiveSyncAllowedDeviceIDs ActiveSyncBlockedDeviceIDs ActiveSyncDebugLogging
      ActiveSyncSuppressReadReceipt Confirm EwsAllowEntourage EwsAllowList EwsAllowMacOutlook EwsAllowOutlook
      EwsApplicationAccessPolicy EwsBlockList EwsEnabled ImapEnabled ImapForceICalForCalendarRetrievalOption
      ImapMessagesRetrievalMimeFormat ImapSuppressReadReceipt ImapUseProtocolDefaults
      IsOptimizedForAccessibility MacOutlookEnabled MAPIEnabled OneWinNativeOutlookEnabled OutlookMobileEnabled
      OWAEnabled OWAforDevicesEnabled OwaMailboxPolicy PopEnabled PopForceICalForCalendarRetrievalOption
      PopMessagesRetrievalMimeFormat PopSuppressReadReceipt PopUseProtocolDefaults PublicFolderClientAccess
      ShowGalAsDefaultView SmtpClientAuthenticationDisabled UniversalOutlookEnabled WhatIf`,
  },
  'Get-MobileDeviceMailboxPolicy': {
    source: 'Get-MobileDeviceMailboxPolicy.md, 2026-02-27',
    roles: ['View-Only Configuration', 'Recipient Policies'],
    latency: 'exchangeRead',
    required: [],
    parameters: {
      Identity: identity,
    },
    elsewhere: '',
  },
  'New-MobileDeviceMailboxPolicy': {
    source: 'New-MobileDeviceMailboxPolicy.md, 2026-05-15',
    roles: ['Recipient Policies'],
    latency: 'setMailbox',
    required: ['Name'],
    parameters: {
      Name: filled(64),
      AllowNonProvisionableDevices: flag,
      PasswordEnabled: flag,
    },
    elsewhere: `AllowApplePushNotifications AllowBluetooth AllowBrowser AllowCamera AllowConsumerEmail AllowDesktopSync
      AllowExternalDeviceManagement AllowGooglePushNotifications AllowHTMLEmail AllowInternetSharing AllowIrDA
      AllowMicrosoftPushNotifications AllowMobileOTAUpdate AllowPOPIMAPEmail AllowRemoteDesktop
      AllowSimplePassword AllowSMIMEEncryptionAlgorithmNegotiation AllowSMIMESoftCerts AllowStorageCard
      AllowTextMessaging AllowUnsignedApplications AllowUnsignedInstallationPackages AllowWiFi
      AlphanumericPasswordRequired ApprovedApplicationList AttachmentsEnabled Confirm DeviceEncryptionEnabled
      DevicePolicyRefreshInterval IrmEnabled IsDefault MaxAttachmentSize MaxCalendarAgeFilter MaxEmailAgeFilter
      MaxEmailBodyTruncationSize MaxEmailHTMLBodyTruncationSize MaxInactivityTimeLock MaxPasswordFailedAttempts
      MinPasswordComplexCharacters MinPasswordLength PasswordExpiration PasswordHistory PasswordRecoveryEnabled
      RequireDeviceEncryption RequireEncryptedSMIMEMessages RequireEncryptionSMIMEAlgorithm
      RequireManualSyncWhenRoaming RequireSignedSMIMEAlgorithm RequireSignedSMIMEMessages
      RequireStorageCardEncryption UnapprovedInROMApplicationList UNCAccessEnabled WhatIf WSSAccessEnabled`,
  },
} as const
