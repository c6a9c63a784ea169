import { sources, type Source } from '../desk/sources.ts'
import { haloFields, haloStatuses } from '../desk/systems/halopsa.ts'
import { jiraFields } from '../desk/systems/jira.ts'
import { zendeskFields } from '../desk/systems/zendesk.ts'
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

const forEach = (what: string, values: Partial<Record<Source, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([source, value]) => [`ROOMWRIGHT_SOURCE_${source.toUpperCase()}_${what}`, value]),
  )

/** Where the desk plays each system; ServiceNow's paths are its own. */
function placesOf({ desk, secrets }: { desk: string; secrets: StackSecrets }, names: readonly Source[]) {
  const pick = (of: (source: Source) => string) => Object.fromEntries(names.map((source) => [source, of(source)]))
  return {
    ...forEach(
      'URL',
      pick((source) => (source === 'servicenow' ? desk : `${desk}/${source}`)),
    ),
    ...forEach(
      'KEY',
      pick((source) => secrets.desk[source]),
    ),
  }
}

const { new: _, ...haloStates } = haloStatuses
const states = { ROOMWRIGHT_SOURCE_HALOPSA_STATES: JSON.stringify(toTexts(haloStates)) }

function toTexts(numbers: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, id]) => [name, String(id)]))
}

/** The app settings of the front, as infra sets them on Azure. */
export const frontSettings = (
  options: Common & { issuer: string; audience: string; clientId: string; desk: string },
): Record<string, string> => ({
  ...commonSettings(options),
  ROOMWRIGHT_ISSUER: options.issuer,
  ROOMWRIGHT_AUDIENCE: options.audience,
  ROOMWRIGHT_CLIENT_ID: options.clientId,
  ROOMWRIGHT_ID_KEY: options.secrets.idKey,
  // Scripts look many times a second.
  ROOMWRIGHT_CALLS_PER_MINUTE: '100000',
  ROOMWRIGHT_WEBHOOKS_PER_MINUTE: '100000',
  ...forEach('SECRETS', options.secrets.signing),
  ...placesOf(options, ['zendesk', 'freshservice', 'halopsa']),
  ...states,
  ROOMWRIGHT_SOURCE_JIRA_FIELDS: JSON.stringify(jiraFields),
  ROOMWRIGHT_SOURCE_ZENDESK_FIELDS: JSON.stringify(zendeskFields),
  ROOMWRIGHT_SOURCE_HALOPSA_FIELDS: JSON.stringify(haloFields),
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
  ROOMWRIGHT_LOOK_SECONDS: String(lookSeconds),
  ...placesOf(options, sources),
  ...states,
  IDENTITY_ENDPOINT: options.tenant.identityEndpoint,
  IDENTITY_HEADER: options.tenant.identityHeader,
})
