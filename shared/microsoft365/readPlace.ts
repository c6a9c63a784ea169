import type { Clock } from '../clock.ts'
import type { Room } from '../room/request.ts'
import type { Snapshot } from '../room/snapshot.ts'
import { homesOf, isMasteredOnPremises, type Topology } from '../room/topology.ts'
import type { CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { teamsWishesOf } from '../room/wishes.ts'
import { byPurpose, detailCmdlets, readAtMailbox, toDetails } from './readDetails.ts'
import { readTeams } from './teams.ts'
import { readCmdlets, readRequests, toSnapshot } from './readRoom.ts'
import { serverCmdlets, toServerPart } from './readServer.ts'

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

/** Every holder of the address, the settings of the room, the account and the licences of the tenant, wherever they are. */
export async function readPlace(readers: Readers, worker: CmdletRunner, place: RoomPlace): Promise<Snapshot | Failed> {
  const { topology } = place
  if (!isMasteredOnPremises(topology)) return readCloud(readers, place)
  // First the slow one: what the cloud shows is then as fresh as what the servers show.
  const part = await readServers(worker, place)
  if ('kind' in part) return part
  const cloud = await readCloud(readers, place)
  return 'kind' in cloud ? cloud : { ...cloud, ...part }
}

async function readServers(worker: CmdletRunner, { address, topology, wishes }: RoomPlace) {
  const cmdlets = serverCmdlets(address, topology, wishes ?? {})
  const results = await worker.run(Object.values(cmdlets), address)
  const part = toServerPart(address, cmdlets, results, topology)
  if ('kind' in part || !wishes || homesOf[topology].exchange === 'online') return part
  const inside = part.mailbox ? await readAtMailbox(worker, address, wishes) : {}
  return 'kind' in inside ? inside : { ...part, ...toDetails(address, wishes, byPurpose(cmdlets, results)), ...inside }
}

async function readCloud(readers: Readers, place: RoomPlace): Promise<Snapshot | Failed> {
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
  const rest = await readRest(readers, place, first)
  return 'kind' in rest ? rest : { ...first, ...rest }
}

/** What is asked for in Teams, and what Exchange answers only where the mailbox is. */
async function readRest({ exchange, graph }: Readers, place: RoomPlace, snapshot: Snapshot) {
  const { address, topology, wishes } = place
  if (!wishes) return {}
  const isThere = homesOf[topology].exchange === 'online' && snapshot.mailbox !== undefined
  const inside = isThere ? await readAtMailbox(exchange, address, wishes) : {}
  if ('kind' in inside) return inside
  const asked = teamsWishesOf(wishes, topology)
  const teams = Object.keys(asked).length > 0 ? await readTeams(graph, snapshot.user?.id, asked) : {}
  return 'kind' in teams ? teams : { ...inside, ...teams }
}
