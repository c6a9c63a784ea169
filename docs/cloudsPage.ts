import { cloudCapabilities } from '../shared/room/cloudCapabilities.ts'
import { cloudNames, clouds } from '../shared/room/clouds.ts'
import { made, table } from './parts.ts'

const titles = cloudNames.map((name) => clouds[name].title)

const addressTable = (): string =>
  table(
    ['name', 'cloud', 'Graph', 'Exchange Online', 'its tokens are made for', 'sign-in', 'Azure', 'Key Vault', 'source'],
    cloudNames.map((name) => {
      const { title, graph, exchange, exchangeResource, login, arm, vaultSuffix, source } = clouds[name]
      return [`\`${name}\``, title, graph, exchange, exchangeResource, login, arm, vaultSuffix, source]
    }),
  )

const modeTable = (): string =>
  table(
    ['what', ...titles],
    cloudCapabilities.map(({ title, in: cell }) => [title, ...cloudNames.map((name) => cell[name].mode)]),
  )

/** Clouds of which the same is said share a row. */
const reasonTable = (): string =>
  table(
    ['what', 'cloud', 'how', 'why', 'source'],
    cloudCapabilities.flatMap(({ title, in: cell }) =>
      [...Map.groupBy(cloudNames, (name) => JSON.stringify(cell[name])).values()].map((names) => {
        const [first = 'global'] = names
        const { mode, reason, source } = cell[first]
        return [title, names.map((name) => clouds[name].title).join(', '), mode, reason, source]
      }),
    ),
  )

/** Where the services of each cloud are, and what can be done there. */
export const cloudsPage = (): string =>
  [
    '# Clouds',
    `${made} \`ROOMWRIGHT_CLOUD\` says which one the tenant is in; addresses and what tokens are made for follow it.`,
    'Nothing here has run outside the rehearsal tenant. What no page of Microsoft says is marked as unverified, and is tried rather than refused. Bleu, Delos and the closed clouds of the US government publish no addresses and are left out.',
    '## Where the services are',
    addressTable(),
    'The issuer of the front (`ROOMWRIGHT_ISSUER`) and the address of the vault (`ROOMWRIGHT_VAULT_URL`) are named in full and must be of the same cloud.',
    '## What can be done, and how',
    'automatic: there is an interface that a service can call. runbook: only a PowerShell module can, in a job of Azure Automation. by hand: a person does it. impossible: the cloud does not have it, and a request that needs it is refused before anything is begun, as [not-in-this-cloud](problems.md#not-in-this-cloud).',
    modeTable(),
    '## Why',
    reasonTable(),
  ]
    .join('\n\n')
    .concat('\n')
