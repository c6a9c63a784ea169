import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readEnvironment, valuesFile } from '../environment.ts'
import { exchangeCommands } from './byHand.ts'
import { openGraph, openVault, signedIn } from './clients.ts'
import { makeDirectory } from './directory.ts'
import { isWhole, toText, type Line } from './report.ts'
import { readDeployment, type Deployment } from './settings.ts'
import { grantAppRoles, keepSecrets, makeRoomGroup, registerPages, type Run } from './steps.ts'

const usage = `npm run grants -- [--plan] [--exact] [--rooms-group NAME]
  Gives the back what it needs of Microsoft 365, registers the pages, and puts secrets into the vaults. Run by an
  administrator, with what azd knows (azd env get-values --output json > ${valuesFile}); a second run changes nothing.
  --plan   says what would be done, and does nothing
  --exact  takes away app roles that nothing needs
  --rooms-group NAME
           makes a dynamic group of all rooms by the rule of the naming pattern, where it is missing`

const secondsBetweenLooks = 2

function makeRun(deployment: Deployment, lines: Line[]): Run {
  const credential = signedIn(deployment.back)
  return {
    deployment,
    directory: makeDirectory(openGraph(deployment.back, credential)),
    vaults: {
      front: openVault(deployment.vaults.front, credential),
      back: openVault(deployment.vaults.back, credential),
    },
    isPlan: values.plan,
    isExact: values.exact,
    say: (line) => void lines.push(line),
    pause: () => setTimeout(secondsBetweenLooks * 1_000),
  }
}

/** One that fails does not keep the others from being done; all of them can be done again. */
async function attempt(what: string, lines: Line[], step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    lines.push({ what, state: 'failed', more: error instanceof Error ? error.message : String(error) })
  }
}

async function main(): Promise<void> {
  const env = readEnvironment(process.env)
  const deployment = readDeployment(env)
  const lines: Line[] = []
  const run = makeRun(deployment, lines)
  let clientId: string | undefined
  await attempt('App roles on Microsoft Graph', lines, () => grantAppRoles(run, 'graph'))
  await attempt('App roles on Office 365 Exchange Online', lines, () => grantAppRoles(run, 'exchange'))
  await attempt('App registration of the pages', lines, async () => void (clientId = await registerPages(run)))
  const roomsGroup = values['rooms-group']
  if (roomsGroup) await attempt('Group of all rooms', lines, () => makeRoomGroup(run, roomsGroup))
  await attempt('Secrets in the vaults', lines, () => keepSecrets(run))
  console.log(toText(lines))
  const commands = exchangeCommands(deployment, env['ROOMWRIGHT_BACK_CLIENT_ID'] ?? 'CLIENT-ID-OF-THE-BACK')
  if (commands.length > 0)
    console.log(
      `\nBy hand, because no API does it; in PowerShell, as Exchange administrator:\n\n${commands.join('\n')}`,
    )
  if (clientId !== undefined && clientId !== env['ROOMWRIGHT_CLIENT_ID'])
    console.log(`\nThen: azd env set ROOMWRIGHT_CLIENT_ID ${clientId} && azd up`)
  if (values.plan) return console.log('\nThis was a plan: nothing was changed.')
  if (isWhole(lines)) return console.log('\nEverything that can be done here is done.')
  console.log('\nNot everything could be done. What was made stays; put right what failed and run this again.')
  process.exitCode = 1
}

const { values } = parseArgs({
  options: {
    plan: { type: 'boolean', default: false },
    exact: { type: 'boolean', default: false },
    'rooms-group': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(usage)
else
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  })
