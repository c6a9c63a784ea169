// Everything that Roomwright needs of Azure, in a resource group of its own. `azd up` runs it; docs/deploy.md goes through it step by step.

targetScope = 'subscription'

@description('Name of this installation; resources are named after it')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Azure region of everything')
param location string

@description('Id of the Microsoft 365 tenant')
@minLength(36)
@maxLength(36)
param tenantId string

@description('Cloud that the tenant is in')
@allowed(['global', 'gcc', 'gcc-high', 'dod', 'china'])
param cloud string

@description('Domain of room accounts whose address nobody asked for')
param domain string

@description('Client id of the app registration of the pages, as npm run grants prints it; empty before the first run of that')
param pagesClientId string

@description('Address that people open, where it is a domain of your own; empty for that of the front app')
param siteUrl string

@description('Ticketing systems that send tickets, as a JSON list')
param ticketSources array

@description('Where tickets are answered, as JSON of addresses by ticketing system')
param deskUrls object

@description('Mailbox from which rooms are booked for a test; empty for none')
param canary string

@description('Where alerts about room accounts are sent; empty for the page alone')
param alertUrl string

@description('Further app settings of the front, as JSON of values by name')
param frontSettings object

@description('Further app settings of the back, as JSON of values by name')
param backSettings object

@description('Kind of plan: flex (Flex Consumption), or premium (Elastic Premium) where Flex is not to be had')
@allowed(['flex', 'premium'])
param plan string

@description('Size of an Elastic Premium instance')
@allowed(['EP1', 'EP2', 'EP3'])
param premiumSize string

@description('Memory of a Flex instance in megabytes')
param memoryMegabytes int

@description('Most instances of the front')
@minValue(1)
@maxValue(1000)
param frontInstances int

@description('Most instances of the back: of each group of its functions on Flex, of the whole app on Premium. The throttle of the tenant is shared by all of them')
@minValue(1)
@maxValue(1000)
param backInstances int

@description('Whether the back always has an instance for the queue and one for runs, so that nothing waits for a start; on Flex')
param isBackReady bool

@description('Tier of Service Bus; Premium is needed for a private network, and dear')
@allowed(['Basic', 'Standard', 'Premium'])
param busTier string

@description('Copies of the tables of requests: Standard_LRS, Standard_ZRS, Standard_GRS or Standard_GZRS')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param tableRedundancy string

@description('Whether storage, vaults and, in the tier Premium, the bus are reached through private endpoints alone')
param isPrivate bool

@description('Addresses of the private network, a /24 or larger')
param networkPrefix string

@description('Days for which deleted secrets can be brought back; cannot be changed later')
@minValue(7)
@maxValue(90)
param softDeleteDays int

@description('Object id of the user or group that puts secrets into the vaults; empty for nobody')
param secretsOfficerId string

@description('Object id of the group of installers who read passwords of rooms; empty for nobody')
param passwordReadersId string

@description('Whether that is a User or a Group')
@allowed(['User', 'Group'])
param secretsOfficerType string

@description('Days for which logs are kept')
@minValue(30)
@maxValue(730)
param logDays int

@description('Gigabytes of logs a day after which no more are taken; -1 for no limit')
param logGigabytes int

@description('Whether there is an Automation account, for rooms on servers inside the organisation')
param hasAutomation bool

@description('Group of hybrid workers that run the runbook')
param workerGroup string

@description('Object id of the managed identity of the worker, which reads passwords of rooms; empty for none')
param workerPrincipalId string

@description('Amount a month at which somebody is told; 0 for no budget')
@minValue(0)
param budgetAmount int

@description('Who is told, as a JSON list of addresses')
param budgetEmails array

@description('First day of the month in which the budget is made, such as 2027-01-01; it cannot be changed later')
param budgetStart string

@description('Tags of every resource, as JSON')
param tags object

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName, application: 'roomwright' })
var queue = loadJsonContent('manifest.json').queue.name
var frontVaultName = 'kv-front-${token}'
var backVaultName = 'kv-back-${token}'
var isBusPrivate = isPrivate && busTier == 'Premium'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-roomwright-${environmentName}'
  location: location
  tags: allTags
}

module frontIdentity 'modules/identity.bicep' = {
  name: 'frontIdentity'
  scope: group
  params: { name: 'id-front-${token}', location: location, tags: allTags }
}

module backIdentity 'modules/identity.bicep' = {
  name: 'backIdentity'
  scope: group
  params: { name: 'id-back-${token}', location: location, tags: allTags }
}

module monitor 'modules/monitor.bicep' = {
  name: 'monitor'
  scope: group
  params: {
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    location: location
    tags: allTags
    retentionDays: logDays
    dailyGigabytes: logGigabytes
    senders: [frontIdentity.outputs.principalId, backIdentity.outputs.principalId]
  }
}

module frontStorage 'modules/hostStorage.bicep' = {
  name: 'frontStorage'
  scope: group
  params: {
    name: 'stfront${token}'
    location: location
    tags: allTags
    principalId: frontIdentity.outputs.principalId
    roleNames: ['Storage Blob Data Owner']
    isPrivate: isPrivate
  }
}

module backStorage 'modules/hostStorage.bicep' = {
  name: 'backStorage'
  scope: group
  params: {
    name: 'stback${token}'
    location: location
    tags: allTags
    principalId: backIdentity.outputs.principalId
    roleNames: ['Storage Blob Data Owner', 'Storage Queue Data Contributor', 'Storage Table Data Contributor']
    isPrivate: isPrivate
  }
}

module tables 'modules/tables.bicep' = {
  name: 'tables'
  scope: group
  params: {
    name: 'sttables${token}'
    location: location
    tags: allTags
    redundancy: tableRedundancy
    frontPrincipalId: frontIdentity.outputs.principalId
    backPrincipalId: backIdentity.outputs.principalId
    isPrivate: isPrivate
  }
}

module bus 'modules/bus.bicep' = {
  name: 'bus'
  scope: group
  params: {
    name: 'sb-${token}'
    location: location
    tags: allTags
    tier: busTier
    frontPrincipalId: frontIdentity.outputs.principalId
    backPrincipalId: backIdentity.outputs.principalId
    isPrivate: isBusPrivate
  }
}

var officer = empty(secretsOfficerId) ? [] : [{ principalId: secretsOfficerId, principalType: secretsOfficerType, role: 'Key Vault Secrets Officer' }]
var readers = empty(passwordReadersId) ? [] : [{ principalId: passwordReadersId, principalType: 'Group', role: 'Key Vault Secrets User' }]
var worker = empty(workerPrincipalId) ? [] : [{ principalId: workerPrincipalId, principalType: 'ServicePrincipal', role: 'Key Vault Secrets User' }]

// Passwords of rooms. Who may read them may read nothing else.
module roomVault 'modules/vault.bicep' = {
  name: 'roomVault'
  scope: group
  params: {
    name: 'kv-rooms-${token}'
    location: location
    tags: allTags
    rights: concat([{ principalId: backIdentity.outputs.principalId, principalType: 'ServicePrincipal', role: 'Key Vault Secrets Officer' }], readers, worker)
    softDeleteDays: softDeleteDays
    isPrivate: isPrivate
    workspaceId: monitor.outputs.workspaceId
  }
}

module frontVault 'modules/vault.bicep' = {
  name: 'frontVault'
  scope: group
  params: {
    name: frontVaultName
    location: location
    tags: allTags
    rights: concat([{ principalId: frontIdentity.outputs.principalId, principalType: 'ServicePrincipal', role: 'Key Vault Secrets User' }], officer)
    softDeleteDays: softDeleteDays
    isPrivate: isPrivate
    workspaceId: monitor.outputs.workspaceId
  }
}

module backVault 'modules/vault.bicep' = {
  name: 'backVault'
  scope: group
  params: {
    name: backVaultName
    location: location
    tags: allTags
    rights: concat([{ principalId: backIdentity.outputs.principalId, principalType: 'ServicePrincipal', role: 'Key Vault Secrets User' }], officer)
    softDeleteDays: softDeleteDays
    isPrivate: isPrivate
    workspaceId: monitor.outputs.workspaceId
  }
}

module automation 'modules/automation.bicep' = if (hasAutomation) {
  name: 'automation'
  scope: group
  params: {
    name: 'aa-${token}'
    location: location
    tags: allTags
    workerGroup: workerGroup
    backPrincipalId: backIdentity.outputs.principalId
  }
}

module network 'modules/network.bicep' = if (isPrivate) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: allTags
    addressPrefix: networkPrefix
    plan: plan
    isBusPrivate: isBusPrivate
  }
}

// What a loop runs over must be known before anything is made; ids are not.
var endpoints = [
  { name: 'front-blob', groupId: 'blob' }
  { name: 'back-blob', groupId: 'blob' }
  { name: 'back-queue', groupId: 'queue' }
  { name: 'back-table', groupId: 'table' }
  { name: 'tables', groupId: 'table' }
  { name: 'rooms', groupId: 'vault' }
  { name: 'front-vault', groupId: 'vault' }
  { name: 'back-vault', groupId: 'vault' }
]
var targets = {
  'front-blob': frontStorage.outputs.id
  'back-blob': backStorage.outputs.id
  'back-queue': backStorage.outputs.id
  'back-table': backStorage.outputs.id
  tables: tables.outputs.id
  rooms: roomVault.outputs.id
  'front-vault': frontVault.outputs.id
  'back-vault': backVault.outputs.id
}

module privateEndpoints 'modules/privateEndpoint.bicep' = [for endpoint in endpoints: if (isPrivate) {
  name: 'endpoint-${endpoint.name}'
  scope: group
  params: {
    name: 'pe-${endpoint.name}-${token}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointSubnetId
    targetId: targets[endpoint.name]
    groupId: endpoint.groupId
    zoneId: network!.outputs.zoneIds[endpoint.groupId]
  }
}]

module busEndpoint 'modules/privateEndpoint.bicep' = if (isBusPrivate) {
  name: 'endpoint-bus'
  scope: group
  params: {
    name: 'pe-bus-${token}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointSubnetId
    targetId: bus.outputs.id
    groupId: 'namespace'
    zoneId: network!.outputs.zoneIds.bus
  }
}

var ofBoth = {
  ROOMWRIGHT_BUS__fullyQualifiedNamespace: bus.outputs.host
  ROOMWRIGHT_QUEUE: queue
  ROOMWRIGHT_TABLES: tables.outputs.url
}

// A reference without a version: the app takes a new one within a day, or at its next start.
var frontVaultUrl = 'https://${frontVaultName}${environment().suffixes.keyvaultDns}'
var backVaultUrl = 'https://${backVaultName}${environment().suffixes.keyvaultDns}'
var signing = toObject(
  ticketSources,
  source => 'ROOMWRIGHT_SOURCE_${toUpper(source)}_SECRETS',
  source => '@Microsoft.KeyVault(SecretUri=${frontVaultUrl}/secrets/roomwright-source-${source}-secrets)'
)
var deskAddresses = toObject(items(deskUrls), desk => 'ROOMWRIGHT_SOURCE_${toUpper(desk.key)}_URL', desk => desk.value)
var deskKeys = toObject(
  items(deskUrls),
  desk => 'ROOMWRIGHT_SOURCE_${toUpper(desk.key)}_KEY',
  desk => '@Microsoft.KeyVault(SecretUri=${backVaultUrl}/secrets/roomwright-source-${desk.key}-key)'
)

module front 'modules/functionApp.bicep' = {
  name: 'front'
  scope: group
  params: {
    name: 'func-front-${token}'
    service: 'front'
    location: location
    tags: allTags
    plan: plan
    premiumSize: premiumSize
    memoryMegabytes: memoryMegabytes
    mostInstances: frontInstances
    alwaysReady: []
    identityId: frontIdentity.outputs.id
    identityClientId: frontIdentity.outputs.clientId
    storage: {
      blobs: frontStorage.outputs.blobs
      queues: frontStorage.outputs.queues
      tables: frontStorage.outputs.tables
      packages: frontStorage.outputs.packages
    }
    insights: monitor.outputs.connectionString
    settings: union(frontSettings, ofBoth, signing, {
      ROOMWRIGHT_ISSUER: '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
      ROOMWRIGHT_AUDIENCE: pagesClientId
      ROOMWRIGHT_CLIENT_ID: pagesClientId
      ROOMWRIGHT_ID_KEY: '@Microsoft.KeyVault(SecretUri=${frontVaultUrl}/secrets/roomwright-id-key)'
    })
    subnetId: isPrivate ? network!.outputs.frontSubnetId : ''
    siteUrl: siteUrl
  }
  dependsOn: [privateEndpoints, busEndpoint, frontVault]
}

module back 'modules/functionApp.bicep' = {
  name: 'back'
  scope: group
  params: {
    name: 'func-back-${token}'
    service: 'back'
    location: location
    tags: allTags
    plan: plan
    premiumSize: premiumSize
    memoryMegabytes: memoryMegabytes
    mostInstances: backInstances
    alwaysReady: isBackReady ? [{ name: 'durable', instanceCount: 1 }, { name: 'function:commands', instanceCount: 1 }] : []
    identityId: backIdentity.outputs.id
    identityClientId: backIdentity.outputs.clientId
    storage: {
      blobs: backStorage.outputs.blobs
      queues: backStorage.outputs.queues
      tables: backStorage.outputs.tables
      packages: backStorage.outputs.packages
    }
    insights: monitor.outputs.connectionString
    settings: union(
      backSettings,
      ofBoth,
      deskAddresses,
      deskKeys,
      {
        ROOMWRIGHT_TENANT_ID: tenantId
        ROOMWRIGHT_CLOUD: cloud
        ROOMWRIGHT_DOMAIN: domain
        ROOMWRIGHT_VAULT_URL: roomVault.outputs.url
      },
      empty(canary) ? {} : { ROOMWRIGHT_CANARY: canary },
      empty(alertUrl) ? {} : {
        ROOMWRIGHT_ALERT_URL: alertUrl
        ROOMWRIGHT_ALERT_SECRET: '@Microsoft.KeyVault(SecretUri=${backVaultUrl}/secrets/roomwright-alert-secret)'
      },
      hasAutomation ? { ROOMWRIGHT_AUTOMATION_ACCOUNT: automation!.outputs.id, ROOMWRIGHT_WORKER_GROUP: workerGroup } : {}
    )
    subnetId: isPrivate ? network!.outputs.backSubnetId : ''
    siteUrl: front.outputs.site
  }
  dependsOn: [privateEndpoints, busEndpoint, backVault]
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0) {
  name: 'budget'
  scope: group
  params: {
    name: 'budget-${token}'
    amount: max(budgetAmount, 1)
    emails: budgetEmails
    startDate: budgetStart
  }
}

// What npm run grants and npm run doctor read: azd env get-values.
output ROOMWRIGHT_SITE string = front.outputs.site
output ROOMWRIGHT_RESOURCE_GROUP string = group.name
output ROOMWRIGHT_BACK_APP string = back.outputs.id
output ROOMWRIGHT_BACK_CLIENT_ID string = backIdentity.outputs.clientId
output ROOMWRIGHT_BACK_PRINCIPAL_ID string = backIdentity.outputs.principalId
output ROOMWRIGHT_FRONT_VAULT_URL string = frontVault.outputs.url
output ROOMWRIGHT_BACK_VAULT_URL string = backVault.outputs.url
output ROOMWRIGHT_VAULT_URL string = roomVault.outputs.url
output ROOMWRIGHT_TABLES string = tables.outputs.url
output ROOMWRIGHT_BUS__fullyQualifiedNamespace string = bus.outputs.host
output ROOMWRIGHT_AUTOMATION_ACCOUNT string = hasAutomation ? automation!.outputs.id : ''
