import type { Clock } from '../clock.ts'
import type { Room } from '../room/request.ts'
import type { Snapshot } from '../room/snapshot.ts'
import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import type { CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { asksForSkype, teamsWishesOf } from '../room/wishes.ts'
import { byPurpose, detailCmdlets, readAtMailbox, toDetails } from './readDetails.ts'
import { readTeams } from './teams.ts'
import { readCmdlets, readRequests, toSnapshot } from './readRoom.ts'
import { serverCmdlets, toServerPart } from './readServer.ts'
import { skypeOnlineCmdlets, toSkypeOnlinePart } from './readSkypeOnline.ts'

export interface RoomPlace {
  address: string
  topology: Topology
  /** What has to be there on a Skype server, in Exchange and in Teams; looked up with everything else. */
  wishes?: Room
  /** Where what people see of the calendar is written. */
  calendarFolder?: string
}

interface Readers {
  exchange: CmdletRunner
  graph: Graph
  clock: Clock
}

/** Who runs the cmdlets of one call that the cloud does not take over REST. */
export interface Workers {
  /** Servers inside the organisation. */
  servers: CmdletRunner
  /** A session with Skype for Business Online; without it nobody asks whether it still answers. */
  skypeOnline?: CmdletRunner
}

/** Every holder of the address, the settings of the room, the account and the licences of the tenant, wherever they are. */
export async function readPlace(readers: Readers, workers: Workers, place: RoomPlace): Promise<Snapshot | Failed> {
  // First the slow ones: what the cloud shows is then as fresh as what they show.
  const online = await readSkypeOnline(workers, place)
  if ('kind' in online) return online
  const servers = await readServers(workers, place)
  if ('kind' in servers) return servers
  const cloud = await readCloud(readers, place, online.hasSkypeOnline)
  return 'kind' in cloud ? cloud : { ...cloud, ...servers, ...online }
}

async function readServers({ servers }: Workers, { address, topology, wishes }: RoomPlace) {
  if (!isMasteredOnPremises(topology)) return {}
  const cmdlets = serverCmdlets(address, topology, wishes ?? {})
  const results = await servers.run(Object.values(cmdlets), address)
  const part = toServerPart(address, cmdlets, results, topology)
  if ('kind' in part || !wishes || homesOf[topology].exchange === 'online') return part
  const inside = part.mailbox ? await readAtMailbox(servers, address, wishes) : {}
  return 'kind' in inside ? inside : { ...part, ...toDetails(address, wishes, byPurpose(cmdlets, results)), ...inside }
}

async function readSkypeOnline({ skypeOnline }: Workers, { address, topology, wishes }: RoomPlace) {
  if (!skypeOnline || !wishes || !asksForSkype(wishes) || homesOf[topology].skype === 'server') return {}
  const cmdlets = skypeOnlineCmdlets(address, wishes)
  return toSkypeOnlinePart(address, wishes, cmdlets, await skypeOnline.run(Object.values(cmdlets), address))
}

async function readCloud(
  readers: Readers,
  place: RoomPlace,
  hasSkypeOnline: Snapshot['hasSkypeOnline'],
): Promise<Snapshot | Failed> {
  const { exchange, graph, clock } = readers
  const { address, topology, wishes } = place
  const { hasCloud, exchange: home } = homesOf[topology]
  if (!hasCloud) return { address, skus: [] }
  const details = detailCmdlets(address, wishes ?? {})
  const cmdlets = home === 'online' ? { ...readCmdlets(address), ...details } : {}
  const [results, answers] = await Promise.all([
    home === 'online' ? exchange.run(Object.values(cmdlets), address) : [],
    graph.batch(readRequests(address, clock.now())),
  ])
  const found = byPurpose(cmdlets, results)
  const snapshot = toSnapshot(address, found, answers)
  if ('kind' in snapshot || !wishes) return snapshot
  const first = { ...snapshot, ...(home === 'online' && toDetails(address, wishes, found)) }
  const rest = await readRest(readers, place, { ...first, ...(hasSkypeOnline && { hasSkypeOnline }) })
  return 'kind' in rest ? rest : { ...first, ...rest }
}

/** What is asked for in Teams, and what Exchange answers only where the mailbox is. */
async function readRest({ exchange, graph }: Readers, place: RoomPlace, snapshot: Snapshot) {
  const { address, topology, wishes } = place
  if (!wishes) return {}
  const isThere = homesOf[topology].exchange === 'online' && snapshot.mailbox !== undefined
  const inside = isThere ? await readAtMailbox(exchange, address, wishes) : {}
  if ('kind' in inside) return inside
  const asked = teamsWishesOf(wishes, { topology, hasSkypeOnline: snapshot.hasSkypeOnline })
  const teams = Object.keys(asked).length > 0 ? await readTeams(graph, snapshot.user?.id, asked) : {}
  return 'kind' in teams ? teams : { ...inside, ...teams }
}
