// The tables that both apps share. The back writes all of them; the front reads the ones that it shows, and no other.

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Where it is kept.')
param location string

@description('Tags.')
param tags object

@description('Copies of the data: LRS in one building, ZRS in three zones, GRS also in the paired region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param redundancy string

@description('Object id of the identity of the front.')
param frontPrincipalId string

@description('Object id of the identity of the back.')
param backPrincipalId string

@description('Whether it is reached through private endpoints alone.')
param isPrivate bool

var manifest = loadJsonContent('../manifest.json')

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'None', defaultAction: isPrivate ? 'Deny' : 'Allow' }
  }
}

resource service 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [for table in manifest.tables: {
  parent: service
  name: table
}]

resource shown 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' existing = [for table in manifest.tablesOfFront: {
  parent: service
  name: table
}]

resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (table, place) in manifest.tablesOfFront: {
  name: guid(account.id, table, frontPrincipalId, 'Storage Table Data Reader')
  scope: shown[place]
  dependsOn: [tables]
  properties: {
    principalId: frontPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', manifest.roles['Storage Table Data Reader'])
  }
}]

// On the account and not on each table, because the back makes the tables of a newer version when it starts.
resource writing 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, backPrincipalId, 'Storage Table Data Contributor')
  scope: account
  properties: {
    principalId: backPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', manifest.roles['Storage Table Data Contributor'])
  }
}

output id string = account.id
// Without a slash at its end, as the client wants it.
output url string = 'https://${account.name}.table.${environment().suffixes.storage}'
