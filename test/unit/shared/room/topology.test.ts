import { describe, expect, it } from 'vitest'
import {
  homesOf,
  isMasteredOnPremises,
  topologyFor,
  topologyNames,
  topologyOf,
  type Topologies,
  type Topology,
} from '../../../../shared/room/topology.ts'

describe('the topology of an address', () => {
  const topologies: Topologies = { '*': 'exchange-server-teams-online', 'corp.contoso.com': 'on-premises' }

  it.each<[string, Topologies, Topology]>([
    ['room@corp.contoso.com', topologies, 'on-premises'],
    ['room@contoso.com', topologies, 'exchange-server-teams-online'],
    ['room@sub.corp.contoso.com', topologies, 'exchange-server-teams-online'],
    ['room@contoso.com', { 'corp.contoso.com': 'on-premises' }, 'online'],
    ['room@contoso.com', {}, 'online'],
  ])('%s in %j is %s', (address, known, topology) => {
    expect(topologyOf(address, known)).toBe(topology)
  })
})

describe('the topology of a request', () => {
  it.each(
    topologyNames.flatMap((estate) =>
      [true, false].flatMap((needsSkype) => [true, false].map((isSynced) => ({ estate, needsSkype, isSynced }))),
    ),
  )('$estate, with Skype $needsSkype, synchronised $isSynced', ({ estate, needsSkype, isSynced }) => {
    const isForTeamsAlone = estate === 'exchange-online-skype-server' && !needsSkype && !isSynced

    expect(topologyFor(estate, needsSkype, isSynced)).toBe(isForTeamsAlone ? 'online' : estate)
  })
})

/** Microsoft, "Configure accounts for Skype Room Systems v2": its four deployments. */
describe('where things are', () => {
  it.each<[Topology, 'online' | 'server', 'online' | 'server', boolean, boolean]>([
    ['online', 'online', 'online', true, false],
    ['on-premises', 'server', 'server', false, true],
    ['exchange-online-skype-server', 'online', 'server', true, true],
    ['exchange-server-teams-online', 'server', 'online', true, true],
  ])('in the topology %s: Exchange %s, Skype %s, a cloud %s, a local directory %s', (topology, ...homes) => {
    const { exchange, skype, hasCloud } = homesOf[topology]

    expect([exchange, skype, hasCloud, isMasteredOnPremises(topology)]).toEqual(homes)
  })
})
