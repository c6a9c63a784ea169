import { parseArgs } from 'node:util'
import type { TokenCredential } from '@azure/identity'
import Table from 'cli-table3'
import { readBackConfig } from '../../shared/config.ts'
import type { Graph } from '../../shared/microsoft365/graph.ts'
import { clouds, scopesOf } from '../../shared/room/clouds.ts'
import { groupsIn } from '../../shared/room/licenceGroups.ts'
import { ruleFor } from '../../shared/room/membershipRule.ts'
import { judgePreflight } from '../../shared/room/preflight.ts'
import { readEnvironment } from '../environment.ts'
import { openGraph, signedIn } from '../grants/clients.ts'
import { backEnvironment, estateOf, type Deployment } from '../grants/settings.ts'
import {
  addressesOf,
  lookAtInstances,
  lookAtLicences,
  lookAtPort,
  lookAtWeb,
  placeOf,
  toRow,
  type Row,
} from './looks.ts'
import { readTenant } from './reading.ts'

const usage = `npm run doctor -- [--all] [--json]
  Looks at everything that the service needs, and changes nothing. Ends with 0 when all is right, 1 when something is
  missing, differs or is too much, 2 when the configuration is not right or the tenant cannot be asked.
  --all   shows what is right too
  --json  the rows as JSON`

async function lookAtTenant(
  back: Deployment['back'],
  graph: Graph,
  credential: TokenCredential,
  principalId: string | undefined,
): Promise<Row[]> {
  const estate = estateOf(back)
  const licenceGroups = groupsIn(back.licenceGroups)
  const reading = await readTenant({ back, estate, graph, credential, principalId })
  const { domain, pattern } = back.naming
  return judgePreflight(reading, { estate, domain, licenceGroups, rule: ruleFor(pattern) }).map(toRow)
}

async function look(): Promise<Row[]> {
  const env = readEnvironment(process.env)
  const back = readBackConfig(backEnvironment(env))
  const credential = signedIn(back)
  const graph = openGraph(back, credential)
  const now = () => new Date()
  const { host, port } = placeOf(back.bus)
  const backApp = env['ROOMWRIGHT_BACK_APP']
  const network = await Promise.all(addressesOf(back).map(([title, url]) => lookAtWeb(title, url, now)))
  const bus = await lookAtPort('The bus', host, port)
  const cloud = clouds[back.tenant.cloud]
  const azure = { arm: cloud.arm, scope: scopesOf(cloud).arm, credential }
  const instances = backApp ? [await lookAtInstances({ ...azure, id: backApp, inFlight: back.tenant.inFlight })] : []
  const tenant = await lookAtTenant(back, graph, credential, env['ROOMWRIGHT_BACK_PRINCIPAL_ID'] || undefined)
  return [...tenant, ...(await lookAtLicences(graph)), ...network.flat(), bus, ...instances]
}

const wrong = ({ state }: Row): boolean => state === 'missing' || state === 'differs' || state === 'excess'

function show(rows: Row[]): void {
  const shown = values.all ? rows : rows.filter(({ state }) => state !== 'ok')
  const table = new Table({
    head: ['', 'State', 'What', 'What to do'],
    colWidths: [10, 12, 40, 60],
    wordWrap: true,
    style: { head: [] },
  })
  for (const { part, state, what, remedy } of shown) table.push([part, state, what, remedy])
  if (shown.length > 0) console.log(table.toString())
  const count = (is: (row: Row) => boolean) => rows.filter(is).length
  console.log(
    `${count(({ state }) => state === 'ok')} right, ${count(wrong)} to be put right, ${count(({ state }) => state === 'unreadable')} that could not be read from here`,
  )
}

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<void> {
  const rows = await look()
  if (values.json) console.log(JSON.stringify(rows, null, 2))
  else show(rows)
  if (rows.some(wrong)) process.exitCode = 1
}

if (values.help) console.log(usage)
else
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  })
