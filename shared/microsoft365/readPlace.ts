import type { Clock } from '../clock.ts'
import type { Room } from '../room/request.ts'
import type { Snapshot } from '../room/snapshot.ts'
import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import type { CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { asksForSkype, teamsWishesOf } from '../room/wishes.ts'
import { readTeams } from './teams.ts'
import { readCmdlets, readRequests, toSnapshot } from './readRoom.ts'
import { serverCmdlets, toServerPart } from './readServer.ts'
import { skypeOnlineCmdlets, toSkypeOnlinePart } from './readSkypeOnline.ts'

export interface RoomPlace {
  address: string
  topology: Topology
  /** What has to be there on a Skype server and in Teams; looked up with everything else. */
  wishes?: Room
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
  return toServerPart(address, cmdlets, await servers.run(Object.values(cmdlets), address), topology)
}

async function readSkypeOnline({ skypeOnline }: Workers, { address, topology, wishes }: RoomPlace) {
  if (!skypeOnline || !wishes || !asksForSkype(wishes) || homesOf[topology].skype === 'server') return {}
  const cmdlets = skypeOnlineCmdlets(address, wishes)
  return toSkypeOnlinePart(address, wishes, cmdlets, await skypeOnline.run(Object.values(cmdlets), address))
}

async function readCloud(
  { exchange, graph, clock }: Readers,
  { address, topology, wishes }: RoomPlace,
  hasSkypeOnline: Snapshot['hasSkypeOnline'],
): Promise<Snapshot | Failed> {
  const { hasCloud, exchange: home } = homesOf[topology]
  if (!hasCloud) return { address, skus: [] }
  const [cmdlets, answers] = await Promise.all([
    home === 'online' ? exchange.run(readCmdlets(address), address) : [],
    graph.batch(readRequests(address, clock.now())),
  ])
  const snapshot = toSnapshot(address, cmdlets, answers)
  const asked = wishes ? teamsWishesOf(wishes, { topology, hasSkypeOnline }) : {}
  if ('kind' in snapshot || Object.keys(asked).length === 0) return snapshot
  const teams = await readTeams(graph, snapshot.user?.id, asked)
  return 'kind' in teams ? teams : { ...snapshot, ...teams }
}
