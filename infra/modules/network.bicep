// A network for what the apps reach: one subnet for each app, one for private endpoints.

@description('Name of the network.')
@minLength(2)
@maxLength(64)
param name string

@description('Where it is.')
param location string

@description('Tags.')
param tags object

@description('Addresses of the network, a /24 or larger.')
param addressPrefix string

@description('Kind of plan of the apps, which decides who their subnets are lent to.')
@allowed(['flex', 'premium'])
param plan string

@description('Whether the bus has a private endpoint too.')
param isBusPrivate bool

var delegation = plan == 'flex' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
var services = concat(['blob', 'queue', 'table'], ['vault'], isBusPrivate ? ['bus'] : [])
var storageSuffix = environment().suffixes.storage
var zoneNames = {
  blob: 'privatelink.blob.${storageSuffix}'
  queue: 'privatelink.queue.${storageSuffix}'
  table: 'privatelink.table.${storageSuffix}'
  vault: environment().name == 'AzureCloud' ? 'privatelink.vaultcore.azure.net' : 'privatelink.vaultcore.${replace(environment().suffixes.keyvaultDns, '.vault.', '')}'
  bus: environment().name == 'AzureUSGovernment' ? 'privatelink.servicebus.usgovcloudapi.net' : environment().name == 'AzureChinaCloud' ? 'privatelink.servicebus.chinacloudapi.cn' : 'privatelink.servicebus.windows.net'
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'front'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [{ name: 'apps', properties: { serviceName: delegation } }]
        }
      }
      {
        name: 'back'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          delegations: [{ name: 'apps', properties: { serviceName: delegation } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 2)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for service in services: {
  name: zoneNames[service]
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (service, place) in services: {
  parent: zones[place]
  name: name
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}]

output frontSubnetId string = '${network.id}/subnets/front'
output backSubnetId string = '${network.id}/subnets/back'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output zoneIds object = {
  blob: zones[0].id
  queue: zones[1].id
  table: zones[2].id
  vault: zones[3].id
  bus: resourceId('Microsoft.Network/privateDnsZones', zoneNames.bus)
}
