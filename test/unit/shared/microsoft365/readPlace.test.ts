import { describe, expect, it } from 'vitest'
import type { Graph, GraphAnswer } from '../../../../shared/microsoft365/graph.ts'
import { readPlace } from '../../../../shared/microsoft365/readPlace.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { aClock } from '../../../kit/clock.ts'
import { recordedRunner, type Findings } from '../../../kit/recordedRunner.ts'
import { address } from '../../../kit/rooms.ts'
import { userId } from '../../../kit/snapshots.ts'

const inCloud = { id: userId, userPrincipalName: address, onPremisesSyncEnabled: true }
const inDirectory = { UserPrincipalName: address, Enabled: true }
const room = { RecipientTypeDetails: 'RoomMailbox', DisplayName: 'Board' }
const denied = { kind: 'failed', reason: 'denied', text: 'Access denied' } as const

function estate(inside: Findings, cloud: Findings = {}) {
  const order: string[] = []
  const [worker, exchange] = [recordedRunner(inside), recordedRunner(cloud)]
  const graph: Graph = {
    async batch(requests) {
      order.push('Graph')
      const bodyOf = (id: string) => ({ value: id === 'users' ? [inCloud] : [] })
      return new Map(requests.map(({ id }): [string, GraphAnswer] => [id, { status: 200, body: bodyOf(id) }]))
    },
  }
  const noting = (name: string, { runner }: typeof worker): typeof worker.runner => ({
    ...runner,
    run: (cmdlets, at) => {
      order.push(name)
      return runner.run(cmdlets, at)
    },
  })
  const readers = { exchange: noting('Exchange Online', exchange), graph, clock: aClock() }
  const read = (topology: Topology) => readPlace(readers, { servers: noting('worker', worker) }, { address, topology })
  return { read, order, worker, exchange }
}

describe('a reading', () => {
  it.each<[Topology, string[]]>([
    ['online', ['Exchange Online', 'Graph']],
    ['on-premises', ['worker']],
    ['exchange-online-skype-server', ['worker', 'Exchange Online', 'Graph']],
    ['exchange-server-teams-online', ['worker', 'Graph']],
  ])('in the topology %s asks %j, the slow one first', async (topology, asked) => {
    const { read, order } = estate({})

    await read(topology)

    expect(order).toEqual(asked)
  })

  it('of a room on premises alone knows no licences', async () => {
    const { read } = estate({ 'Get-ADUser': inDirectory, 'Get-Recipient': room })

    expect(await read('on-premises')).toMatchObject({ address, skus: [], holder: { name: 'Board' } })
  })

  it('of a room in both worlds has both halves', async () => {
    const pointer = { ...room, RecipientTypeDetails: 'RemoteRoomMailbox' }
    const { read } = estate({ 'Get-ADUser': inDirectory, 'Get-Recipient': pointer }, { 'Get-Recipient': room })

    expect(await read('exchange-online-skype-server')).toMatchObject({
      holder: { type: 'RoomMailbox' },
      elsewhere: { type: 'RemoteRoomMailbox' },
      directory: { upn: address, isEnabled: true },
      user: { id: userId, isSynced: true },
    })
  })

  it('of a room on a server with Teams takes the mailbox from the server and the account from both', async () => {
    const { read } = estate({ 'Get-ADUser': inDirectory, 'Get-Recipient': room, 'Get-Mailbox': { DisplayName: 'B' } })

    expect(await read('exchange-server-teams-online')).toMatchObject({
      holder: { type: 'RoomMailbox' },
      mailbox: { DisplayName: 'B' },
      directory: { upn: address },
      user: { id: userId },
    })
  })

  it('that the servers refuse does not ask the cloud, because half a picture leads to wrong decisions', async () => {
    const { read, order } = estate({ 'Get-ADUser': denied })

    expect(await read('exchange-online-skype-server')).toEqual(denied)
    expect(order).toEqual(['worker'])
  })

  it('that the cloud refuses is a failure, whatever the servers say', async () => {
    const { read } = estate({ 'Get-ADUser': inDirectory }, { 'Get-Recipient': denied })

    expect(await read('exchange-online-skype-server')).toEqual(denied)
  })
})
