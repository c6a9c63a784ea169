// One vault. What is deleted can be brought back for its whole time, and nobody can shorten that.

@description('Name of the vault.')
@minLength(3)
@maxLength(24)
param name string

@description('Where it is kept.')
param location string

@description('Tags.')
param tags object

@description('Who may do what: objects with principalId, principalType and role, the name of a role.')
param rights array

@description('Days for which what was deleted can be brought back. Cannot be changed later.')
@minValue(7)
@maxValue(90)
param softDeleteDays int

@description('Whether it is reached through a private endpoint alone.')
param isPrivate bool

@description('Workspace that keeps who read which secret.')
param workspaceId string

var roles = loadJsonContent('../manifest.json').roles

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    enablePurgeProtection: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'None', defaultAction: isPrivate ? 'Deny' : 'Allow' }
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for right in rights: {
  name: guid(vault.id, right.principalId, right.role)
  scope: vault
  properties: {
    principalId: right.principalId
    principalType: right.principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[right.role])
  }
}]

resource reads 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'reads'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

output id string = vault.id
output url string = vault.properties.vaultUri
