import type { TokenCredential } from '@azure/identity'
import { systemClock } from '../../shared/clock.ts'
import { makeSend } from '../../shared/http/outbound.ts'
import type { Graph } from '../../shared/microsoft365/graph.ts'
import { makePreflight, readGraph } from '../../shared/microsoft365/preflight.ts'
import { groupsIn } from '../../shared/room/licenceGroups.ts'
import type { Estate } from '../../shared/room/need.ts'
import type { PreflightReading } from '../../shared/room/preflight.ts'
import { makeDirectory } from '../grants/directory.ts'
import type { Deployment } from '../grants/settings.ts'
import { services, type ServiceName } from '../grants/wanted.ts'

export interface Looking {
  back: Deployment['back']
  estate: Estate
  graph: Graph
  credential: TokenCredential
  /** The managed identity of the back, when somebody else looks; its rights in Exchange and Azure then stay unread, since these answer for whoever asks. */
  principalId: string | undefined
}

/** What the back may do and what the tenant has: from its own tokens when it looks itself, else as the directory has it. */
export async function readTenant({ back, estate, graph, credential, principalId }: Looking): Promise<PreflightReading> {
  const { tenant, worker } = back
  const groups = [...new Set(groupsIn(back.licenceGroups).map(({ id }) => id))]
  const ofGraph = { graph, graphScope: tenant.graph.scope, credential, groups }
  if (principalId === undefined) {
    const send = makeSend({ clock: systemClock, inFlight: 4 })
    return makePreflight({ ...ofGraph, exchange: tenant.exchange, worker, tenantId: tenant.id, send, estate })()
  }
  const { refused: _, ...reading } = await readGraph(ofGraph)
  const graphRoles = await readRoles(graph, principalId, 'graph')
  const exchangeAppRoles = await readRoles(graph, principalId, 'exchange')
  return { ...reading, graphRoles, exchangeAppRoles }
}

async function readRoles(graph: Graph, principalId: string, name: ServiceName): Promise<string[]> {
  const directory = makeDirectory(graph)
  const service = await directory.findService(services[name].appId)
  const names = new Map([...service.roles].map(([role, id]) => [id, role]))
  const grants = await directory.listGrants(principalId)
  return grants.filter(({ serviceId }) => serviceId === service.id).map(({ roleId }) => names.get(roleId) ?? roleId)
}
