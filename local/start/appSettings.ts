import type { StackSecrets } from './secrets.ts'

interface Common {
  bus: string
  queue: string
  tables: string
  site: string
  secrets: StackSecrets
}

const commonSettings = ({ bus, queue, tables, site }: Common): Record<string, string> => ({
  ROOMWRIGHT_BUS: bus,
  ROOMWRIGHT_QUEUE: queue,
  ROOMWRIGHT_TABLES: tables,
  ROOMWRIGHT_SITE: site,
})

/** The app settings of the front, as infra sets them on Azure. */
export const frontSettings = (
  options: Common & { issuer: string; audience: string; clientId: string },
): Record<string, string> => ({
  ...commonSettings(options),
  ROOMWRIGHT_ISSUER: options.issuer,
  ROOMWRIGHT_AUDIENCE: options.audience,
  ROOMWRIGHT_CLIENT_ID: options.clientId,
  ROOMWRIGHT_ID_KEY: options.secrets.idKey,
  ROOMWRIGHT_SOURCE_GENERIC_SECRETS: options.secrets.signing.generic,
  ROOMWRIGHT_SOURCE_SERVICENOW_SECRETS: options.secrets.signing.servicenow,
})

/** Silence is noticed sooner than on Azure, because waiting is compressed too. */
const lookSeconds = 10

/** The rehearsal tenant has a domain for each topology that Microsoft describes. */
const topologies = {
  '*': 'online',
  'contoso.com': 'exchange-online-skype-server',
  'emea.contoso.com': 'exchange-server-teams-online',
  'corp.contoso.com': 'on-premises',
}

/** The app settings of the back. */
export const backSettings = (
  options: Common & {
    tenant: {
      url: string
      tenantId: string
      identityEndpoint: string
      identityHeader: string
      automationAccount: string
    }
    vault: string
    desk: string
    /** Mailbox to book from for a test. */
    canary?: string | undefined
  },
): Record<string, string> => ({
  ...commonSettings(options),
  ROOMWRIGHT_TENANT_ID: options.tenant.tenantId,
  ROOMWRIGHT_DOMAIN: 'contoso.onmicrosoft.com',
  ...(options.canary !== undefined && { ROOMWRIGHT_CANARY: options.canary }),
  ROOMWRIGHT_GRAPH_URL: options.tenant.url,
  ROOMWRIGHT_EXCHANGE_URL: options.tenant.url,
  ROOMWRIGHT_TOPOLOGIES: JSON.stringify(topologies),
  ROOMWRIGHT_ARM_URL: options.tenant.url,
  ROOMWRIGHT_AUTOMATION_ACCOUNT: options.tenant.automationAccount,
  ROOMWRIGHT_WORKER_GROUP: 'RoomsWorkers',
  ROOMWRIGHT_SKYPE_ONLINE: 'ask',
  ROOMWRIGHT_VAULT_URL: options.vault,
  ROOMWRIGHT_REVEAL: 'npm run reveal -- {request}',
  ROOMWRIGHT_LOOK_SECONDS: String(lookSeconds),
  ROOMWRIGHT_SOURCE_GENERIC_URL: `${options.desk}/generic`,
  ROOMWRIGHT_SOURCE_GENERIC_KEY: options.secrets.desk.generic,
  ROOMWRIGHT_SOURCE_SERVICENOW_URL: options.desk,
  ROOMWRIGHT_SOURCE_SERVICENOW_KEY: options.secrets.desk.servicenow,
  IDENTITY_ENDPOINT: options.tenant.identityEndpoint,
  IDENTITY_HEADER: options.tenant.identityHeader,
})
