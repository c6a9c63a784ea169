// The queue of commands. No sessions and no duplicate detection: a repeated command must not vanish.

@description('Name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Where it is kept.')
param location string

@description('Tags.')
param tags object

@description('Basic does; Premium is needed for a private endpoint.')
@allowed(['Basic', 'Standard', 'Premium'])
param tier string

@description('Object id of the identity of the front, which sends.')
param frontPrincipalId string

@description('Object id of the identity of the back, which receives, and sends when it asks for another look.')
param backPrincipalId string

@description('Whether it is reached through a private endpoint alone; in the tier Premium only.')
param isPrivate bool

var manifest = loadJsonContent('../manifest.json')
var rights = [
  { principalId: frontPrincipalId, role: 'Azure Service Bus Data Sender' }
  { principalId: backPrincipalId, role: 'Azure Service Bus Data Sender' }
  { principalId: backPrincipalId, role: 'Azure Service Bus Data Receiver' }
]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: tier, tier: tier }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = {
  parent: namespace
  name: manifest.queue.name
  properties: {
    maxDeliveryCount: manifest.queue.maxDeliveryCount
    lockDuration: manifest.queue.lock
    defaultMessageTimeToLive: manifest.queue.timeToLive
    deadLetteringOnMessageExpiration: true
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for right in rights: {
  name: guid(queue.id, right.principalId, right.role)
  scope: queue
  properties: {
    principalId: right.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', manifest.roles[right.role])
  }
}]

output id string = namespace.id
output host string = split(split(namespace.properties.serviceBusEndpoint, '://')[1], ':')[0]
