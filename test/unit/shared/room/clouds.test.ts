import { describe, expect, it } from 'vitest'
import {
  cloudCapabilities,
  findImpossibleInCloud,
  type CapabilityOfCloud,
  type Mode,
} from '../../../../shared/room/cloudCapabilities.ts'
import { cloudNames, clouds, scopesOf, type CloudName } from '../../../../shared/room/clouds.ts'
import type { Room } from '../../../../shared/room/request.ts'
import { topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import { aRoom } from '../../../kit/rooms.ts'

type Row = [id: string, global: Mode, gcc: Mode, gccHigh: Mode, dod: Mode, china: Mode]

/** Written down a second time, so that no cell changes unseen. */
const expected: Row[] = [
  ['create-room', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['calendar', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['place', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['account', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['licence', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['teams-policy', 'automatic', 'automatic', 'runbook', 'runbook', 'runbook'],
  ['phone-number', 'automatic', 'automatic', 'runbook', 'runbook', 'runbook'],
  ['calling-plan', 'automatic', 'automatic', 'by hand', 'by hand', 'impossible'],
  ['what-if', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['sign-in-log', 'automatic', 'automatic', 'automatic', 'automatic', 'automatic'],
  ['skype-server', 'runbook', 'runbook', 'runbook', 'runbook', 'runbook'],
  ['portal', 'by hand', 'impossible', 'impossible', 'impossible', 'impossible'],
]

const cells = cloudCapabilities.flatMap(({ id, in: cell }) =>
  cloudNames.map((name): [string, CloudName, CapabilityOfCloud] => [id, name, cell[name]]),
)

describe('the map of clouds', () => {
  it('says how each thing is done in each cloud', () => {
    expect(cloudCapabilities.map(({ id, in: cell }) => [id, ...cloudNames.map((name) => cell[name].mode)])).toEqual(
      expected,
    )
  })

  it.each(cells)('has a reason and a source for %s in %s', (_, __, { reason, source }) => {
    expect(reason).toMatch(/^[A-Z].*\.$/)
    expect(source).toMatch(/^(?:unverified|Microsoft|microsoftgraph|Azure)/)
  })
})

describe('a cloud', () => {
  it.each(cloudNames)('%s has secure addresses without a path, and a source', (name) => {
    const { graph, exchange, exchangeResource, login, arm, source } = clouds[name]

    for (const url of [graph, exchange, exchangeResource, login, arm]) expect(new URL(url).href).toBe(`${url}/`)
    expect([graph, exchange, exchangeResource, login, arm].every((url) => url.startsWith('https:'))).toBe(true)
    expect(source).not.toBe('')
  })

  it('of the US government or of China shares no address with the worldwide one', () => {
    const addressesOf = (name: CloudName) => Object.values(scopesOf(clouds[name]))
    const shared = (['gcc-high', 'dod', 'china'] as const).flatMap((name) =>
      addressesOf(name).filter((scope) => addressesOf('global').includes(scope)),
    )

    expect(shared).toEqual([])
  })
})

const wishes: [string, Partial<Room>][] = [
  ['Teams alone', {}],
  ['a phone number', { phoneNumber: '+4722000000' }],
  ['calls within the country', { dialOut: 'domestic' }],
  ['calls abroad', { dialOut: 'international' }],
]
/** The only ones that no way leads to. */
const refused = (name: CloudName, topology: Topology, { dialOut = 'none' }: Partial<Room>) =>
  name === 'china' && dialOut !== 'none' && (topology === 'online' || topology === 'exchange-server-teams-online')

describe('a request', () => {
  const all = cloudNames.flatMap((name) =>
    topologyNames.flatMap((topology) =>
      wishes.map(([words, wish]): [string, CloudName, Topology, Partial<Room>] => [words, name, topology, wish]),
    ),
  )

  it.each(all)('for %s in the cloud %s (%s) is refused only where it is impossible', (_, name, topology, wish) => {
    const code = findImpossibleInCloud(aRoom(wish), name, topology)?.code

    expect(code).toBe(refused(name, topology, wish) ? 'not-in-this-cloud' : undefined)
  })

  it('that is refused is told what, where and why', () => {
    expect(findImpossibleInCloud(aRoom({ dialOut: 'domestic' }), 'china', 'online')?.facts).toEqual({
      what: 'Calling plans of Microsoft',
      cloud: 'China, operated by 21Vianet',
      why: 'Microsoft offers no calling plan in China.',
    })
  })
})
