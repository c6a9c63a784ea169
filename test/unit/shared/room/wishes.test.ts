import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../../shared/room/snapshot.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { findImpossible } from '../../../../shared/room/wishes.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { nothingThere } from '../../../kit/snapshots.ts'

const pool = 'pool1.contoso.local'
const whyNot = (room: Partial<RoomInput>, topology: Topology, snapshot: Partial<Snapshot> = {}) =>
  findImpossible(aRoom(room), nothingThere(snapshot), topology)?.code ?? 'possible'

describe('what is asked for', () => {
  it.each<[RoomInput['services'], Topology, string]>([
    ['teams', 'online', 'possible'],
    ['skype', 'online', 'skype-online-retired'],
    ['both', 'online', 'possible'],
    ['teams', 'on-premises', 'teams-needs-the-cloud'],
    ['skype', 'on-premises', 'possible'],
    ['both', 'on-premises', 'teams-needs-the-cloud'],
    ['teams', 'exchange-online-skype-server', 'possible'],
    ['skype', 'exchange-online-skype-server', 'possible'],
    ['both', 'exchange-online-skype-server', 'possible'],
    ['teams', 'exchange-server-teams-online', 'possible'],
    ['skype', 'exchange-server-teams-online', 'skype-online-retired'],
    ['both', 'exchange-server-teams-online', 'possible'],
  ])('%s in the topology %s is %s', (services, topology, expected) => {
    expect(whyNot({ services, registrarPool: pool }, topology)).toBe(expected)
  })

  it('as Enterprise Voice with Teams needs a number, and a Skype server does not', () => {
    expect(whyNot({ enterpriseVoice: true }, 'online')).toBe('voice-needs-a-number')
    expect(whyNot({ enterpriseVoice: true, phoneNumber: '+4722334455' }, 'online')).toBe('possible')
    expect(whyNot({ enterpriseVoice: true, services: 'skype', registrarPool: pool }, 'on-premises')).toBe('possible')
  })

  it.each<[RoomInput['services'], Topology]>([
    ['teams', 'online'],
    ['both', 'exchange-server-teams-online'],
    ['both', 'exchange-online-skype-server'],
  ])('of %s in the topology %s has to be there in Teams', (services, topology) => {
    expect(whyNot({ services, registrarPool: pool }, topology, { teamsFault: 'policy-unknown' })).toBe('policy-unknown')
  })

  it('is said to be impossible before Skype is asked for a pool', () => {
    expect(whyNot({ services: 'both' }, 'on-premises')).toBe('teams-needs-the-cloud')
  })
})

describe('a room where Skype for Business Online still answers', () => {
  const alive = (room: Partial<RoomInput>, snapshot: Partial<Snapshot> = {}) =>
    whyNot(room, 'online', { hasSkypeOnline: true, skype: { RegistrarPool: '' }, ...snapshot })

  it.each<[RoomInput['services']]>([['skype'], ['both']])('for %s goes to the pool that was given', (services) => {
    expect(alive({ services, registrarPool: pool })).toBe('possible')
  })

  it('needs a pool as on a server, and what was asked for has to be there', () => {
    expect(alive({ services: 'skype' })).toBe('registrar-pool-unknown')
    expect(alive({ services: 'skype', registrarPool: pool }, { skypeFault: 'registrar-pool-wrong' })).toBe(
      'registrar-pool-wrong',
    )
  })

  it('and for Teams alone has nothing to do with it', () => {
    expect(alive({ services: 'teams' })).toBe('possible')
  })
})

describe('a room on a Skype server', () => {
  const onServer = (room: Partial<RoomInput>, snapshot: Partial<Snapshot> = {}) =>
    whyNot({ services: 'skype', ...room }, 'on-premises', snapshot)

  it.each<[string, Partial<RoomInput>, Partial<Snapshot>]>([
    ['was given', { registrarPool: pool }, {}],
    ['the neighbour has', {}, { neighbourPool: pool }],
    ['the room has already', {}, { skype: { RegistrarPool: pool } }],
  ])('goes to the pool that %s', (_, room, snapshot) => {
    expect(onServer(room, snapshot)).toBe('possible')
  })

  it.each<[string, Partial<Snapshot>]>([
    ['nobody knows a pool', {}],
    ['it is not enabled', { skype: { RegistrarPool: '' } }],
  ])('needs a pool where %s', (_, snapshot) => {
    expect(onServer({}, snapshot)).toBe('registrar-pool-unknown')
  })

  it('may have a number and Enterprise Voice', () => {
    expect(onServer({ registrarPool: pool, phoneNumber: '+4722334455', enterpriseVoice: true })).toBe('possible')
  })

  it.each(['registrar-pool-wrong', 'policy-unknown', 'number-in-use'] as const)(
    'is not begun where what was asked for is not to be had: %s',
    (skypeFault) => {
      expect(onServer({ registrarPool: pool }, { skypeFault })).toBe(skypeFault)
    },
  )
})
