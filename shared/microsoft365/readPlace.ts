import type { Clock } from '../clock.ts'
import type { Room } from '../room/request.ts'
import type { Snapshot } from '../room/snapshot.ts'
import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import type { CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { teamsWishesOf } from '../room/wishes.ts'
import { readTeams } from './teams.ts'
import { readCmdlets, readRequests, toSnapshot } from './readRoom.ts'
import { serverCmdlets, toServerPart } from './readServer.ts'

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

/** Every holder of the address, the settings of the room, the account and the licences of the tenant, wherever they are. */
export async function readPlace(readers: Readers, worker: CmdletRunner, place: RoomPlace): Promise<Snapshot | Failed> {
  const { address, topology, wishes } = place
  if (!isMasteredOnPremises(topology)) return readCloud(readers, place)
  const cmdlets = serverCmdlets(address, topology, wishes ?? {})
  // First the slow one: what the cloud shows is then as fresh as what the servers show.
  const part = toServerPart(address, cmdlets, await worker.run(Object.values(cmdlets), address), topology)
  if ('kind' in part) return part
  const cloud = await readCloud(readers, place)
  return 'kind' in cloud ? cloud : { ...cloud, ...part }
}

async function readCloud(
  { exchange, graph, clock }: Readers,
  { address, topology, wishes }: RoomPlace,
): Promise<Snapshot | Failed> {
  const { hasCloud, exchange: home } = homesOf[topology]
  if (!hasCloud) return { address, skus: [] }
  const [cmdlets, answers] = await Promise.all([
    home === 'online' ? exchange.run(readCmdlets(address), address) : [],
    graph.batch(readRequests(address, clock.now())),
  ])
  const snapshot = toSnapshot(address, cmdlets, answers)
  const asked = wishes ? teamsWishesOf(wishes, topology) : {}
  if ('kind' in snapshot || Object.keys(asked).length === 0) return snapshot
  const teams = await readTeams(graph, snapshot.user?.id, asked)
  return 'kind' in teams ? teams : { ...snapshot, ...teams }
}
