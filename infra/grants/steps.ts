import { randomBytes } from 'node:crypto'
import type { SecretClient } from '@azure/keyvault-secrets'
import type { SourceName } from '../../shared/sources.ts'
import { sourceSetting } from '../../shared/sourceSettings.ts'
import { NotYet, Refused, type Directory, type Known, type Service } from './directory.ts'
import { ruleFor } from '../../shared/room/membershipRule.ts'
import type { Line } from './report.ts'
import type { Deployment } from './settings.ts'
import {
  compareGrants,
  mendRegistration,
  services,
  wantedGrants,
  wantedRegistration,
  type ServiceName,
} from './wanted.ts'

export interface Run {
  deployment: Deployment
  directory: Directory
  vaults: { front: SecretClient; back: SecretClient }
  /** Looks only. */
  isPlan: boolean
  /** Takes away what nothing needs. */
  isExact: boolean
  say: (line: Line) => void
  pause: () => Promise<void>
}

/** App roles of the managed identity on one service: exactly those of the permission manifest. */
export async function grantAppRoles(run: Run, name: ServiceName): Promise<void> {
  const { deployment, directory } = run
  const { kind, title, appId } = services[name]
  const service = await directory.findService(appId)
  const names = new Map([...service.roles].map(([role, id]) => [id, role]))
  const grants = (await directory.listGrants(deployment.principalId)).filter(
    ({ serviceId }) => serviceId === service.id,
  )
  const held = new Map(grants.map(({ id, roleId }) => [names.get(roleId) ?? roleId, id]))
  const wanted = wantedGrants(deployment.estate, kind)
  const { missing, excess } = compareGrants(wanted, [...held.keys()])
  const what = (role: string) => `App role ${role} on ${title}`
  for (const role of wanted)
    if (missing.includes(role)) await addRole(run, service, role, what(role))
    else run.say({ what: what(role), state: 'there' })
  for (const role of excess) await removeRole(run, held.get(role) ?? '', what(role))
}

async function addRole({ deployment, directory, isPlan, say }: Run, service: Service, role: string, what: string) {
  const id = service.roles.get(role)
  if (id === undefined) throw new Refused(`${what}: this tenant has no such role.`)
  if (!isPlan) await directory.grant(deployment.principalId, service.id, id)
  say({ what, state: isPlan ? 'to be made' : 'made' })
}

async function removeRole({ deployment, directory, isPlan, isExact, say }: Run, grantId: string, what: string) {
  if (!isExact)
    return say({ what, state: 'too much', more: 'Nothing needs it. Run this with --exact to take it away.' })
  if (!isPlan) await directory.takeAway(deployment.principalId, grantId)
  say({ what, state: isPlan ? 'to be taken away' : 'taken away' })
}

/** How people sign in to the pages, with the four roles. Gives the client id once there is one. */
export async function registerPages(run: Run): Promise<string | undefined> {
  const { deployment, directory, isPlan, say } = run
  const wanted = wantedRegistration(deployment.back.site)
  const what = 'App registration of the pages, with the roles Requester, Approver, Administrator, Reader'
  const known = await directory.findRegistration()
  const mended = known ? mendRegistration(known, wanted) : wanted
  if (mended && !isPlan) await directory.writeRegistration(mended)
  say({ what, state: mended === undefined ? 'there' : isPlan ? 'to be made' : 'made' })
  const registration = known ?? (isPlan ? undefined : await untilSeen(run, () => directory.findRegistration()))
  await assignable(run, registration)
  return registration?.appId
}

/** People get roles at the enterprise application, which is another object. */
async function assignable(run: Run, registration: Known | undefined): Promise<void> {
  const { directory, isPlan, say } = run
  const what = 'Enterprise application of the pages, to which people are assigned'
  if (registration && (await directory.findPrincipal(registration.appId)) !== undefined)
    return say({ what, state: 'there' })
  if (isPlan || !registration) return say({ what, state: 'to be made' })
  const isMade = await untilSeen(run, () => directory.makePrincipal(registration.appId))
  say({ what, state: isMade ? 'made' : 'there' })
}

/** A dynamic group of all rooms with the rule of the naming pattern, for licences and policies. One that is there is never changed: other things may hang on it. */
export async function makeRoomGroup(run: Run, name: string): Promise<void> {
  const { deployment, directory, isPlan, say } = run
  const { pattern } = deployment.back.naming
  const rule = ruleFor(pattern)
  if (rule === undefined)
    throw new Refused(
      `The naming pattern ${pattern.text} has no fixed beginning, so no rule tells rooms from people. Give it one, such as mtr-.`,
    )
  const known = await directory.findRoomGroup()
  const what = `Dynamic group of all rooms: ${rule}`
  if (known) {
    const isSame = known.rule === rule
    return say(isSame ? { what, state: 'there' } : { what, state: 'by hand', more: sayOtherRule(known.rule) })
  }
  if (!isPlan) {
    await directory.makeRoomGroup(name, rule)
    // Who ran this again before it is seen would make a second one.
    await untilSeen(run, () => directory.findRoomGroup())
  }
  say({ what, state: isPlan ? 'to be made' : 'made' })
}

const sayOtherRule = (rule: string | undefined): string =>
  `The group is there ${rule === undefined ? 'without a rule' : `with the rule ${rule}`}. Give it this one in Microsoft Entra, if it is to have all rooms.`

const tries = 30

/** What was made a moment ago is found a little later. */
async function untilSeen<T>({ pause }: Run, find: () => Promise<T | undefined>): Promise<T> {
  for (let left = tries; left > 0; left -= 1) {
    const found = await find().catch((error: unknown) => {
      if (error instanceof NotYet) return undefined
      throw error
    })
    if (found !== undefined) return found
    await pause()
  }
  throw new Refused(
    'What was just made is not seen by Entra ID yet. Run this again in some minutes: it goes on from here.',
  )
}

const nameOf = (setting: string): string => setting.toLowerCase().replaceAll('_', '-')

/** As Standard Webhooks wants it. */
const makeSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** Secrets that the apps take from their vaults. One that is there stays, so that tickets under way still verify. */
export async function keepSecrets(run: Run): Promise<void> {
  const { deployment, vaults } = run
  await keepSecret(run, vaults.front, 'ROOMWRIGHT_ID_KEY', () => randomBytes(32).toString('base64url'))
  for (const source of deployment.sources)
    await keepSecret(run, vaults.front, sourceSetting(source, 'SECRETS'), makeSigningSecret)
  if (deployment.isAlerting) await keepSecret(run, vaults.back, 'ROOMWRIGHT_ALERT_SECRET', makeSigningSecret)
  for (const source of deployment.desks) await keepKey(run, source)
}

async function keepSecret(
  { isPlan, say }: Run,
  vault: SecretClient,
  setting: string,
  make: () => string,
): Promise<void> {
  const name = nameOf(setting)
  const what = `Secret ${name} in ${vault.vaultUrl}`
  if ((await readSecret(vault, name)) !== undefined) return say({ what, state: 'there' })
  if (!isPlan) await vault.setSecret(name, make())
  say({ what, state: isPlan ? 'to be made' : 'made' })
}

/** The key is the ticketing system's, so it can only be given. */
async function keepKey({ deployment, vaults, isPlan, say }: Run, source: SourceName): Promise<void> {
  const setting = sourceSetting(source, 'KEY')
  const name = nameOf(setting)
  const what = `Secret ${name} in ${vaults.back.vaultUrl}`
  const given = deployment.keys[source]
  const known = await readSecret(vaults.back, name)
  if (given === undefined)
    return say(
      known === undefined
        ? {
            what,
            state: 'failed',
            more: `Tickets of ${source} cannot be answered. Run this again with its API key in the variable ${setting}.`,
          }
        : { what, state: 'there' },
    )
  if (known === given) return say({ what, state: 'there' })
  if (!isPlan) await vaults.back.setSecret(name, given)
  say({ what, state: isPlan ? 'to be made' : 'made' })
}

async function readSecret(vault: SecretClient, name: string): Promise<string | undefined> {
  try {
    return (await vault.getSecret(name)).value
  } catch (error) {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
    if (status === 404) return undefined
    if (status === 401 || status === 403)
      throw new Refused(
        `${vault.vaultUrl} does not let you in. Give yourself the role Key Vault Secrets Officer there (SECRETS_OFFICER and azd provision do), wait some minutes, and run this again.`,
      )
    throw error
  }
}
