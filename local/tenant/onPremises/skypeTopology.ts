import type { CmdletFunction } from './cmdlet.ts'
import { fail } from './failure.ts'

interface Pool {
  fqdn: string
  services: string[]
}

/** A third pool has no Registrar, so that no room can live there. */
const pools: readonly Pool[] = [
  { fqdn: 'pool1.contoso.local', services: ['Registrar:pool1.contoso.local', 'UserServer:pool1.contoso.local'] },
  { fqdn: 'pool2.contoso.local', services: ['Registrar:pool2.contoso.local', 'UserServer:pool2.contoso.local'] },
  { fqdn: 'mediation1.contoso.local', services: ['MediationServer:mediation1.contoso.local'] },
]

export function findPool(fqdn: string): Pool | undefined {
  return pools.find((pool) => pool.fqdn === fqdn.toLowerCase())
}

interface Policy {
  identity: string
  description: string
}

/** Policies for single accounts have a tag before their name, which Grant- does without (page Grant-CsDialPlan). */
export const dialPlans: readonly Policy[] = [
  { identity: 'Global', description: 'Dial plan of the organisation' },
  { identity: 'Tag:Oslo', description: 'Dial plan of Oslo' },
]

export const voicePolicies: readonly Policy[] = [
  { identity: 'Global', description: 'Voice policy of the organisation' },
  { identity: 'Tag:MeetingRooms', description: 'Domestic calls from meeting rooms' },
]

export function isPolicy(policies: readonly Policy[], name: string): boolean {
  return policies.some(({ identity }) => identity.toLowerCase() === `tag:${name.toLowerCase()}`)
}

export const getCsPool: CmdletFunction<'Get-CsPool'> = ({ Identity }) => {
  const found = Identity ? pools.filter(({ fqdn }) => fqdn === Identity.toLowerCase()) : pools
  if (found.length === 0) failNoItem(Identity ?? '')
  return found.map(({ fqdn, services }) => ({ Identity: fqdn, Fqdn: fqdn, Site: 'Site:Oslo', Services: services }))
}

/** Switched off as it is before hybrid modern authentication is configured: no server of tokens, and nothing allowed. */
export const getCsOAuthConfiguration: CmdletFunction<'Get-CsOAuthConfiguration'> = (_, { switches }) => [
  switches.isSkypeServerModern
    ? { Identity: 'Global', ClientAdalAuthOverride: 'Allowed', OAuthServers: ['evoSTS'] }
    : { Identity: 'Global', ClientAdalAuthOverride: 'NoOverride', OAuthServers: [] },
]

export const getCsDialPlan: CmdletFunction<'Get-CsDialPlan'> = ({ Identity }) =>
  showPolicies(dialPlans, Identity).map(({ identity, description }) => ({
    Identity: identity,
    Description: description,
    SimpleName: identity.replace(/^Tag:/, ''),
  }))

export const getCsVoicePolicy: CmdletFunction<'Get-CsVoicePolicy'> = ({ Identity }) =>
  showPolicies(voicePolicies, Identity).map(({ identity, description }) => ({
    Identity: identity,
    Description: description,
  }))

function showPolicies(policies: readonly Policy[], wanted: string | null | undefined): readonly Policy[] {
  if (!wanted) return policies
  const keys = [wanted.toLowerCase(), `tag:${wanted.toLowerCase()}`]
  const found = policies.filter(({ identity }) => keys.includes(identity.toLowerCase()))
  return found.length > 0 ? found : failNoItem(wanted)
}

function failNoItem(identity: string): never {
  fail('ItemNotFoundException', `Cannot find an object with identity "${identity}".`)
}
