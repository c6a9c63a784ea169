// One app on a plan of its own: Flex Consumption, or Elastic Premium where that is not to be had.

@description('Name of the app, and of its plan with "plan-" before it.')
@minLength(2)
@maxLength(55)
param name string

@description('Which service of azure.yaml is deployed here.')
@allowed(['front', 'back'])
param service string

@description('Where it runs.')
param location string

@description('Tags.')
param tags object

@description('Kind of plan.')
@allowed(['flex', 'premium'])
param plan string

@description('Size of a Premium instance.')
@allowed(['EP1', 'EP2', 'EP3'])
param premiumSize string

@description('Memory of a Flex instance in megabytes.')
param memoryMegabytes int

@description('Most instances: of each group of functions on Flex, of the whole app on Premium.')
@minValue(1)
@maxValue(1000)
param mostInstances int

@description('Groups of functions that always have instances on Flex: objects with name and instanceCount.')
param alwaysReady array

@description('Resource id of the identity of the app.')
param identityId string

@description('Client id of the identity of the app.')
param identityClientId string

@description('What the host storage offers: blobs, queues, tables and packages, each an address.')
param storage object

@description('Connection string of Application Insights; it holds no key that would do.')
param insights string

@description('Settings of the app itself.')
param settings object

@description('Subnet that the app reaches others from; empty for none.')
param subnetId string

@description('Address that people open; empty for that of the app itself.')
param siteUrl string

var manifest = loadJsonContent('../manifest.json')
var isFlex = plan == 'flex'

resource hosting 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: isFlex ? 'functionapp' : 'elastic'
  sku: isFlex ? { name: 'FC1', tier: 'FlexConsumption' } : { name: premiumSize, tier: 'ElasticPremium' }
  properties: isFlex ? { reserved: true } : { reserved: true, maximumElasticWorkerCount: mostInstances }
}

var onFlex = {
  deployment: {
    storage: {
      type: 'blobContainer'
      value: storage.packages
      authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
    }
  }
  scaleAndConcurrency: {
    maximumInstanceCount: mostInstances
    instanceMemoryMB: memoryMegabytes
    alwaysReady: alwaysReady
  }
  runtime: { name: 'node', version: manifest.node }
}

var onPremium = {
  linuxFxVersion: 'NODE|${manifest.node}'
  functionAppScaleLimit: mostInstances
  minimumElasticInstanceCount: 1
  ftpsState: 'Disabled'
  minTlsVersion: '1.2'
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': service })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: hosting.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: isFlex ? onFlex : null
    siteConfig: isFlex ? { minTlsVersion: '1.2' } : onPremium
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

var site = empty(siteUrl) ? 'https://${app.properties.defaultHostName}' : siteUrl

var ofHost = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: storage.blobs
  AzureWebJobsStorage__queueServiceUri: storage.queues
  AzureWebJobsStorage__tableServiceUri: storage.tables
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  ROOMWRIGHT_BUS__credential: 'managedidentity'
  ROOMWRIGHT_BUS__clientId: identityClientId
}

// On Flex the runtime stands in functionAppConfig, and these settings are refused.
var ofPremium = {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'node'
  WEBSITE_RUN_FROM_PACKAGE: '${storage.packages}/${service}.zip'
  WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identityId
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, ofHost, isFlex ? {} : ofPremium, { ROOMWRIGHT_SITE: site })
}

output id string = app.id
output name string = app.name
output site string = site
