import { describe, expect, it } from 'vitest'
import { makeExchange } from '../../../../shared/microsoft365/exchange.ts'
import { makeGraph } from '../../../../shared/microsoft365/graph.ts'
import { makeJobs } from '../../../../shared/microsoft365/jobs.ts'
import { makeRooms, type Rooms } from '../../../../shared/microsoft365/rooms.ts'
import type { Cmdlet, CmdletRunner } from '../../../../shared/microsoft365/cmdletRunner.ts'
import { makePreflight } from '../../../../shared/microsoft365/preflight.ts'
import { Secret } from '../../../../shared/secret.ts'
import type { Send } from '../../../../shared/http/outbound.ts'
import { allNeeds, isGranted, needsOf, topologiesIn } from '../../../../shared/room/grants.ts'
import type { Estate } from '../../../../shared/room/need.ts'
import { catalogue } from '../../../../shared/room/settings/catalogue.ts'
import { homesOf, topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import { aClock } from '../../../kit/clock.ts'
import { aRoom } from '../../../kit/rooms.ts'

const credential = { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: Infinity }) }
const clock = aClock()
const account = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Automation/automationAccounts/a'
const hosts = { graph: 'https://graph.test', exchange: 'https://exchange.test', azure: 'https://arm.test' }

const estateOf = (...topologies: Topology[]): Estate => ({ topologies, voice: false, groups: false, canary: false })
const skypeOnline = { skypeOnline: true }

/** `/users/x?…` → `/users/{id}`: what varies is no part of the name of a call. */
const toPath = (url: string): string =>
  (url.split('?')[0] ?? '')
    .replace(/^\/users\/[^/]+/, '/users/{id}')
    .replace(/\/events\/[^/]+$/, '/events/{id}')
    .replace(/^\/places\/.+$/, '/places/{id}')
    .replace(/^\/groups\/[^/]+/, '/groups/{id}')
    .replace(/^(\/admin\/teams\/userConfigurations)\/.+$/, '$1/{id}')
    .replace(/getPolicyId\(.*\)$/, 'getPolicyId')
    .replace(/\/operations.+$/, '/operations/{id}')
    .replace(/^\/directory\/deletedItems\/(?!microsoft)[^/]+/, '/directory/deletedItems/{id}')

interface GraphItem {
  id: string
  method: string
  url: string
  body?: Record<string, unknown>
}

/** Of a change of a user each property is a call of its own. */
const graphCalls = ({ method, url, body = {} }: GraphItem): string[] =>
  method === 'PATCH'
    ? Object.keys(body).map((property) => `PATCH ${toPath(url)} ${property}`)
    : [`${method} ${toPath(url)}`]

/** A sender that notes the name of each call, and answers so that everything goes on. */
function aRecorder() {
  const calls = new Set<string>()
  const note = (kind: string, ...names: string[]) => names.forEach((name) => calls.add(`${kind} ${name}`))
  const sendGraph = (body: { requests: GraphItem[] }) => {
    for (const item of body.requests) note('graph', ...graphCalls(item))
    return { responses: body.requests.map(({ id }) => ({ id, status: 200, body: answers[id] ?? { value: [] } })) }
  }
  const sendExchange = (path: string, body: { requests?: { id: string; body: unknown }[] } | undefined) => {
    note('exchange-app', path.split('/').at(-1) ?? '')
    for (const item of body?.requests ?? [{ body }]) {
      const { CmdletInput } = Object(item.body) as { CmdletInput?: { CmdletName: string } }
      if (CmdletInput) note('exchange', CmdletInput.CmdletName)
    }
    return {
      value: [found],
      responses: body?.requests?.map(({ id }) => ({ id, status: 200, body: { value: [found] } })),
    }
  }
  const send: Send = ({ url, method, body }) => {
    const { origin, pathname } = new URL(url)
    const json = body === undefined ? undefined : (JSON.parse(body) as never)
    if (origin === hosts.graph) return Promise.resolve(Response.json(sendGraph(json as never)))
    if (origin === hosts.exchange) return Promise.resolve(Response.json(sendExchange(pathname, json)))
    note('azure', actionOf(method, pathname))
    return Promise.resolve(Response.json({ properties: { status: 'Queued' }, value: [] }))
  }
  const worker: CmdletRunner = {
    run: (cmdlets: Cmdlet[]) => {
      note('server', ...cmdlets.map(({ name }) => name))
      return Promise.resolve(cmdlets.map(() => ({ kind: 'ok', value: [{ ...found, isSignedIn: true }] })))
    },
  }
  return { calls, send, worker }
}

/** Whatever was asked for. */
const found = { FolderType: 'Calendar', FolderId: 'f', AccessRights: ['Reviewer'] }
const user = { id: 'u', userPrincipalName: 'a@b.example' }
const number = { telephoneNumber: '+1', numberType: 'directRouting' }
const policy = { value: [{ policyId: 'p' }] }
const answers: Record<string, unknown> = {
  configuration: {},
  number: { value: [number] },
  TeamsMeetingPolicy: policy,
  TeamsCallingPolicy: policy,
  group: { displayName: 'G' },
  order: { status: 'succeeded' },
  booking: { id: 'e', attendees: [], value: [] },
  users: { value: [user] },
  user,
  account: { accountEnabled: true },
  defaults: { isEnabled: false },
  organization: { value: [{ id: 't', verifiedDomains: [] }] },
}

/** Azure names actions after paths and methods. */
const actionOf = (method: string, path: string): string => {
  if (path.endsWith('/permissions')) return 'Microsoft.Authorization/permissions/read'
  const [, rest = ''] = /\/jobs\/[^/]+\/?(.*)$/.exec(path) ?? []
  const verb = method === 'GET' ? 'read' : method === 'PUT' ? 'write' : 'action'
  return ['Microsoft.Automation/automationAccounts/jobs', rest, verb].filter(Boolean).join('/')
}

/** Of Skype, of Teams and of details that are read only for who asks. */
const everyWish = aRoom({
  services: 'both',
  neighbour: 'n@b.example',
  registrarPool: 'pool.b.example',
  dialPlan: 'D',
  voicePolicy: 'V',
  phoneNumber: '+4722000000',
  meetingPolicy: 'M',
  callingPolicy: 'C',
  workingHours: { start: '08:00', end: '17:00' },
  timeZone: 'Europe/Oslo',
  calendarView: 'subjects',
  mobilePolicy: 'P',
  roomList: 'L',
})

const slot = { start: '2027-01-04T03:00:00.000Z', end: '2027-01-04T03:05:00.000Z' }

/** Every method of Rooms; the compiler misses a new one. */
const use: Record<keyof Rooms, (rooms: Rooms, topology: Topology) => Promise<unknown>> = {
  within: () => Promise.resolve(),
  stopJob: () => Promise.resolve(),
  read: (rooms, topology) => rooms.read({ address: 'a@b.example', topology, wishes: everyWish }),
  listRooms: (rooms, topology) => (topology === 'exchange-server-teams-online' ? Promise.resolve() : rooms.listRooms()),
  listEstate: (rooms, topology) => (homesOf[topology].exchange === 'server' ? Promise.resolve() : rooms.listEstate()),
  lookAt: (rooms, topology) =>
    homesOf[topology].exchange === 'server'
      ? Promise.resolve()
      : rooms.lookAt([{ address: 'a@b.example', mailbox: {} }]),
  readGroup: (rooms) => rooms.readGroup('g'),
  addMember: (rooms) => rooms.addMember('g', 'u'),
  configureTeams: async (rooms) => {
    await rooms.configureTeams('u', { policies: { TeamsMeetingPolicy: 'P', TeamsCallingPolicy: '' }, assign: '+1' })
    await rooms.configureTeams('u', { policies: {}, unassign: '+1' })
  },
  readNumber: (rooms) => rooms.readNumber('u'),
  readOrder: (rooms) => rooms.readOrder('/admin/teams/telephoneNumberManagement/operations/o'),
  create: (rooms, topology) => rooms.create({ address: 'a@b.example', topology, name: 'a', displayName: 'A' }),
  enableMailbox: (rooms, topology) =>
    topology === 'online' ? Promise.resolve() : rooms.enableMailbox({ address: 'a@b.example', topology }),
  restore: (rooms) => rooms.restore('u'),
  deleteAccount: (rooms) => rooms.deleteAccount('u'),
  configure: async (rooms, topology) => {
    const writes = writesFor(topology)
    // One cmdlet travels alone, several as a batch.
    const alone = writes.map((write) => [write])
    for (const some of [writes, ...alone]) await rooms.configure({ address: 'a@b.example', topology }, some)
  },
  prepareAccount: (rooms, topology) =>
    rooms.prepareAccount(
      { address: 'a@b.example', topology, ...(topology !== 'on-premises' && { userId: 'u' }) },
      {
        usageLocation: 'NO',
        passwordPolicies: 'DisablePasswordExpiration',
        password: { version: 'v', value: new Secret('p') },
      },
    ),
  setEnabled: async (rooms, topology) => {
    for (const isEnabled of [true, false])
      await rooms.setEnabled({ address: 'a@b.example', topology, userId: 'u' }, isEnabled)
  },
  book: (rooms) => rooms.book({ canary: 'c@b.example', room: 'a@b.example', transaction: 't', ...slot }),
  readAnswer: (rooms) => rooms.readAnswer('c@b.example', 'e', 'a@b.example'),
  listMeetings: (rooms) => rooms.listMeetings('a@b.example', new Date(0), 20),
  callOff: (rooms) => rooms.callOff('c@b.example', 'e'),
  readIsFree: (rooms) => rooms.readIsFree('c@b.example', 'a@b.example', slot),
  readInRoomFinder: (rooms) => rooms.readInRoomFinder('a@b.example'),
  readSignIn: (rooms, topology) => rooms.readSignIn({ address: 'a@b.example', topology, userId: 'u' }, 'windows'),
  readAccess: (rooms, topology) => rooms.readAccess({ address: 'a@b.example', topology, userId: 'u' }, 'android'),
  readInside: (rooms, topology) =>
    topology === 'online'
      ? Promise.resolve()
      : rooms.readInside({ address: 'a@b.example', topology }, { version: 'v', isForSkype: true }),
  readSignInLog: (rooms) => rooms.readSignInLog('a@b.example', '2026-11-23T08:00:00Z'),
  listLicences: (rooms) => rooms.listLicences(),
  readLicences: (rooms) => rooms.readLicences('u'),
  changeLicences: (rooms) => rooms.changeLicences('u', { add: ['s'], remove: [] }),
}

/** All that the catalogue can write, where it stands in such an estate. */
const writesFor = (topology: Topology) => {
  const cmdlets = catalogue.flatMap(({ target }) =>
    target && 'cmdlet' in target ? [target.cmdlet, ...(target.off ? [target.off] : [])] : [],
  )
  const hasServer = homesOf[topology].skype === 'server'
  const hasPlaces = topology === 'online' || topology === 'exchange-online-skype-server'
  return [...new Set(cmdlets)]
    .filter((cmdlet) => hasServer || !cmdlet.startsWith('Grant-Cs'))
    .filter((cmdlet) => cmdlet !== 'Set-Place' || hasPlaces)
    .filter((cmdlet) => cmdlet !== 'Set-RemoteMailbox' || topology === 'exchange-online-skype-server')
    .flatMap((cmdlet) => [
      { cmdlet, parameters: cmdlet.includes('DistributionGroup') ? { Identity: 'L' } : {} },
      ...(cmdlet === 'Set-Mailbox' ? [{ cmdlet, parameters: { Type: 'Room' } }] : []),
    ])
}

const booking: (keyof Rooms)[] = ['book', 'readAnswer', 'callOff', 'readIsFree', 'readInRoomFinder']
/** Calls of the cloud that an estate without a cloud never makes, because nothing there has an Entra user. */
const ofUsers: (keyof Rooms)[] = [
  'restore',
  'listLicences',
  'deleteAccount',
  'listMeetings',
  'readLicences',
  'changeLicences',
  'listRooms',
  'readGroup',
  'addMember',
  'configureTeams',
  'readNumber',
  'readOrder',
  'readSignIn',
  'readAccess',
  'readSignInLog',
  ...booking,
]

async function callsIn(topology: Topology): Promise<Set<string>> {
  const { calls, send, worker } = aRecorder()
  const exchange = makeExchange({ url: hosts.exchange, scope: 's', tenantId: 't', credential, send, clock })
  const graph = makeGraph({ url: hosts.graph, scope: 's', credential, send, clock })
  const jobs = makeJobs({ armUrl: hosts.azure, scope: 's', account, group: 'g', credential, send })
  const rooms = makeRooms({ exchange, graph, clock }, { servers: worker, skypeOnline: worker })
  for (const name of Object.keys(use) as (keyof Rooms)[])
    if (homesOf[topology].exchange === 'online' || !booking.includes(name))
      if (topology !== 'on-premises' || !ofUsers.includes(name)) await use[name](rooms, topology)
  await jobs.start('j', '{}')
  await jobs.stop('j')
  await jobs.output('j')
  const preflight = makePreflight({
    graph,
    graphScope: `${hosts.graph}/.default`,
    exchange: { url: hosts.exchange, scope: `${hosts.exchange}/.default` },
    tenantId: 't',
    credential,
    send,
    estate: { ...estateOf(topology), ...skypeOnline },
    worker: { armUrl: hosts.azure, account, scope: `${hosts.azure}/.default` },
  })
  await preflight()
  return calls
}

const namesOf = (needs: readonly { kind: string; call: string }[]): string[] =>
  [...new Set(needs.map(({ kind, call }) => `${kind} ${call}`))].toSorted()

describe('the list of grants', () => {
  it.each(topologyNames)('has everything that rooms call that are %s, and nothing else', async (topology) => {
    const calls = await callsIn(topology)

    expect([...calls].toSorted()).toEqual(
      namesOf(needsOf({ ...estateOf(topology), ...skypeOnline, groups: topology !== 'on-premises', canary: true })),
    )
  })

  it('has each call once, with a source and a reason', () => {
    const calls = allNeeds.map(({ kind, call, where }) => `${kind} ${call} ${where === 'skype-online'}`)
    expect(new Set(calls).size).toBe(allNeeds.length)
    expect(allNeeds.filter(({ source, why, users }) => source === '' || why === '' || users.length === 0)).toEqual([])
  })

  it('never asks for Global Administrator', () => {
    expect(JSON.stringify(allNeeds)).not.toMatch(/global admin/i)
  })

  it('asks for nothing on premises where everything is online, and for nothing in the cloud where nothing is', () => {
    const kindsIn = (topology: Topology) => [...new Set(needsOf(estateOf(topology)).map(({ kind }) => kind))]

    expect(kindsIn('online')).toEqual(['graph', 'exchange-app', 'exchange'])
    expect(kindsIn('on-premises')).toEqual(['azure', 'server'])
    expect(needsOf({ ...estateOf('online'), ...skypeOnline }).some(({ kind }) => kind === 'server')).toBe(true)
  })
})

describe('topologies of a configuration', () => {
  it.each<[string, Parameters<typeof topologiesIn>[0], Topology[]]>([
    ['nothing named: all is online', {}, ['online']],
    ['one domain named: the others are online', { 'a.example': 'on-premises' }, ['on-premises', 'online']],
    ['all named', { '*': 'on-premises' }, ['on-premises']],
    [
      'rooms for Teams alone beside a Skype server are online',
      { '*': 'exchange-online-skype-server' },
      ['exchange-online-skype-server', 'online'],
    ],
  ])('%s', (_, topologies, expected) => {
    expect(topologiesIn(topologies)).toEqual(expected)
  })
})

describe('a grant', () => {
  it.each<[string, string[], string[], boolean]>([
    ['is there when its least role is held', ['A', 'B'], ['A'], true],
    ['is there when a wider one is held', ['A', 'B'], ['B'], true],
    ['that takes two roles is not there with one', ['A+B'], ['A'], false],
    ['that takes two roles is there with both', ['A+B'], ['B', 'A'], true],
    ['is not there with a role of another name', ['User.Read.All'], ['User.Read'], false],
  ])('%s', (_, grants, held, is) => {
    expect(isGranted(grants, held)).toBe(is)
  })
})
