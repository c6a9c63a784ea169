import { describe, expect, it } from 'vitest'
import { makePreflight } from '../../../../shared/microsoft365/preflight.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { Transient } from '../../../../shared/http/transient.ts'
import { makeGraph } from '../../../../shared/microsoft365/graph.ts'
import { aClock } from '../../../kit/clock.ts'
import { failureOf } from '../../../kit/failures.ts'
import { batched, graphFailure, tenantId } from '../../../kit/microsoft365.ts'
import { scriptSend, type ScriptedAnswer } from '../../../kit/scriptedSend.ts'
import { proSku } from '../../../kit/snapshots.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const aToken = (claims: object) => `${part({ alg: 'none' })}.${part(claims)}.`
const roles: Record<string, string[]> = {
  'graph/.default': ['User.Read.All'],
  'exo/.default': ['Exchange.ManageAsApp'],
}

const organization = {
  value: [
    {
      id: tenantId,
      verifiedDomains: [
        { name: 'contoso.com', type: 'Managed' },
        { name: 'fed.contoso.com', type: 'Federated' },
      ],
    },
  ],
}
const sku = {
  skuId: proSku,
  skuPartNumber: 'Microsoft_Teams_Rooms_Pro',
  capabilityStatus: 'Enabled',
  consumedUnits: 1,
  prepaidUnits: { enabled: 3 },
  servicePlans: [{ servicePlanName: 'TEAMS1' }, { servicePlanName: 'MCOEV' }],
}
const answered = batched(
  { id: 'skus', status: 200, body: { value: [sku, { ...sku, skuId: 'gone', capabilityStatus: 'Deleted' }] } },
  { id: 'organization', status: 200, body: organization },
)
const listed = { body: { value: [{ exportedCmdlets: 'Get-Mailbox, Set-Mailbox,' }] } }

function aReader(
  script: { graph?: ScriptedAnswer; exchange?: ScriptedAnswer | Transient; azure?: ScriptedAnswer },
  topologies: Topology[] = ['online'],
  tokenOf = (scope: string) => aToken({ roles: roles[scope] }),
  groups: string[] = [],
) {
  const credential = {
    getToken: (scope: string | string[]) =>
      Promise.resolve({ token: tokenOf(String(scope)), expiresOnTimestamp: Infinity }),
  }
  const graph = scriptSend(...(script.graph ? [script.graph] : []))
  const rest = [script.exchange, script.azure].filter((answer) => answer !== undefined)
  const { send, sent } = scriptSend(...rest)
  const read = makePreflight({
    graph: makeGraph({
      url: 'https://graph.test',
      scope: 'graph/.default',
      credential,
      send: graph.send,
      clock: aClock(),
    }),
    graphScope: 'graph/.default',
    exchange: { url: 'https://exchange.test', scope: 'exo/.default' },
    worker: { armUrl: 'https://arm.test', account: '/subscriptions/s/a', scope: 'arm/.default' },
    tenantId,
    credential,
    send,
    estate: { topologies, voice: false, groups: false, canary: false },
    groups,
  })
  return { read, toGraph: graph.sent, sent }
}

describe('the reading before work', () => {
  it('is one call of each service', async () => {
    const { read, toGraph, sent } = aReader({ graph: answered, exchange: listed })

    const reading = await read()

    expect([toGraph.length, sent.length]).toEqual([1, 1])
    expect(reading).toEqual({
      graphRoles: ['User.Read.All'],
      exchangeAppRoles: ['Exchange.ManageAsApp'],
      cmdlets: ['Get-Mailbox', 'Set-Mailbox'],
      domains: [
        { name: 'contoso.com', isManaged: true },
        { name: 'fed.contoso.com', isManaged: false },
      ],
      skus: [{ skuId: proSku, partNumber: 'Microsoft_Teams_Rooms_Pro', plans: ['TEAMS1', 'MCOEV'] }],
    })
  })

  it('reads the groups that give licences with it: one that is there, one that is not, and one that may not be read', async () => {
    const rule = '(user.userPrincipalName -startsWith "mtr-")'
    const there = {
      displayName: 'Rooms',
      membershipRule: rule,
      membershipRuleProcessingState: 'Paused',
      assignedLicenses: [{ skuId: proSku, disabledPlans: [] }],
    }
    const graph = batched(
      { id: 'organization', status: 200, body: organization },
      { id: 'skus', status: 200, body: { value: [sku] } },
      { id: 'there', status: 200, body: there },
      { id: 'gone', status: 404, body: graphFailure('no') },
      { id: 'denied', status: 403, body: graphFailure('no') },
    )
    const { read, toGraph } = aReader({ graph, exchange: listed }, undefined, undefined, [
      'there',
      'gone',
      'there',
      'denied',
    ])

    const { groups, refused } = await read()

    expect(toGraph).toHaveLength(1)
    expect(groups).toEqual([
      { id: 'there', name: 'Rooms', rule, isProcessing: false, licences: [proSku] },
      { id: 'gone' },
    ])
    expect(refused).toEqual(['GET /groups/{id}'])
  })

  it('asks Exchange for all cmdlets that it has for us', async () => {
    const { read, sent } = aReader({ graph: answered, exchange: listed })

    await read()

    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: `https://exchange.test/adminapi/v1.0/${tenantId}/EXOModuleFile?Version=3.9.2`,
      headers: { commandname: '*' },
    })
  })

  it.each<[string, { graph: ScriptedAnswer; exchange: ScriptedAnswer }, string[]]>([
    [
      'the licences',
      {
        graph: batched(
          { id: 'organization', status: 200, body: organization },
          { id: 'skus', status: 403, body: graphFailure('no') },
        ),
        exchange: listed,
      },
      ['cmdlets', 'domains', 'exchangeAppRoles', 'graphRoles', 'refused'],
    ],
    [
      'all of Graph',
      { graph: { status: 401, body: graphFailure('no') }, exchange: listed },
      ['cmdlets', 'exchangeAppRoles', 'graphRoles', 'refused'],
    ],
    [
      'Exchange, without a text',
      { graph: answered, exchange: { status: 401 } },
      ['domains', 'exchangeAppRoles', 'graphRoles', 'skus'],
    ],
    [
      'Exchange, for want of a role',
      { graph: answered, exchange: { status: 403, body: { error: {} } } },
      ['domains', 'exchangeAppRoles', 'graphRoles', 'skus'],
    ],
  ])('leaves out what it is refused: %s', async (_, script, parts) => {
    const reading = await aReader(script).read()

    expect(Object.keys(reading).toSorted()).toEqual(parts)
  })

  it('names the calls that Graph refused', async () => {
    const graph = batched(
      { id: 'organization', status: 200, body: organization },
      { id: 'skus', status: 403, body: graphFailure('no') },
    )

    expect((await aReader({ graph, exchange: listed }).read()).refused).toEqual(['GET /subscribedSkus'])
  })

  it('leaves roles out where the token tells nothing', async () => {
    const { read } = aReader({ graph: answered, exchange: listed }, ['online'], () => 'opaque')

    expect(Object.keys(await read()).toSorted()).toEqual(['cmdlets', 'domains', 'skus'])
  })

  it('finds no roles in a token without any, which is not the same', async () => {
    const { read } = aReader({ graph: answered, exchange: listed }, ['online'], () => aToken({}))

    expect(await read()).toMatchObject({ graphRoles: [], exchangeAppRoles: [] })
  })

  it('of an estate on premises asks Azure alone', async () => {
    const azure = { body: { value: [{ actions: ['*/read'], notActions: null }] } }
    const { read, toGraph, sent } = aReader({ azure }, ['on-premises'])

    expect(await read()).toEqual({ permissions: [{ actions: ['*/read'], notActions: [] }] })
    expect(toGraph).toEqual([])
    expect(sent.map(({ url }) => url)).toEqual([
      'https://arm.test/subscriptions/s/a/providers/Microsoft.Authorization/permissions?api-version=2022-04-01',
    ])
  })

  it.each<[string, ScriptedAnswer | Transient]>([
    ['fails', { status: 500, body: 'oops' }],
    ['is away', new Transient('away')],
    ['answers with something else', { body: '<html>' }],
  ])('is for later where Exchange %s: nobody is told that something is missing', async (_, exchange) => {
    const { read } = aReader({ graph: answered, exchange })

    expect(await failureOf(read())).toBeInstanceOf(Transient)
  })
})
