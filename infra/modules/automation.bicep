// The way to servers inside the organisation. The text of the runbook is put in by a command: infra/runbooks/README.md.

@description('Name of the Automation account.')
@minLength(6)
@maxLength(50)
param name string

@description('Where it is kept.')
param location string

@description('Tags.')
param tags object

@description('Group of hybrid workers that run the runbook.')
@minLength(1)
@maxLength(128)
param workerGroup string

@description('Object id of the identity of the back, which starts jobs.')
param backPrincipalId string

var roles = loadJsonContent('../manifest.json').roles
var roleNames = ['Automation Job Operator', 'Automation Runbook Operator']

resource account 'Microsoft.Automation/automationAccounts@2023-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'Basic' }
    disableLocalAuth: true
    publicNetworkAccess: true
  }

  resource workers 'hybridRunbookWorkerGroups' = {
    name: workerGroup
    properties: {}
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roleNames: {
  name: guid(account.id, backPrincipalId, role)
  scope: account
  properties: {
    principalId: backPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles[role])
  }
}]

output id string = account.id
