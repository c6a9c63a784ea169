import { describe, expect, it } from 'vitest'
import type { CmdletResult } from '../../../../shared/microsoft365/cmdletResult.ts'
import { makeRooms } from '../../../../shared/microsoft365/rooms.ts'
import type { InsideWish } from '../../../../shared/microsoft365/signIn.ts'
import type { Bag } from '../../../../shared/room/snapshot.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { aClock } from '../../../kit/clock.ts'
import { aScope } from '../../../kit/memoryJobs.ts'
import { batched, exchangeFailure, graphFailure, scriptRooms } from '../../../kit/microsoft365.ts'
import { recordedRunner, type Findings } from '../../../kit/recordedRunner.ts'
import { address, place } from '../../../kit/rooms.ts'
import { userId } from '../../../kit/snapshots.ts'

const unusedServices = { exchange: recordedRunner().runner, graph: { batch: async () => new Map() } }
const account = { ...place, userId }
const policy = (changes: object = {}): object => ({
  id: 'p',
  displayName: 'MFA',
  state: 'enabled',
  policyApplies: true,
  analysisReasons: 'notSet',
  conditions: { platforms: null, authenticationFlows: null },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
  sessionControls: null,
  ...changes,
})
const domainOf = (type: string) => ({ value: [{ id: 't', verifiedDomains: [{ name: address.split('@')[1], type }] }] })
const answers = (...policies: object[]) =>
  batched(
    { id: 'account', status: 200, body: { accountEnabled: true } },
    { id: 'organization', status: 200, body: domainOf('Managed') },
    { id: 'defaults', status: 200, body: { isEnabled: false } },
    { id: 'access', status: 200, body: { value: policies } },
  )
const organisation = { body: { value: [{ OAuth2ClientProfileEnabled: true }] } }

const readPolicies = async (...policies: object[]) => {
  const { rooms } = scriptRooms({ exchange: [organisation], graph: [answers(...policies)] })
  return (await rooms.readSignIn(account, 'windows')).access
}

describe('what decides about a sign-in', () => {
  it('is read in one request of each service', async () => {
    const { rooms, toGraph, toExchange } = scriptRooms({ exchange: [organisation], graph: [answers()] })

    const { readings, access } = await rooms.readSignIn(account, 'windows')

    expect([toGraph.length, toExchange.length]).toEqual([1, 1])
    expect(readings).toEqual({
      isEnabled: { value: true },
      isFederated: { value: false },
      hasSecurityDefaults: { value: false },
      hasModernAuthentication: { value: true },
    })
    expect(access).toEqual({ policies: { value: [] }, isByPlatform: false })
  })

  it('is said to be missing where it is refused, each with what it takes', async () => {
    const refused = (id: string) => ({ id, status: 403, body: graphFailure('no', 'Authorization_RequestDenied') })
    const { rooms } = scriptRooms({
      exchange: [{ status: 403, body: exchangeFailure("|CommandNotFoundException|isn't recognized") }],
      graph: [batched(...['account', 'organization', 'defaults', 'access'].map(refused))],
    })

    const { readings, access } = await rooms.readSignIn(account, 'windows')

    expect([...Object.values(readings), access.policies]).toEqual([
      { missing: 'the permission User.Read.All is missing' },
      { missing: 'the permission User.Read.All is missing' },
      { missing: 'the permission Policy.Read.All is missing' },
      { missing: 'the Exchange role View-Only Configuration is missing' },
      { missing: 'the permission Policy.Read.All is missing' },
    ])
  })
})

describe('a policy of the what-if', () => {
  it.each<[string, object, object[]]>([
    ['that applies counts', {}, [{ name: 'MFA', isUnsure: false, isReportOnly: false, demands: ['mfa'] }]],
    ['that does not apply is none', { policyApplies: false, analysisReasons: 'users' }, []],
    [
      'that depends on what is not known counts as unsure',
      { policyApplies: false, analysisReasons: 'notEnoughInformation' },
      [{ isUnsure: true }],
    ],
    ['that is only watched says so', { state: 'enabledForReportingButNotEnforced' }, [{ isReportOnly: true }]],
    ['that is off is none', { state: 'disabled', policyApplies: false, analysisReasons: 'policyNotEnabled' }, []],
    [
      'with an authentication strength demands it',
      { grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: 's' } } },
      [{ demands: ['authenticationStrength'] }],
    ],
    ['that demands nothing is none', { grantControls: null }, []],
    [
      'that has devices sign in again says so',
      { grantControls: null, sessionControls: { signInFrequency: { isEnabled: true } } },
      [{ isRepeated: true }],
    ],
  ])('%s', async (_, changes, expected) => {
    const { policies } = await readPolicies(policy(changes))

    expect(policies).toMatchObject({ value: expected })
    expect('value' in policies && policies.value).toHaveLength(expected.length)
  })

  it.each([
    ['platforms', { platforms: { includePlatforms: ['android'] } }],
    ['flows', { authenticationFlows: { transferMethods: 'deviceCodeFlow' } }],
  ])(
    'that asks for %s makes the other platform worth a question, also where it does not apply',
    async (_, conditions) => {
      const { isByPlatform } = await readPolicies(policy({ policyApplies: false, analysisReasons: 'x', conditions }))

      expect(isByPlatform).toBe(true)
    },
  )
})

describe('what the worker finds out inside', () => {
  const inside = (found: Findings, topology: Topology, wish: InsideWish = { isForSkype: true }) => {
    const worker = recordedRunner(found)
    const runbooks = { within: () => worker.runner, stop: async () => true }
    const { graph, exchange } = unusedServices
    const rooms = makeRooms({ exchange, graph, clock: aClock(), runbooks }).within(aScope().scope)
    return { worker, read: () => rooms.readInside({ address, topology }, wish) }
  }
  const organisation = { OAuth2ClientProfileEnabled: true }
  const skype = { ClientAdalAuthOverride: 'Allowed', OAuthServers: ['evoSTS'] }
  const both = { 'Get-OrganizationConfig': organisation, 'Get-CsOAuthConfiguration': skype }
  const everything = { ...both, 'Test-RoomSignIn': { isSignedIn: true } }
  const denied: CmdletResult = { kind: 'failed', reason: 'denied', text: 'Access denied' }
  const failed: CmdletResult = { kind: 'failed', reason: 'other', text: 'no server' }

  it.each<[Topology, InsideWish, string[]]>([
    ['on-premises', { version: 'v', isForSkype: true }, [...Object.keys(both), 'Test-RoomSignIn']],
    ['exchange-server-teams-online', { isForSkype: false }, ['Get-OrganizationConfig']],
    ['exchange-online-skype-server', { isForSkype: true }, ['Get-CsOAuthConfiguration']],
    ['exchange-online-skype-server', { isForSkype: false }, []],
  ])('in the topology %s, asked for %j, is read in one job with the password last', async (topology, wish, names) => {
    const { worker, read } = inside(everything, topology, wish)

    await read()

    expect(worker.names()).toEqual(names)
    expect(worker.ran).toHaveLength(names.length > 0 ? 1 : 0)
  })

  it('is that modern authentication is on', async () => {
    expect(await inside(both, 'on-premises').read()).toEqual({
      hasModernExchangeServer: { value: true },
      hasModernSkypeServer: { value: true },
    })
  })

  it.each<[string, Bag, object]>([
    ['something else than Allowed is off', { ...skype, ClientAdalAuthOverride: 'NoOverride' }, { value: false }],
    ['no server of tokens is off', { ...skype, OAuthServers: [] }, { value: false }],
    ['no such setting is not known', { OAuthServers: null }, { missing: 'the server has no such setting' }],
  ])('of Skype: %s', async (_, settings, expected) => {
    const { read } = inside({ ...both, 'Get-CsOAuthConfiguration': settings }, 'on-premises')

    expect((await read()).hasModernSkypeServer).toEqual(expected)
  })

  it.each<[string, Bag | CmdletResult, object]>([
    ['switched off is off', { OAuth2ClientProfileEnabled: false }, { value: false }],
    ['a refusal names the role', denied, { missing: 'the role View-Only Organization Management is missing' }],
    ['a failure decides nothing', failed, { missing: 'the server did not tell' }],
  ])('of Exchange: %s', async (_, result, expected) => {
    const { read } = inside({ ...both, 'Get-OrganizationConfig': result }, 'on-premises')

    expect((await read()).hasModernExchangeServer).toEqual(expected)
  })
})
