// One service, reached under its usual name from within the network.

@description('Name of the endpoint.')
@minLength(2)
@maxLength(64)
param name string

@description('Where it is.')
param location string

@description('Tags.')
param tags object

@description('Subnet of the endpoint.')
param subnetId string

@description('Resource that is reached.')
param targetId string

@description('Which of its services: blob, queue, table, vault or namespace.')
param groupId string

@description('Zone in which its address is found.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: groupId, properties: { privateLinkServiceId: targetId, groupIds: [groupId] } }
    ]
  }

  resource zone 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zoneId } }]
    }
  }
}
