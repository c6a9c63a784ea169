import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Cmdlet } from '../../../../shared/microsoft365/cmdletRunner.ts'
import type { Graph, GraphAnswer } from '../../../../shared/microsoft365/graph.ts'
import { makeRooms, type Rooms } from '../../../../shared/microsoft365/rooms.ts'
import type { Facts } from '../../../../shared/room/decisionTable.ts'
import { identify } from '../../../../shared/room/identify.ts'
import { decideWork, type Work } from '../../../../shared/room/plan.ts'
import type { Room } from '../../../../shared/room/request.ts'
import { differencesFor, toCmdlets } from '../../../../shared/room/settings/catalogue.ts'
import type { Step } from '../../../../shared/room/settings/setting.ts'
import type { Bag, Snapshot } from '../../../../shared/room/snapshot.ts'
import { homesOf, topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import {
  services,
  topologySteps,
  topologyTable,
  type Service,
  type TopologyStep,
} from '../../../../shared/room/topologySteps.ts'
import { Secret } from '../../../../shared/secret.ts'
import { aClock } from '../../../kit/clock.ts'
import { aScope } from '../../../kit/memoryJobs.ts'
import { recordedRunner, notThere, type Findings } from '../../../kit/recordedRunner.ts'
import { address, aRoom } from '../../../kit/rooms.ts'
import { aHolder, aMailbox, calendarDefaults, proSku, userId } from '../../../kit/snapshots.ts'

const steps = Object.keys(topologySteps) as TopologyStep[]
const pool = 'pool1.contoso.local'
const emptyPlace: Bag = { Building: null, Floor: null, FloorLabel: null, Capacity: null }

/** A room as it was made, with nothing of it right yet. */
const asMade: Findings = {
  'Get-Recipient': { RecipientTypeDetails: 'RoomMailbox', DisplayName: 'Board' },
  'Get-Mailbox': aMailbox(),
  'Get-CalendarProcessing': calendarDefaults,
  'Get-Place': emptyPlace,
  'Get-MailboxRegionalConfiguration': { TimeZone: null },
  'Get-MailboxCalendarConfiguration': { WorkDays: 'Weekdays', WorkingHoursStartTime: '09:00:00' },
  'Get-MailboxFolderStatistics': { FolderType: 'Calendar', FolderId: 'f' },
  'Get-MailboxFolderPermission': { AccessRights: ['AvailabilityOnly'] },
  'Get-CASMailbox': { ActiveSyncMailboxPolicy: 'Default', ActiveSyncMailboxPolicyIsDefaulted: true },
  'Get-MobileDeviceMailboxPolicy': { Name: 'Rooms', PasswordEnabled: false },
  'Get-DistributionGroupMember': notThere,
  // Somebody makes the list at the same time.
  'New-DistributionGroup': { kind: 'failed', reason: 'taken', text: 'The name is already being used.' },
}
const inside: Findings = {
  ...asMade,
  'Get-ADUser': { UserPrincipalName: address, Enabled: false, PasswordNeverExpires: false },
  'Get-CsMeetingRoom': notThere,
  'Get-CsUser': { RegistrarPool: pool, UserPrincipalName: address },
  'Test-RoomSignIn': { isSignedIn: true },
  'Get-ExchangeServer': { AdminDisplayVersion: 'Version 15.2 (Build 1544.4)' },
}
/** As somebody made it who took a room for a user. */
const pointer = { RecipientTypeDetails: 'RemoteUserMailbox', DisplayName: 'Board' }

const details = {
  workingHours: { start: '08:00', end: '17:00' },
  calendarView: 'subjects',
  mobilePolicy: 'Rooms',
  roomList: 'Oslo',
  mailTip: 'Ring the bell.',
} as const

/** Everything that can be asked for there; a number belongs to Skype or to Teams. */
function wishesFor(topology: Topology): [Room, ...Room[]] {
  const { skype, hasCloud } = homesOf[topology]
  const number = { phoneNumber: '+4722334455', enterpriseVoice: true }
  const ofSkype = {
    ...number,
    neighbour: 'dan@contoso.com',
    registrarPool: pool,
    dialPlan: 'Oslo',
    voicePolicy: 'Rooms',
  }
  const ofTeams = { meetingPolicy: 'Rooms', callingPolicy: 'Rooms' }
  if (!hasCloud) return [aRoom({ services: 'skype', ...ofSkype, ...details })]
  const ofTheCloud = { ...number, neighbour: 'alice@contoso.com', registrarPool: pool }
  const both = aRoom({ services: 'both', ...ofTeams, ...details, ...(skype === 'server' ? ofSkype : ofTheCloud) })
  return [both, aRoom({ ...ofTeams, ...number })]
}

/** The call without what belongs to this one account, policy or order. */
const toName = (method: string, url: string): string =>
  `${method} ${(url.split(/[?(]/)[0] ?? '')
    .replace(encodeURIComponent(address), '{id}')
    .replace(userId, '{id}')
    .replace(/events.e$/, 'events/{event}')}`

const order = '/admin/teams/telephoneNumberManagement/operations'

function answerTo(id: string, isSynced: boolean): GraphAnswer {
  const user = { id: userId, userPrincipalName: address, accountEnabled: true, onPremisesSyncEnabled: isSynced }
  const number = { telephoneNumber: '+4722334455', numberType: 'callingPlan' }
  const bodies: Record<string, unknown> = {
    users: { value: [user] },
    user,
    group: { displayName: 'Rooms' },
    configuration: {},
    number: { value: [number] },
    TeamsMeetingPolicy: { value: [{ policyId: 'p' }] },
    order: { status: 'succeeded' },
    booking: { id: 'e', attendees: [], value: [] },
    account: { accountEnabled: true },
    defaults: { isEnabled: false },
    organization: { value: [{ id: 't', verifiedDomains: [] }] },
  }
  const headers = { Location: `https://graph.microsoft.com/v1.0${order}('o-1')` }
  return { status: id === 'manager' ? 404 : 200, body: bodies[id] ?? { value: [] }, ...(id === 'order' && { headers }) }
}

function recordingGraph(isSynced: boolean) {
  const calls: string[] = []
  const graph: Graph = {
    async batch(requests) {
      calls.push(...requests.map(({ method, url }) => toName(method, url)))
      return new Map(requests.map(({ id }): [string, GraphAnswer] => [id, answerTo(id, isSynced)]))
    },
  }
  return { graph, calls: () => calls }
}

/** The real clients over recording services. */
function anEstate(topology: Topology, more: Findings = {}) {
  const exchange = recordedRunner(asMade)
  const isPointedTo = homesOf[topology].exchange === 'online'
  const worker = recordedRunner({ ...inside, ...(isPointedTo && { 'Get-Recipient': pointer }), ...more })
  const { graph, calls } = recordingGraph(topology !== 'online')
  const runbooks = { within: () => worker.runner, stop: async () => true }
  const rooms = makeRooms({
    exchange: exchange.runner,
    graph,
    clock: aClock(),
    runbooks,
    asksSkypeOnline: true,
  }).within(aScope().scope)
  const seen = (): Record<Service, string[]> => ({
    'Exchange Online': exchange.names(),
    Graph: calls(),
    worker: worker.names(),
  })
  return { rooms, seen, toWorker: worker.cmdlets }
}

async function readAccount(rooms: Rooms, topology: Topology, wishes: Room): Promise<Snapshot> {
  const snapshot = await rooms.read({ address, topology, wishes })
  if ('kind' in snapshot) throw new Error(snapshot.text)
  return snapshot
}

async function readEach(rooms: Rooms, topology: Topology): Promise<void> {
  for (const wishes of wishesFor(topology)) await readAccount(rooms, topology, wishes)
}

const factsOf = (snapshot: Snapshot, topology: Topology, room = wishesFor(topology)[0]): Facts => ({
  room,
  snapshot,
  made: { mailbox: false, password: false },
  topology,
  lookAlikes: [],
})

interface Decided {
  snapshot: Snapshot
  work: Work
}

/** What is to be done for a wish, from a reading of its own. */
async function decide(topology: Topology, room: Room, more: Findings = {}): Promise<Decided> {
  const snapshot = await readAccount(anEstate(topology, more).rooms, topology, room)
  const work = decideWork(factsOf(snapshot, topology, room))
  if (!work || 'kind' in work) throw new Error(`no work: ${JSON.stringify(work)}`)
  return { snapshot, work }
}

/** Every way to a room mailbox that the decision table takes there. */
async function makeMailbox(rooms: Rooms, topology: Topology, snapshot: Snapshot): Promise<void> {
  const place = { address, topology }
  const moveFor = (other: Snapshot) => identify(factsOf(other, topology)).kind
  const { holder: _, mailbox: __, elsewhere: ___, deleted: ____, ...account } = snapshot
  const { user: _____, directory: ______, ...nobody } = account
  await rooms.create({ ...place, name: 'board', displayName: 'Board' })
  if (moveFor({ ...snapshot, holder: aHolder({ type: 'SharedMailbox' }) }) === 'convert')
    await rooms.configure(place, [{ cmdlet: 'Set-Mailbox', parameters: { Type: 'Room' } }])
  if (moveFor(account) === 'convert') await rooms.enableMailbox(place)
  const deleted = { name: 'Board', userId, type: 'RoomMailbox' }
  if (moveFor({ ...nobody, deleted }) === 'restore') await rooms.restore(userId)
}

/** Writes what a step has to write, and takes it back. */
async function configure(rooms: Rooms, step: Step, work: Work, isUndone = false): Promise<void> {
  const differences = differencesFor(step, work.differences)
  const back = differences.map(({ setting, from, to }) => ({ setting, from: to, to: from }))
  for (const writes of [toCmdlets(differences), ...(isUndone ? [toCmdlets(back)] : [])])
    await rooms.configure(work, writes)
}

const drivers: Record<TopologyStep, (rooms: Rooms, decided: Decided) => Promise<void>> = {
  identify: (rooms, { work }) => readEach(rooms, work.topology),
  mailbox: (rooms, { work, snapshot }) => makeMailbox(rooms, work.topology, snapshot),
  autoAccept: (rooms, { work }) => configure(rooms, 'ensureCalendar', work, true),
  place: (rooms, { work }) => configure(rooms, 'ensurePlace', work, true),
  async neverExpires(rooms, { work }) {
    await rooms.prepareAccount(work, { ...work.account, password: { version: 'v', value: new Secret('p') } })
    await rooms.setEnabled(work, true)
    await rooms.setEnabled(work, false)
  },
  skype: (rooms, { work }) => configure(rooms, 'enableSkype', work, true),
  async licence(rooms, { work }) {
    if (!work.steps.includes('assignLicence') || work.userId === undefined) return
    await rooms.readLicences(work.userId)
    await rooms.changeLicences(work.userId, { add: [proSku], remove: [] })
    await rooms.readGroup('{id}')
    await rooms.addMember('{id}', work.userId)
  },
  async teams(rooms, { work }) {
    if (!work.steps.includes('ensureTeams') || work.userId === undefined) return
    const number = '+4722334455'
    await rooms.configureTeams(work.userId, { policies: { TeamsMeetingPolicy: 'Rooms' }, assign: number })
    const ordered = await rooms.configureTeams(work.userId, { policies: { TeamsMeetingPolicy: '' }, unassign: number })
    if (ordered.kind === 'done' && ordered.order !== undefined) await rooms.readOrder(ordered.order)
  },
  verify: (rooms, { work }) => readEach(rooms, work.topology),
  async signIn(rooms, { work }) {
    if (work.topology !== 'online') await rooms.readInside(work, { version: 'v', isForSkype: true })
    if (work.userId === undefined) return
    await rooms.readSignIn(work, 'windows')
    await rooms.readAccess(work, 'android')
  },
  async booking(rooms, { work }) {
    if (homesOf[work.topology].exchange !== 'online') return
    const slot = { start: '2027-01-04T03:00:00.000Z', end: '2027-01-04T03:05:00.000Z' }
    await rooms.book({ canary: address, room: address, transaction: 't', ...slot })
    await rooms.readAnswer(address, 'e', address)
    await rooms.callOff(address, 'e')
    await rooms.readIsFree(address, address, slot)
  },
  async retire(rooms, { work }) {
    if (work.topology !== 'online' || work.userId === undefined) return
    await rooms.listMeetings(address, new Date(0), 20)
    await rooms.configure(work, [{ cmdlet: 'Set-CalendarProcessing', parameters: { BookingWindowInDays: 0 } }])
    await rooms.setEnabled(work, false)
    await rooms.readNumber(work.userId)
    await rooms.configureTeams(work.userId, { policies: {}, unassign: '+4722334455' })
    await rooms.changeLicences(work.userId, { add: [], remove: [proSku] })
    await rooms.deleteAccount(work.userId)
  },
}

/** What each service was called for in one step. */
async function callsIn(step: TopologyStep, topology: Topology): Promise<Record<string, string[]>> {
  const { rooms, seen } = anEstate(topology)
  for (const wish of wishesFor(topology)) await drivers[step](rooms, await decide(topology, wish))
  return sorted(seen())
}

const sorted = (calls: Partial<Record<Service, readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(
    services.flatMap((service) => {
      const names = [...new Set(calls[service] ?? [])].toSorted()
      return names.length > 0 ? [[service, names]] : []
    }),
  )

const cells = steps.flatMap((step) => topologyNames.map((topology) => ({ step, topology })))

describe('the table of topologies', () => {
  it.each(cells)(
    'says what is called for $step in the topology $topology, and nothing else',
    async ({ step, topology }) => {
      const cell = topologyTable[step][topology]

      const calls = await callsIn(step, topology)

      expect(calls).toEqual('calls' in cell ? sorted(cell.calls) : {})
    },
  )

  it.each(cells)(
    'gives who masters $step in the topology $topology, or a reason why there is none',
    ({ step, topology }) => {
      const cell = topologyTable[step][topology]

      const words = 'calls' in cell ? [...cell.masteredBy, cell.note ?? 'All is said.'] : ['', cell.notApplicable]
      expect(words.length).toBeGreaterThan(1)
      expect(words.at(-1)).toMatch(/^[A-Z].*\.$/)
    },
  )

  it.each(cells)('never lets $step be mastered where the topology $topology has nothing', ({ step, topology }) => {
    const cell = topologyTable[step][topology]
    const { exchange, skype, hasCloud } = homesOf[topology]
    const absent = [
      ...(exchange === 'server' ? ['Exchange Online'] : ['Exchange Server']),
      skype === 'server' ? 'Skype for Business Online' : 'Skype for Business Server',
      ...(hasCloud ? [] : ['Entra ID', 'Teams']),
      ...(topology === 'online' ? ['Active Directory'] : []),
    ]

    const masters: string[] = 'calls' in cell ? [...cell.masteredBy] : []
    expect(masters.filter((master) => absent.includes(master))).toEqual([])
  })

  it('asks the worker for Skype for Business Online alone where everything is online', () => {
    const asked = steps.flatMap((step) => {
      const cell = topologyTable[step].online
      return 'calls' in cell ? (cell.calls.worker ?? []) : []
    })

    expect(asked.filter((call) => !/-Cs(?:MeetingRoom|OnlineUser)$/.test(call))).toEqual([])
  })
})

/** The runbook's own table stands in it as JSON. */
function readRunbook(): Record<string, { parameters: string[]; secrets: string[] } | undefined> {
  const source = readFileSync('infra/runbooks/Invoke-RoomCmdlets.ps1', 'utf8')
  return JSON.parse(source.split("@'\n")[1]?.split("\n'@")[0] ?? '')
}

/** Everything that the worker is asked in all steps, also of a room that Skype knows under an address of its own. */
async function everythingAsked(topology: Topology): Promise<Cmdlet[]> {
  const { rooms, toWorker } = anEstate(topology)
  const known = { RegistrarPool: pool, SipAddress: 'sip:old@contoso.com', UserPrincipalName: address }
  for (const wish of wishesFor(topology)) {
    const decided = await decide(topology, wish)
    for (const step of steps) await drivers[step](rooms, decided)
    await drivers.skype(rooms, await decide(topology, wish, { 'Get-CsMeetingRoom': known }))
  }
  return toWorker()
}

describe('the runbook', () => {
  it.each(topologyNames)(
    'takes every cmdlet, parameter and secret that it gets in the topology %s',
    async (topology) => {
      const table = readRunbook()

      const asked = await everythingAsked(topology)

      const refused = asked.flatMap(({ name, parameters, secrets = {} }) => [
        ...Object.keys(parameters).flatMap((one) => (table[name]?.parameters.includes(one) ? [] : [`${name} -${one}`])),
        ...Object.keys(secrets).flatMap((one) => (table[name]?.secrets.includes(one) ? [] : [`${name} -${one}`])),
      ])
      expect([...new Set(refused)]).toEqual([])
      expect(asked).not.toEqual([])
    },
  )
})
