#Requires -Version 5.1

<#
.SYNOPSIS
    Runs a few cmdlets on one room account in Active Directory, Exchange Server and Skype for Business Server, or in
    Skype for Business Online.
.DESCRIPTION
    Only the cmdlets and parameters of the table below run, and whatever is no Get- runs on the account of the request
    alone, or puts it into a room list or takes it out, and never on an account that is or was privileged. A Get- that fails is a result and the others go on; any
    other cmdlet that fails ends the run, and those after it are skipped. The output is one line of JSON.
    A job that is interrupted starts again from its beginning, so that every cmdlet may run twice.
.PARAMETER Request
    {"address":"...","cmdlets":[{"name":"...","parameters":{...},"secrets":{"NewPassword":"id of a secret's version"}}]}
    With "skype":"online" beside the address, cmdlets of Skype run in a session with Skype for Business Online, and
    others do not run at all. Microsoft retired that service on 31 July 2021.
    Azure Automation may hand over a text that is JSON as the object it describes, therefore both are taken.
.OUTPUTS
    {"results":[{"kind":"ok","value":[{...}]} | {"kind":"failed","class":"...","text":"..."} | {"kind":"skipped"}]}
#>
param(
    [Parameter(Mandatory = $true)]
    [object] $Request
)

Set-StrictMode -Version 2.0
# A non-terminating error would otherwise end as success.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# server: whom the cmdlet asks. controller: the parameter that names the domain controller, so that what one cmdlet
# writes the next one reads. shows: what of the result is put out.
$table = ConvertFrom-Json -InputObject @'
{
  "Get-ExchangeServer": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Name", "Fqdn", "Edition", "ServerRole", "AdminDisplayVersion"]
  },
  "Get-OrganizationConfig": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": [],
    "secrets": [],
    "shows": ["Name", "OAuth2ClientProfileEnabled"]
  },
  "Get-Recipient": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Filter", "ResultSize"],
    "secrets": [],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC"
    ]
  },
  "Get-Mailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Filter", "ResultSize"],
    "secrets": [],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "ResourceCapacity", "Office", "MailTip", "AccountDisabled",
      "IsResource", "ResourceType", "RoomMailboxAccountEnabled"
    ]
  },
  "Get-RemoteMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Filter", "ResultSize"],
    "secrets": [],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "RemoteRoutingAddress", "MailTip", "AccountDisabled"
    ]
  },
  "New-Mailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": [
      "Name", "UserPrincipalName", "Alias", "DisplayName", "SamAccountName", "PrimarySmtpAddress",
      "OrganizationalUnit", "Room", "ResourceCapacity", "Office", "Phone", "EnableRoomMailboxAccount"
    ],
    "secrets": ["RoomMailboxPassword"],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "ResourceCapacity", "Office", "MailTip", "AccountDisabled",
      "IsResource", "ResourceType", "RoomMailboxAccountEnabled"
    ]
  },
  "Enable-Mailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Room", "Alias", "DisplayName", "PrimarySmtpAddress"],
    "secrets": [],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "ResourceCapacity", "Office", "MailTip", "AccountDisabled",
      "IsResource", "ResourceType", "RoomMailboxAccountEnabled"
    ]
  },
  "Set-Mailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": [
      "Identity", "DisplayName", "HiddenFromAddressListsEnabled", "MailTip", "Office", "ResourceCapacity", "Type",
      "EnableRoomMailboxAccount"
    ],
    "secrets": ["RoomMailboxPassword"],
    "shows": []
  },
  "New-RemoteMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": [
      "Name", "UserPrincipalName", "Alias", "DisplayName", "SamAccountName", "PrimarySmtpAddress",
      "OnPremisesOrganizationalUnit", "RemoteRoutingAddress", "Room"
    ],
    "secrets": ["Password"],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "RemoteRoutingAddress", "MailTip", "AccountDisabled"
    ]
  },
  "Enable-RemoteMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Room", "Alias", "DisplayName", "PrimarySmtpAddress", "RemoteRoutingAddress"],
    "secrets": [],
    "shows": [
      "Identity", "Name", "Alias", "DisplayName", "PrimarySmtpAddress", "EmailAddresses", "RecipientType",
      "RecipientTypeDetails", "HiddenFromAddressListsEnabled", "ExchangeGuid", "Guid", "WhenCreatedUTC",
      "UserPrincipalName", "SamAccountName", "RemoteRoutingAddress", "MailTip", "AccountDisabled"
    ]
  },
  "Set-RemoteMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "DisplayName", "HiddenFromAddressListsEnabled", "MailTip", "Type"],
    "secrets": [],
    "shows": []
  },
  "Get-CalendarProcessing": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": [
      "Identity", "AutomateProcessing", "AddAdditionalResponse", "AdditionalResponse", "AddNewRequestsTentatively",
      "AddOrganizerToSubject", "AllBookInPolicy", "AllowConflicts", "AllowRecurringMeetings", "AllRequestInPolicy",
      "AllRequestOutOfPolicy", "BookingWindowInDays", "ConflictPercentageAllowed", "DeleteAttachments",
      "DeleteComments", "DeleteNonCalendarItems", "DeleteSubject", "EnableResponseDetails",
      "EnforceSchedulingHorizon", "ForwardRequestsToDelegates", "MaximumConflictInstances",
      "MaximumDurationInMinutes", "OrganizerInfo", "ProcessExternalMeetingMessages",
      "RemoveForwardedMeetingNotifications", "RemoveOldMeetingMessages", "RemovePrivateProperty",
      "ScheduleOnlyDuringWorkHours", "TentativePendingApproval"
    ]
  },
  "Set-CalendarProcessing": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": [
      "Identity", "AutomateProcessing", "AddAdditionalResponse", "AdditionalResponse", "AddNewRequestsTentatively",
      "AddOrganizerToSubject", "AllBookInPolicy", "AllowConflicts", "AllowRecurringMeetings", "AllRequestInPolicy",
      "AllRequestOutOfPolicy", "BookingWindowInDays", "ConflictPercentageAllowed", "DeleteAttachments",
      "DeleteComments", "DeleteNonCalendarItems", "DeleteSubject", "EnableResponseDetails",
      "EnforceSchedulingHorizon", "ForwardRequestsToDelegates", "MaximumConflictInstances",
      "MaximumDurationInMinutes", "OrganizerInfo", "ProcessExternalMeetingMessages",
      "RemoveForwardedMeetingNotifications", "RemoveOldMeetingMessages", "RemovePrivateProperty",
      "ScheduleOnlyDuringWorkHours", "TentativePendingApproval"
    ],
    "secrets": [],
    "shows": []
  },
  "Get-MailboxRegionalConfiguration": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "Language", "TimeZone", "DateFormat", "TimeFormat"]
  },
  "Set-MailboxRegionalConfiguration": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Language", "TimeZone", "DateFormat", "TimeFormat", "LocalizeDefaultFolderName"],
    "secrets": [],
    "shows": []
  },
  "Get-MailboxCalendarConfiguration": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "WorkDays", "WorkingHoursStartTime", "WorkingHoursEndTime", "WorkingHoursTimeZone"]
  },
  "Set-MailboxCalendarConfiguration": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "WorkDays", "WorkingHoursStartTime", "WorkingHoursEndTime", "WorkingHoursTimeZone"],
    "secrets": [],
    "shows": []
  },
  "Get-MailboxFolderStatistics": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "FolderScope"],
    "secrets": [],
    "shows": ["Identity", "Name", "FolderType", "FolderId"]
  },
  "Get-MailboxFolderPermission": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "User"],
    "secrets": [],
    "shows": ["Identity", "User", "AccessRights"]
  },
  "Set-MailboxFolderPermission": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "User", "AccessRights"],
    "secrets": [],
    "shows": []
  },
  "Get-CASMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "ActiveSyncEnabled", "ActiveSyncMailboxPolicy", "ActiveSyncMailboxPolicyIsDefaulted"]
  },
  "Set-CASMailbox": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "ActiveSyncMailboxPolicy"],
    "secrets": [],
    "shows": []
  },
  "Get-MobileDeviceMailboxPolicy": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "Name", "PasswordEnabled", "AllowNonProvisionableDevices"]
  },
  "Get-DistributionGroupMember": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "ResultSize"],
    "secrets": [],
    "shows": ["Identity", "Name", "DisplayName", "PrimarySmtpAddress", "RecipientTypeDetails"]
  },
  "New-DistributionGroup": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Name", "RoomList", "Members"],
    "secrets": [],
    "shows": []
  },
  "Add-DistributionGroupMember": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Member"],
    "secrets": [],
    "shows": []
  },
  "Remove-DistributionGroupMember": {
    "server": "Exchange",
    "controller": "DomainController",
    "parameters": ["Identity", "Member"],
    "secrets": [],
    "shows": []
  },
  "Get-ADUser": {
    "server": "ActiveDirectory",
    "controller": "Server",
    "parameters": ["Identity", "Filter"],
    "secrets": [],
    "shows": [
      "SamAccountName", "UserPrincipalName", "DistinguishedName", "Name", "DisplayName", "ObjectGUID", "Enabled",
      "PasswordNeverExpires", "CannotChangePassword", "PasswordLastSet", "PasswordExpired", "adminCount", "mail",
      "proxyAddresses", "Office", "OfficePhone", "GivenName", "Title", "EmployeeID", "MobilePhone", "Manager"
    ]
  },
  "Set-ADUser": {
    "server": "ActiveDirectory",
    "controller": "Server",
    "parameters": [
      "Identity", "DisplayName", "Enabled", "PasswordNeverExpires", "CannotChangePassword", "Office", "OfficePhone"
    ],
    "secrets": [],
    "shows": []
  },
  "Set-ADAccountPassword": {
    "server": "ActiveDirectory",
    "controller": "Server",
    "parameters": ["Identity", "Reset"],
    "secrets": ["NewPassword"],
    "shows": []
  },
  "Enable-ADAccount": {
    "server": "ActiveDirectory",
    "controller": "Server",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": []
  },
  "Disable-ADAccount": {
    "server": "ActiveDirectory",
    "controller": "Server",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": []
  },
  "Test-RoomSignIn": {
    "server": "Runbook",
    "controller": null,
    "parameters": ["Identity"],
    "secrets": ["Password"],
    "shows": ["isSignedIn", "reason"]
  },
  "Get-CsMeetingRoom": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "Filter"],
    "secrets": [],
    "shows": [
      "Identity", "DisplayName", "SipAddress", "UserPrincipalName", "SamAccountName", "Enabled", "RegistrarPool",
      "EnterpriseVoiceEnabled", "LineURI", "DialPlan", "VoicePolicy"
    ]
  },
  "Enable-CsMeetingRoom": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "RegistrarPool", "SipAddress", "SipAddressType", "SipDomain"],
    "secrets": [],
    "shows": []
  },
  "Set-CsMeetingRoom": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "SipAddress", "EnterpriseVoiceEnabled", "LineURI"],
    "secrets": [],
    "shows": []
  },
  "Disable-CsMeetingRoom": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity"],
    "secrets": [],
    "shows": []
  },
  "Get-CsUser": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "Filter"],
    "secrets": [],
    "shows": [
      "Identity", "DisplayName", "SipAddress", "UserPrincipalName", "SamAccountName", "Enabled", "RegistrarPool",
      "EnterpriseVoiceEnabled", "LineURI", "DialPlan", "VoicePolicy"
    ]
  },
  "Get-CsOnlineUser": {
    "server": "Skype",
    "controller": null,
    "parameters": ["Identity", "Filter"],
    "secrets": [],
    "shows": ["Identity", "DisplayName", "SipAddress", "UserPrincipalName", "RegistrarPool", "LineURI"]
  },
  "Get-CsPool": {
    "server": "Skype",
    "controller": null,
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "Fqdn", "Site", "Services"]
  },
  "Get-CsOAuthConfiguration": {
    "server": "Skype",
    "controller": null,
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "ClientAdalAuthOverride", "OAuthServers"]
  },
  "Get-CsDialPlan": {
    "server": "Skype",
    "controller": null,
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "Description", "SimpleName"]
  },
  "Get-CsVoicePolicy": {
    "server": "Skype",
    "controller": null,
    "parameters": ["Identity"],
    "secrets": [],
    "shows": ["Identity", "Description"]
  },
  "Grant-CsDialPlan": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "PolicyName"],
    "secrets": [],
    "shows": []
  },
  "Grant-CsVoicePolicy": {
    "server": "Skype",
    "controller": "DomainController",
    "parameters": ["Identity", "PolicyName"],
    "secrets": [],
    "shows": []
  }
}
'@

# Of these the whole organisation is small enough to be read.
$readWhole = 'Get-ExchangeServer', 'Get-OrganizationConfig', 'Get-CsPool', 'Get-CsOAuthConfiguration', 'Get-CsDialPlan', 'Get-CsVoicePolicy'
$onlineAlone = @('Get-CsOnlineUser')
$onServersAlone = @('Get-CsUser', 'Get-CsPool', 'Get-CsOAuthConfiguration', 'Get-CsDialPlan', 'Get-CsVoicePolicy',
    'Grant-CsDialPlan', 'Grant-CsVoicePolicy')
$mostCmdlets = 20

$addressShape = '^[^\s@"''`$*]+@[^\s@"''`$*]+$'
$filterShape = '^\w+ -eq ''(?:[^''`$]|'''')+''(?: -or \w+ -eq ''(?:[^''`$]|'''')+'')*$'
$secretShape = '^https://([0-9a-z-]{3,24})\.vault\.azure\.net/secrets/([0-9a-z-]{1,127})/([0-9a-z]{32})$'

function Stop-Runbook([string] $Reason) {
    throw "Roomwright: $Reason"
}

# Ends one cmdlet, not the job, with a class that the caller knows.
function Stop-Cmdlet([string] $Class, [string] $Text) {
    $exception = New-Object -TypeName System.InvalidOperationException -ArgumentList $Text
    $exception.Data['Class'] = $Class
    throw $exception
}

# Nothing where the property is missing, which strict mode would refuse.
function Get-Field([object] $Object, [string] $Name) {
    if ($null -eq $Object) { return }
    $property = $Object.PSObject.Properties[$Name]
    if ($null -ne $property) { $property.Value }
}

function Get-FieldName([object] $Object) {
    if ($null -ne $Object) { $Object.PSObject.Properties | ForEach-Object -Process { $_.Name } }
}

function Test-Reading([object] $Cmdlet) {
    $Cmdlet.name -like 'Get-*'
}

function Read-RoomRequest([object] $Given) {
    $read = $Given
    if ($Given -is [string]) {
        try { $read = ConvertFrom-Json -InputObject $Given } catch { Stop-Runbook 'the request is not JSON' }
    }
    $address = Get-Field $read 'address'
    $cmdlets = @(Get-Field $read 'cmdlets')
    $skype = Get-Field $read 'skype'
    $isForm = $read -is [System.Management.Automation.PSCustomObject] -and
        (Test-OnlyField $read 'address', 'skype', 'cmdlets') -and
        ($null -eq $skype -or $skype -eq 'online') -and
        $address -is [string] -and $address -match $addressShape -and
        $cmdlets.Count -ge 1 -and $cmdlets.Count -le $mostCmdlets
    if (-not $isForm) { Stop-Runbook 'the request is not of the expected form' }
    foreach ($cmdlet in $cmdlets) { Confirm-Cmdlet $cmdlet $address }
    foreach ($cmdlet in $cmdlets) { Confirm-Service $cmdlet ($skype -eq 'online') }
    @{ Address = $address; Cmdlets = $cmdlets; IsOnline = $skype -eq 'online' }
}

function Test-OnlyField([object] $Object, [string[]] $Name) {
    @(Get-FieldName $Object | Where-Object -FilterScript { $Name -notcontains $_ }).Count -eq 0
}

function Confirm-Cmdlet([object] $Cmdlet, [string] $Address) {
    $isForm = $Cmdlet -is [System.Management.Automation.PSCustomObject] -and
        (Test-OnlyField $Cmdlet 'name', 'parameters', 'secrets') -and (Get-Field $Cmdlet 'name') -is [string]
    foreach ($part in 'parameters', 'secrets') {
        $value = Get-Field $Cmdlet $part
        $isForm = $isForm -and ($null -eq $value -or $value -is [System.Management.Automation.PSCustomObject])
    }
    if (-not $isForm) { Stop-Runbook 'the request is not of the expected form' }
    $name = $Cmdlet.name
    if ($null -eq (Get-Field $table $name)) { Stop-Runbook "the cmdlet $name is not allowed" }
    Confirm-Name $Cmdlet
    Confirm-Identity $Cmdlet
    if (Test-Reading $Cmdlet) { Confirm-Reading $Cmdlet } else { Confirm-Target $Cmdlet $Address }
}

# The same names are of two services, which no request mixes.
function Confirm-Service([object] $Cmdlet, [bool] $IsOnline) {
    $name = $Cmdlet.name
    $isOfServers = (Get-Field $table $name).server -ne 'Skype' -or $onServersAlone -contains $name
    if ($IsOnline -and $isOfServers) { Stop-Runbook "$name is not for Skype for Business Online" }
    if (-not $IsOnline -and $onlineAlone -contains $name) { Stop-Runbook "$name is for Skype for Business Online" }
}

function Confirm-Name([object] $Cmdlet) {
    $name = $Cmdlet.name
    $entry = Get-Field $table $name
    foreach ($parameter in Get-FieldName (Get-Field $Cmdlet 'parameters')) {
        if ($entry.parameters -notcontains $parameter) {
            Stop-Runbook "the parameter $parameter of $name is not allowed"
        }
    }
    foreach ($secret in Get-FieldName (Get-Field $Cmdlet 'secrets')) {
        if ($entry.secrets -notcontains $secret) { Stop-Runbook "the secret $secret of $name is not allowed" }
        if ((Get-Field $Cmdlet.secrets $secret) -notmatch $secretShape) {
            Stop-Runbook "the secret $secret of $name is not the id of a secret version"
        }
    }
}

# A wildcard would be everything, and an identity of Active Directory becomes part of a filter.
function Confirm-Identity([object] $Cmdlet) {
    $name = $Cmdlet.name
    $identity = Get-Field (Get-Field $Cmdlet 'parameters') 'Identity'
    if ($null -eq $identity) { return }
    if ($identity -isnot [string] -or $identity.Contains('*')) {
        Stop-Runbook "the Identity of $name is not that of one object"
    }
    if ((Get-Field $table $name).server -eq 'ActiveDirectory' -and $identity -notmatch $addressShape) {
        Stop-Runbook "the Identity of $name is not an address"
    }
}

# Without an identity most of these would read everything.
function Confirm-Reading([object] $Cmdlet) {
    $name = $Cmdlet.name
    $parameters = Get-Field $Cmdlet 'parameters'
    $filter = Get-Field $parameters 'Filter'
    $isNarrow = "$(Get-Field $parameters 'Identity')$filter".Trim() -ne ''
    if (-not $isNarrow -and $readWhole -notcontains $name) { Stop-Runbook "$name needs an Identity or a Filter" }
    if ($null -ne $filter -and ($filter -isnot [string] -or $filter -notmatch $filterShape)) {
        Stop-Runbook "the filter of $name is not of the form Property -eq 'value'"
    }
}

# What is changed or made is the account of the request and no other.
function Confirm-Target([object] $Cmdlet, [string] $Address) {
    $name = $Cmdlet.name
    $parameters = Get-Field $Cmdlet 'parameters'
    if ($name -like '*-DistributionGroup*') {
        Confirm-Member $name $parameters $Address
        return
    }
    $target = if ($name -like 'New-*') { 'UserPrincipalName' } else { 'Identity' }
    $given = "$(Get-Field $parameters $target)"
    # Of a folder the address comes first.
    $isFolder = $name -eq 'Set-MailboxFolderPermission'
    $isOfRoom = if ($isFolder) { $given.StartsWith("${Address}:", [StringComparison]::OrdinalIgnoreCase) }
    else { $given -eq $Address }
    if (-not $isOfRoom) { Stop-Runbook "$target of $name is not the address of the request" }
    if ($isFolder -and (Get-Field $parameters 'User') -ne 'Default') { Stop-Runbook "User of $name is not Default" }
    $primary = Get-Field $parameters 'PrimarySmtpAddress'
    if ($null -ne $primary -and $primary -ne $Address) {
        Stop-Runbook "PrimarySmtpAddress of $name is not the address of the request"
    }
    $routing = Get-Field $parameters 'RemoteRoutingAddress'
    $local = $Address.Substring(0, $Address.IndexOf('@') + 1)
    if ($null -ne $routing -and -not "$routing".StartsWith($local, [StringComparison]::OrdinalIgnoreCase)) {
        Stop-Runbook "RemoteRoutingAddress of $name does not begin as the address of the request"
    }
}

# Into a list, or out of it, goes the room alone; what is made is a list of rooms.
function Confirm-Member([string] $Name, [object] $Parameters, [string] $Address) {
    $isNew = $Name -like 'New-*'
    $parameter = if ($isNew) { 'Members' } else { 'Member' }
    $given = @(Get-Field $Parameters $parameter)
    if ($given.Count -ne 1 -or $given[0] -ne $Address) {
        Stop-Runbook "$parameter of $Name is not the address of the request"
    }
    $isList = Get-Field $Parameters 'RoomList'
    if ($isNew -and ($isList -isnot [bool] -or -not $isList)) { Stop-Runbook "$Name is for room lists alone" }
}

# Both sides take only some cmdlets and no script blocks, therefore they are imported instead of invoked.
function Connect-RoomServer([string] $Server, [string[]] $Name) {
    if ($Server -eq 'Exchange') {
        $exchange = Get-AutomationVariable -Name 'RoomsExchangeServer'
        $session = New-PSSession -ConfigurationName 'Microsoft.Exchange' -ConnectionUri "http://$exchange/PowerShell/" `
            -Authentication Kerberos
    } else {
        $pool = Get-AutomationVariable -Name 'RoomsSkypePool'
        $session = New-PSSession -ConnectionUri "https://$pool/OcsPowershell" `
            -Authentication NegotiateWithImplicitCredential
    }
    $script:sessions += $session
    $null = Import-PSSession -Session $session -CommandName $Name -AllowClobber -DisableNameChecking
}

# Where the service is gone the connector finds no name to connect to, and the job fails with that.
function Connect-SkypeOnline([object[]] $Cmdlet) {
    Import-Module -Name SkypeOnlineConnector
    $session = New-CsOnlineSession -Credential (Get-AutomationPSCredential -Name 'RoomsSkypeOnline')
    $script:sessions += $session
    $names = @($Cmdlet | ForEach-Object -Process { $_.name } | Sort-Object -Unique)
    $null = Import-PSSession -Session $session -CommandName $names -AllowClobber -DisableNameChecking
}

function Connect-AllServer([object[]] $Cmdlet) {
    foreach ($server in 'Exchange', 'Skype') {
        $names = @($Cmdlet | ForEach-Object -Process { $_.name } | Sort-Object -Unique |
                Where-Object -FilterScript { (Get-Field $table $_).server -eq $server })
        # What a list is, is read before it is changed.
        if ($names -like '*-DistributionGroupMember') {
            $names = @(@($names) + 'Get-Recipient' | Sort-Object -Unique)
        }
        if ($names.Count -gt 0) { Connect-RoomServer $server $names }
    }
    Import-Module -Name ActiveDirectory
}

# Active Directory's cmdlets take no principal name. Nothing where there is no account.
function Get-RoomAccount([string] $Address) {
    $filter = "UserPrincipalName -eq '$Address' -or proxyAddresses -eq 'smtp:$Address'"
    $found = @(Get-ADUser -Filter $filter -Properties adminCount -Server $domainController)
    if ($found.Count -gt 1) {
        Stop-Cmdlet 'Roomwright.AmbiguousAddress' "More than one account of Active Directory has the address $Address."
    }
    $found
}

function Confirm-Unprivileged([string] $Address) {
    $account = Get-RoomAccount $Address
    if ($null -ne $account -and (Get-Field $account 'adminCount') -eq 1) {
        Stop-Cmdlet 'Roomwright.PrivilegedAccount' `
            "The account of $Address is or was a member of a protected group; nothing is done to it."
    }
}

# Rights come from groups: a room goes into lists of rooms alone.
function Confirm-RoomList([string] $Identity) {
    $list = Get-Recipient -Identity $Identity -DomainController $domainController
    if ("$(Get-Field $list 'RecipientTypeDetails')" -ne 'RoomList') {
        Stop-Cmdlet 'Roomwright.NoRoomList' "$Identity is no room list; nothing is done to it."
    }
}

# The value never leaves its SecureString but for Test-RoomSignIn.
function Get-RoomSecret([string] $Id) {
    $null = $Id -match $secretShape
    $vault, $name, $version = $Matches[1], $Matches[2], $Matches[3]
    try {
        if (-not $script:isSignedInToAzure) { $null = Connect-AzAccount -Identity }
        $script:isSignedInToAzure = $true
        $secret = Get-AzKeyVaultSecret -VaultName $vault -Name $name -Version $version
    } catch {
        Stop-Cmdlet 'Roomwright.SecretNotRead' "The secret could not be read: $($_.Exception.Message)"
    }
    if ($null -eq $secret) { Stop-Cmdlet 'Roomwright.SecretNotRead' 'The secret could not be read: it is not there.' }
    $secret.SecretValue
}

# Really tries the credential, and then reads why it does not work.
function Test-RoomSignIn([string] $Identity, [System.Security.SecureString] $Password) {
    $user = Get-ADUser -Identity $Identity -Properties 'PasswordExpired', 'LockedOut' -Server $domainController
    Add-Type -AssemblyName System.DirectoryServices.AccountManagement
    $context = New-Object -TypeName System.DirectoryServices.AccountManagement.PrincipalContext `
        -ArgumentList 'Domain', $domainController
    try {
        $credential = New-Object -TypeName System.Net.NetworkCredential -ArgumentList '', $Password
        $isSignedIn = $context.ValidateCredentials($user.UserPrincipalName, $credential.Password, 'Negotiate')
    } finally {
        $context.Dispose()
    }
    $reason = if ($isSignedIn) { $null }
    elseif (-not $user.Enabled) { 'disabled' }
    elseif ($user.LockedOut) { 'lockedOut' }
    elseif ($user.PasswordExpired) { 'passwordExpired' }
    else { 'wrongPassword' }
    [pscustomobject]@{ isSignedIn = $isSignedIn; reason = $reason }
}

function Get-Splat([object] $Cmdlet) {
    $entry = Get-Field $table $Cmdlet.name
    $given = Get-Field $Cmdlet 'parameters'
    $splat = @{}
    foreach ($name in Get-FieldName $given) { $splat[$name] = $given.PSObject.Properties[$name].Value }
    if ($splat.ContainsKey('Identity') -and $entry.server -in 'ActiveDirectory', 'Runbook') {
        $account = Get-RoomAccount $splat['Identity']
        if ($null -eq $account) {
            Stop-Cmdlet 'ADIdentityNotFoundException' "Cannot find an object with identity: '$($splat['Identity'])'."
        }
        $splat['Identity'] = $account.DistinguishedName
    }
    foreach ($name in Get-FieldName (Get-Field $Cmdlet 'secrets')) {
        $splat[$name] = Get-RoomSecret (Get-Field $Cmdlet.secrets $name)
    }
    if ($null -ne $entry.controller -and -not $room.IsOnline) { $splat[$entry.controller] = $domainController }
    if ($Cmdlet.name -eq 'Get-ADUser') { $splat['Properties'] = $entry.shows }
    if ($entry.server -ne 'Runbook') { $splat['ErrorAction'] = 'Stop' }
    # Nobody is there to be asked.
    if ($entry.server -ne 'Runbook' -and -not (Test-Reading $Cmdlet)) { $splat['Confirm'] = $false }
    $splat
}

# JSON has no more kinds than these.
function ConvertTo-PlainValue([object] $Value) {
    if ($null -eq $Value -or $Value -is [bool] -or $Value -is [int] -or $Value -is [long]) { return $Value }
    if ($Value -is [datetime]) { return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
    "$Value"
}

function Select-Shown([object] $Object, [string[]] $Name) {
    $shown = [ordered]@{}
    foreach ($one in $Name) {
        $property = $Object.PSObject.Properties[$one]
        $value = if ($null -ne $property) { , $property.Value }
        $isList = $value -is [System.Collections.IEnumerable] -and $value -isnot [string]
        # A list that came through a pipeline would be written as an object with a count (PowerShell 5.1).
        if ($isList) { $shown[$one] = [string[]] @($value | ForEach-Object -Process { "$_" }) }
        else { $shown[$one] = ConvertTo-PlainValue $value }
    }
    [pscustomobject] $shown
}

function Invoke-RoomCmdlet([object] $Cmdlet, [string] $Address) {
    try {
        # Who asks has looked at the roles of an account in the cloud.
        if (-not (Test-Reading $Cmdlet) -and -not $room.IsOnline) { Confirm-Unprivileged $Address }
        if ($Cmdlet.name -in 'Add-DistributionGroupMember', 'Remove-DistributionGroupMember') {
            Confirm-RoomList (Get-Field $Cmdlet.parameters 'Identity')
        }
        $splat = Get-Splat $Cmdlet
        $found = @(& $Cmdlet.name @splat)
        $shows = @((Get-Field $table $Cmdlet.name).shows)
        $value = @()
        if ($shows.Count -gt 0) { $value = @($found | ForEach-Object -Process { Select-Shown $_ $shows }) }
        [ordered]@{ kind = 'ok'; value = $value }
    } catch {
        # A remote error arrives as a RemoteException; its own class stands in the category.
        $class = $_.Exception.Data['Class']
        if (-not $class) { $class = $_.CategoryInfo.Reason }
        if (-not $class) { $class = $_.Exception.GetType().Name }
        [ordered]@{ kind = 'failed'; class = $class; text = $_.Exception.Message }
    }
}

function Invoke-AllCmdlet([object[]] $Cmdlet, [string] $Address) {
    $isOver = $false
    foreach ($one in $Cmdlet) {
        if ($isOver) {
            [ordered]@{ kind = 'skipped' }
            continue
        }
        $result = Invoke-RoomCmdlet $one $Address
        if ($result.kind -eq 'failed' -and -not (Test-Reading $one)) { $isOver = $true }
        $result
    }
}

$sessions = @()
$isSignedInToAzure = $false
$room = Read-RoomRequest $Request
try {
    if ($room.IsOnline) {
        Connect-SkypeOnline $room.Cmdlets
    } else {
        $domainController = Get-AutomationVariable -Name 'RoomsDomainController'
        Connect-AllServer $room.Cmdlets
    }
    $results = @(Invoke-AllCmdlet $room.Cmdlets $room.Address)
    # Six levels lie between the root and an address in a list of addresses.
    Write-Output -InputObject (ConvertTo-Json -InputObject ([ordered]@{ results = $results }) -Compress -Depth 8)
} finally {
    foreach ($session in $sessions) { Remove-PSSession -Session $session }
}
