import type { Clock } from '../clock.ts'
import type { KnownName } from '../room/lookAlike.ts'
import type { Bag, Snapshot } from '../room/snapshot.ts'
import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import { makeAccounts, type Accounts } from './accounts.ts'
import { makeBookings, type Bookings } from './bookings.ts'
import { makeDeletedAccounts, type DeletedAccounts } from './deletedAccounts.ts'
import { allRooms, makeEstate, type Estate } from './estate.ts'
import { makeGroups, type Groups } from './groups.ts'
import { makeLicences, type Licences } from './licences.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletLister, CmdletRunner } from './cmdletRunner.ts'
import { toEffect, type Effect, type Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { readPlace, type RoomPlace, type Workers } from './readPlace.ts'
import { newMailbox, toRoomMailbox, type NewMailbox } from './newMailbox.ts'
import { isOfList, writeList } from './roomLists.ts'
import { makeRoomFinder, type RoomFinder } from './roomFinder.ts'
import type { JobScope, Runbooks } from './runbooks.ts'
import { makeSignIns, type SignIns } from './signIn.ts'
import { makeSignInLog, type SignInLog } from './signInLog.ts'
import { makeTeams, type Teams } from './teams.ts'

export interface Write {
  cmdlet: string
  parameters: Bag
}

/** Room accounts, wherever they live: everything the workflow reads and writes, in as few requests as the services allow. */
export interface Rooms
  extends Accounts, DeletedAccounts, Estate, Licences, Groups, Teams, Bookings, RoomFinder, SignIns, SignInLog {
  /** The same for one call of an activity, so that its jobs on the worker are found again when it is repeated. */
  within(scope: JobScope): Rooms
  /** Every holder of the address, the settings of the room, the account and the licences of the tenant: all reads at once. */
  read(place: RoomPlace): Promise<Snapshot | Failed>
  create(mailbox: NewMailbox): Promise<Effect>
  /** Gives an account of the local directory, which has none, its room mailbox. The account cannot sign in until it is enabled. */
  enableMailbox(place: RoomPlace): Promise<Effect>
  /** Every room mailbox of Exchange Online, by name and address. */
  listRooms(): Promise<KnownName[] | Failed>
  /** Writes to one room, in one request of each service. */
  configure(place: RoomPlace, writes: Write[]): Promise<Effect>
  /** Calls a job of the worker off. False while it is still at work. */
  stopJob(name: string): Promise<boolean>
}

export interface RoomsOptions {
  exchange: CmdletRunner & CmdletLister
  graph: Graph
  clock: Clock
  /** Where rooms are on premises too. */
  runbooks?: Runbooks | undefined
  /** The worker is asked whether Skype for Business Online still answers. */
  asksSkypeOnline?: boolean
}

export function makeRooms(options: RoomsOptions, workers: Workers = { servers: noWorker }): Rooms {
  const { exchange, graph, runbooks } = options
  const { servers: worker, skypeOnline = noWorker } = workers
  return {
    ...makeAccounts(graph, worker),
    ...makeDeletedAccounts(graph),
    ...makeEstate(exchange, graph),
    ...makeLicences(graph),
    ...makeGroups(graph),
    ...makeTeams(graph),
    ...makeBookings(graph),
    ...makeRoomFinder(graph),
    ...makeSignInLog(graph),
    ...makeSignIns(graph, exchange, worker),
    within: (scope) => makeRooms(options, workersOf(options, scope)),
    read: (place) => readPlace(options, workers, place),
    create: async (mailbox) => {
      const isOnServer = isMasteredOnPremises(mailbox.topology)
      return toEffect(await (isOnServer ? worker : exchange).run([newMailbox(mailbox)], mailbox.address))
    },
    enableMailbox: async ({ address, topology }) =>
      toEffect(await worker.run(toRoomMailbox(address, topology), address)),
    listRooms: async () => toNames(await exchange.list(allRooms, ['DisplayName', 'PrimarySmtpAddress'])),
    configure: (place, writes) => {
      const { exchange: home, skype } = homesOf[place.topology]
      const runnerOf = ({ cmdlet }: Write) => {
        if (cmdlet === 'Set-RemoteMailbox') return worker
        if (isOfExchange(cmdlet)) return home === 'online' ? exchange : worker
        return isOfSkype(cmdlet) && skype === 'online' ? skypeOnline : worker
      }
      const spelled = writes.map((write) => spellFor(place.topology, write))
      return inTurn([...Map.groupBy(spelled, runnerOf)], place)
    },
    stopJob: async (name) => (await runbooks?.stop(name)) ?? true,
  }
}

const toNames = (result: CmdletResult): KnownName[] | Failed =>
  result.kind === 'failed'
    ? result
    : result.value.map(({ DisplayName: name, PrimarySmtpAddress: address }) => ({
        name: String(name),
        address: String(address).toLowerCase(),
      }))

const workersOf = ({ runbooks, asksSkypeOnline }: RoomsOptions, scope: JobScope): Workers => ({
  servers: runbooks?.within(scope) ?? noWorker,
  ...(runbooks && asksSkypeOnline && { skypeOnline: runbooks.within(scope, 'online') }),
})

/** An estate that is all online has none; its configuration says so, and nothing asks for one. */
const noWorker: CmdletRunner = {
  run: ([cmdlet]) => Promise.reject(new Error(`${cmdlet?.name} needs a worker, and none is configured`)),
}

const isOfSkype = (cmdlet: string): boolean => cmdlet.includes('-Cs')
const isOfExchange = (cmdlet: string): boolean => !isOfSkype(cmdlet) && !cmdlet.includes('-AD')

/** What the local directory masters of a mailbox in Exchange Online is written to its pointer there. */
const spellFor = (topology: Topology, write: Write): Write =>
  topology === 'exchange-online-skype-server' && write.cmdlet === 'Set-Mailbox' && !('Type' in write.parameters)
    ? { ...write, cmdlet: 'Set-RemoteMailbox' }
    : write

async function inTurn(parts: [CmdletRunner, Write[]][], place: RoomPlace): Promise<Effect> {
  const results = []
  for (const [runner, writes] of parts) {
    const ofRoom = writes.filter(({ cmdlet }) => !isOfList(cmdlet))
    const cmdlets = ofRoom.map((write) => setCmdlet(place, write))
    if (cmdlets.length > 0) results.push(...(await runner.run(cmdlets, place.address)))
    results.push(await writeList(runner, place.address, writes))
  }
  return toEffect(results)
}

const setCmdlet = ({ address, calendarFolder = '' }: RoomPlace, { cmdlet, parameters }: Write): Cmdlet => ({
  name: cmdlet,
  // By its id: the name of the folder is that of the mailbox's language.
  parameters: {
    Identity: cmdlet === 'Set-MailboxFolderPermission' ? `${address}:${calendarFolder}` : address,
    ...parameters,
  },
})
