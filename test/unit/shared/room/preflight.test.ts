import { describe, expect, it } from 'vitest'
import type { Estate } from '../../../../shared/room/need.ts'
import { needsOf, partsOf } from '../../../../shared/room/grants.ts'
import {
  findMissing,
  judgePreflight,
  type Demands,
  type PreflightFinding,
  type PreflightReading,
} from '../../../../shared/room/preflight.ts'
import { topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import { proSku } from '../../../kit/snapshots.ts'

const online: Estate = { topologies: ['online'], voice: false, groups: false, canary: false }
const demands = (estate: Partial<Estate> = {}, domain = 'contoso.com'): Demands => ({
  estate: { ...online, ...estate },
  domain,
})

const callsOf = (estate: Estate, kind: string) =>
  needsOf(estate).flatMap((need) => (need.kind === kind ? [need.call] : []))
const leastOf = (estate: Estate, kind: string) => [
  ...new Set(needsOf(estate).flatMap((need) => (need.kind === kind ? partsOf(need.grants[0]) : []))),
]

/** A tenant that has all that an estate needs, and nothing beside it. */
const aReading = (estate: Estate = online): PreflightReading => ({
  graphRoles: leastOf(estate, 'graph'),
  exchangeAppRoles: leastOf(estate, 'exchange-app'),
  cmdlets: callsOf(estate, 'exchange'),
  permissions: [{ actions: callsOf(estate, 'azure'), notActions: [] }],
  domains: [
    { name: 'contoso.com', isManaged: true },
    { name: 'fed.contoso.com', isManaged: false },
  ],
  skus: [
    { skuId: proSku, partNumber: 'Microsoft_Teams_Rooms_Pro', plans: ['TEAMS1', 'MCOEV', 'AAD_PREMIUM'] },
    { skuId: 'e3', partNumber: 'SPE_E3', plans: ['TEAMS1', 'EXCHANGE_S_ENTERPRISE'] },
  ],
})

const byState = (findings: PreflightFinding[], state: string) =>
  findings.filter((one) => one.state === state).map(({ id }) => id)
const judge = (changes: PreflightReading = {}, what: Demands = demands()) =>
  judgePreflight({ ...aReading(what.estate), ...changes }, what)
const without = (list: string[] | undefined, ...names: string[]) => list?.filter((name) => !names.includes(name)) ?? []
const find = (findings: PreflightFinding[], id: string) => findings.find((one) => one.id === id)

describe('a tenant that has what is needed', () => {
  it.each(topologyNames)('has nothing missing and nothing in excess where rooms are %s', (topology) => {
    const findings = judge({}, demands({ topologies: [topology], voice: true, groups: true, canary: true }))

    expect([...byState(findings, 'missing'), ...byState(findings, 'excess')]).toEqual([])
    expect(findings.every(({ state, remedy }) => state !== 'ok' || remedy === '')).toBe(true)
  })

  it('is in order in every line where everything is online', () => {
    expect(new Set(judge().map(({ state }) => state))).toEqual(new Set(['ok']))
  })

  it('leaves open what no cloud service shows, and only that', () => {
    const findings = judge({}, demands({ topologies: ['on-premises'] }))

    expect(new Set(findings.map(({ kind, state }) => `${kind} ${state}`))).toEqual(
      new Set(['azure ok', 'server unreadable']),
    )
  })
})

describe('an app role', () => {
  /** Whoever may write users, which the usage location takes, may do these too. */
  const covered = ['User.EnableDisableAccount.All', 'LicenseAssignment.ReadWrite.All', 'User.DeleteRestore.All']

  it.each(covered)('%s is not missing, because a wider one is needed all the same', (role) => {
    const findings = judge({ graphRoles: without(aReading().graphRoles, role) })

    expect(byState(findings, 'missing')).toEqual([])
  })

  it.each(covered)('%s is missing beside others where the wider one is not held either', (role) => {
    const findings = judge({ graphRoles: without(aReading().graphRoles, role, 'User.ReadWrite.All') })

    expect(byState(findings, 'missing').join()).toContain(`graph:${role}`)
  })

  it.each(leastOf(online, 'graph').filter((role) => !covered.includes(role)))(
    '%s that is not there is missing, with what suffers and what to grant',
    (role) => {
      const findings = judge({ graphRoles: without(aReading().graphRoles, role) })

      const missing = findings.filter(({ state }) => state === 'missing')
      expect(missing.length).toBeGreaterThan(0)
      expect(missing.every(({ remedy }) => remedy.includes(`app role ${role} on Microsoft Graph`))).toBe(true)
      expect(missing.every(({ why }) => why.startsWith('Needed for '))).toBe(true)
    },
  )

  it('is not missing where a wider one is held, which is named as too wide', () => {
    const graphRoles = [...without(aReading().graphRoles, 'LicenseAssignment.Read.All'), 'Organization.Read.All']

    const findings = judge({ graphRoles })

    expect(byState(findings, 'missing')).toEqual([])
    expect(find(findings, 'excess:graph:Organization.Read.All')).toMatchObject({
      state: 'excess',
      why: expect.stringContaining('wider than needed') as string,
      remedy: 'Grant LicenseAssignment.Read.All, then take it away.',
    })
  })

  it('that is wider than those held besides can go at once', () => {
    const findings = judge({ graphRoles: [...(aReading().graphRoles ?? []), 'Directory.ReadWrite.All'] })

    expect(find(findings, 'excess:graph:Directory.ReadWrite.All')?.remedy).toBe(
      'Take it away; the smaller ones are there.',
    )
  })

  it('that the token names and Graph does not take is missing', () => {
    const findings = judge({ refused: ['GET /subscribedSkus'] })

    expect(byState(findings, 'missing')).toEqual(['graph:LicenseAssignment.Read.All'])
    expect(find(findings, 'graph:LicenseAssignment.Read.All')?.remedy).toContain('LicenseAssignment.Read.All')
  })

  it('that nothing needs is in excess', () => {
    const findings = judge({ graphRoles: [...(aReading().graphRoles ?? []), 'Mail.ReadWrite'] })

    expect(byState(findings, 'excess')).toEqual(['excess:graph'])
    expect(find(findings, 'excess:graph')?.why).toBe('Nothing that the service does needs Mail.ReadWrite.')
  })

  it('to read calendars can be left out: no step suffers, and what is lost is said', () => {
    const findings = judge({ graphRoles: without(aReading().graphRoles, 'Calendars.ReadBasic.All') })

    expect(find(findings, 'graph:Calendars.ReadBasic.All')).toMatchObject({
      state: 'missing',
      users: [],
      why: expect.stringContaining('Without it meetings') as string,
    })
  })

  it('on Exchange Online that is not there is missing for whatever calls Exchange', () => {
    const finding = find(judge({ exchangeAppRoles: [] }), 'exchange-app:Exchange.ManageAsApp')

    expect(finding).toMatchObject({ state: 'missing' })
    expect(finding?.users).toContain('ensureCalendar')
  })
})

describe('a management role of Exchange', () => {
  it.each([
    ['New-Mailbox', 'Mail Recipient Creation', ['ensureMailbox']],
    ['Set-Mailbox', 'Mail Recipients', ['ensureMailbox', 'undoChanges']],
    ['Set-CalendarProcessing', 'Mail Recipients', ['ensureCalendar', 'closeBookings', 'undoChanges']],
    ['Set-Place', 'TenantPlacesManagement', ['ensurePlace', 'undoChanges']],
    [
      'Get-Recipient',
      'View-Only Recipients',
      [
        'identifyAndPlan',
        'ensureMailbox',
        'awaitRoom',
        'confirmPassword',
        'closeBookings',
        'releaseAccount',
        'deleteAccount',
        'verifyRoom',
        'undoChanges',
      ],
    ],
  ])('is missing where %s cannot be run', (cmdlet, role, users) => {
    const findings = judge({ cmdlets: without(aReading().cmdlets, cmdlet) })

    expect(byState(findings, 'missing')).toEqual([`exchange:${role}`])
    expect(find(findings, `exchange:${role}`)).toMatchObject({
      users,
      remedy: expect.stringContaining(`management role ${role}`) as string,
    })
  })

  it('of an administrator of the organisation is in excess', () => {
    const findings = judge({ cmdlets: [...(aReading().cmdlets ?? []), 'New-TransportRule'] })

    expect(byState(findings, 'excess')).toEqual(['excess:exchange:Transport Rules'])
  })
})

describe('rights on the Automation account', () => {
  const onPremises = demands({ topologies: ['on-premises'] })
  const judgeActions = (actions: string[], notActions: string[] = []) =>
    judge({ permissions: [{ actions, notActions }] }, onPremises)
  const all = 'azure:Automation Job Operator+Automation Runbook Operator'

  it.each([
    ['jobs cannot be started', ['Microsoft.Automation/automationAccounts/jobs/read'], [], 'missing'],
    ['one pattern gives all', ['microsoft.automation/automationaccounts/jobs/*', '*/read'], [], 'ok'],
    [
      'what a pattern gives is taken out again',
      ['Microsoft.Automation/automationAccounts/jobs/*', '*/read'],
      ['*/write'],
      'missing',
    ],
    ['a pattern fits only in part', ['Automation/automationAccounts/jobs/*', '*/read'], [], 'missing'],
  ])('are told by what is allowed: %s', (_, actions, notActions, state) => {
    expect(find(judgeActions(actions, notActions), all)?.state).toBe(state)
  })

  it('to change runbooks are in excess', () => {
    expect(byState(judgeActions(['*']), 'excess')).toEqual(['excess:azure:Rights to change runbooks'])
  })
})

describe('what could not be read', () => {
  it.each<[keyof PreflightReading, string]>([
    ['graphRoles', 'graph:User.Read.All'],
    ['exchangeAppRoles', 'exchange-app:Exchange.ManageAsApp'],
    ['cmdlets', 'exchange:Mail Recipients'],
    ['domains', 'prerequisite:domain'],
    ['skus', 'prerequisite:room-licence'],
  ])('%s: is unreadable, not missing', (part, id) => {
    const { [part]: _, ...reading } = aReading()

    const findings = judgePreflight(reading, demands())

    expect(find(findings, id)?.state).toBe('unreadable')
    expect(find(findings, id)?.remedy).not.toBe('')
    expect(byState(findings, 'missing')).toEqual([])
  })
})

describe('a prerequisite', () => {
  const user = { skuId: 'x', partNumber: 'SPE_E3', plans: ['TEAMS1', 'EXCHANGE_S_ENTERPRISE'] }
  const mail = { skuId: 'y', partNumber: 'EXCHANGESTANDARD', plans: ['EXCHANGE_S_STANDARD'] }
  const gcc = { skuId: 'z', partNumber: 'MEETING_ROOM_GOV', plans: ['TEAMS_GOV'] }

  it.each<[string, string, PreflightReading, Partial<Estate>, string, string | undefined]>([
    ['no licence for rooms', 'room-licence', { skus: [user] }, {}, 'contoso.com', 'missing'],
    ['a licence for rooms of another cloud', 'room-licence', { skus: [gcc] }, {}, 'contoso.com', 'ok'],
    ['no plan with meetings', 'conferencing', { skus: [mail] }, {}, 'contoso.com', 'missing'],
    [
      'a plan with Skype alone',
      'conferencing',
      { skus: [{ ...mail, plans: ['MCOSTANDARD'] }] },
      {},
      'contoso.com',
      'ok',
    ],
    ['a domain of somebody else', 'domain', {}, {}, 'fabrikam.com', 'missing'],
    ['a domain in other letters', 'domain', {}, {}, 'Contoso.COM', 'ok'],
    ['a federated domain', 'domain', {}, {}, 'fed.contoso.com', 'missing'],
    [
      'a federated domain whose passwords are in the local directory',
      'domain',
      {},
      { topologies: ['exchange-server-teams-online'] },
      'fed.contoso.com',
      'ok',
    ],
    ['no P1, and groups are kept', 'entra-p1', { skus: [user] }, { groups: true }, 'contoso.com', 'missing'],
    ['no P1, and no groups are kept', 'entra-p1', { skus: [user] }, {}, 'contoso.com', undefined],
    ['no telephony, and it is offered', 'phone-system', { skus: [user] }, { voice: true }, 'contoso.com', 'missing'],
    ['no telephony, and none is offered', 'phone-system', { skus: [user] }, {}, 'contoso.com', undefined],
  ])('%s', (_, id, reading, estate, domain, state) => {
    expect(find(judge(reading, demands(estate, domain)), `prerequisite:${id}`)?.state).toBe(state)
  })

  it('Exchange Online is missing where neither it answers nor a plan has it', () => {
    const { cmdlets: _, ...reading } = aReading()
    const stateWith = (sku: typeof mail) =>
      find(judgePreflight({ ...reading, skus: [sku] }, demands()), 'prerequisite:exchange-online')?.state

    expect([stateWith(gcc), stateWith(mail)]).toEqual(['missing', 'ok'])
  })

  it('that is missing says what to do', () => {
    const remedies = [
      find(judge({}, demands({}, 'fabrikam.com')), 'prerequisite:domain')?.remedy,
      find(judge({}, demands({}, 'fed.contoso.com')), 'prerequisite:domain')?.remedy,
    ]

    expect(remedies).toEqual([
      'fabrikam.com is not a verified domain of the tenant. Verify it, or set ROOMWRIGHT_DOMAIN to one that is.',
      'fed.contoso.com is federated: passwords of its accounts are kept elsewhere. Set ROOMWRIGHT_DOMAIN to a managed domain.',
    ])
  })
})

describe('a plan', () => {
  const findings = judge({ cmdlets: without(aReading().cmdlets, 'Set-Place') })

  it('that needs what is missing is told so', () => {
    expect(
      findMissing(['ensureCalendar', 'ensurePlace'], findings, { topology: 'online' }).map(({ id }) => id),
    ).toEqual(['exchange:TenantPlacesManagement'])
  })

  it('of a room elsewhere may go on', () => {
    const mixed = judge({ permissions: [] }, demands({ topologies: ['online', 'on-premises'] }))
    const missingFor = (topology: Topology) => findMissing(['ensureAccount'], mixed, { topology }).length

    expect([missingFor('online'), missingFor('on-premises')]).toEqual([0, 1])
  })

  it('that does not need it may go on', () => {
    expect(findMissing(['ensureCalendar', 'assignLicence'], findings, { topology: 'online' })).toEqual([])
  })

  it('goes on where nobody can say, and where more is held than needed', () => {
    const { graphRoles: _, ...reading } = aReading()
    const unsure = judgePreflight({ ...reading, cmdlets: [...(reading.cmdlets ?? []), 'New-TransportRule'] }, demands())

    expect(findMissing(['identifyAndPlan', 'ensureAccount', 'ensurePlace'], unsure, { topology: 'online' })).toEqual([])
  })
})

it('nothing that is said ever asks for Global Administrator', () => {
  const estate = { topologies: topologyNames, voice: true, groups: true, canary: true }
  const said = [
    judgePreflight({}, demands(estate)),
    judgePreflight({ graphRoles: [], cmdlets: [], skus: [] }, demands(estate)),
  ]

  expect(JSON.stringify(said)).not.toMatch(/global administrator/i)
})
