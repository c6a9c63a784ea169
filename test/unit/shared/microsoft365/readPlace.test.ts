import { describe, expect, it } from 'vitest'
import type { Graph, GraphAnswer } from '../../../../shared/microsoft365/graph.ts'
import { readPlace } from '../../../../shared/microsoft365/readPlace.ts'
import type { Room } from '../../../../shared/room/request.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { aClock } from '../../../kit/clock.ts'
import { notThere, recordedRunner, type Findings } from '../../../kit/recordedRunner.ts'
import { address, aRoom } from '../../../kit/rooms.ts'
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
  const read = (topology: Topology, wishes?: Room) =>
    readPlace(readers, { servers: noting('worker', worker) }, { address, topology, ...(wishes && { wishes }) })
  return { read, order, worker, exchange }
}

const details = {
  'Get-Recipient': { ...room, RecipientTypeDetails: 'RoomList' },
  'Get-Mailbox': { DisplayName: 'Board' },
  'Get-CASMailbox': { ActiveSyncMailboxPolicy: 'Rooms' },
  'Get-MobileDeviceMailboxPolicy': { Name: 'Rooms', PasswordEnabled: false },
  'Get-DistributionGroupMember': { PrimarySmtpAddress: address.toUpperCase() },
  'Get-MailboxCalendarConfiguration': { WorkDays: 'Weekdays' },
  'Get-MailboxFolderStatistics': { FolderType: 'Calendar', FolderId: 'id+/=' },
  'Get-MailboxFolderPermission': { AccessRights: ['LimitedDetails'] },
}
const everyDetail = aRoom({
  workingHours: { start: '08:00', end: '17:00' },
  calendarView: 'subjects',
  mobilePolicy: 'Rooms',
  roomList: 'Oslo',
})

describe('a reading of details', () => {
  it('costs a room that asks for none no request more', async () => {
    const plain = estate({}, details)

    await plain.read('online', aRoom())

    expect(plain.exchange.ran.map(({ cmdlets }) => cmdlets.length)).toEqual([6])
  })

  it('takes what it can with everything else, then what is at the mailbox, then the permission by the id of the folder', async () => {
    const { read, exchange } = estate({}, details)

    const snapshot = await read('online', everyDetail)

    expect(exchange.ran.map(({ cmdlets }) => cmdlets.length)).toEqual([10, 2, 1])
    expect(exchange.ran.at(-1)?.cmdlets[0]?.parameters).toEqual({ Identity: `${address}:id+/=`, User: 'Default' })
    expect(snapshot).toMatchObject({
      clientAccess: { ActiveSyncMailboxPolicy: 'Rooms' },
      roomList: { name: 'Oslo', isThere: true, isMember: true },
      workingHours: { WorkDays: 'Weekdays' },
      calendarFolder: { id: 'id+/=', shows: 'LimitedDetails' },
    })
    expect(snapshot).not.toHaveProperty('exchangeFault')
  })

  it('asks for nothing at a mailbox that is not there', async () => {
    const { read, exchange } = estate({}, { ...details, 'Get-Mailbox': notThere })

    await read('online', everyDetail)

    expect(exchange.ran).toHaveLength(1)
  })

  it.each([
    ['a group of people with the name of the list', { 'Get-Recipient': room }, 'room-list-wrong'],
    ['a policy that is not there', { 'Get-MobileDeviceMailboxPolicy': notThere }, 'mobile-policy-wrong'],
    [
      'a policy that asks for a password',
      { 'Get-MobileDeviceMailboxPolicy': { Name: 'Rooms', PasswordEnabled: true } },
      'mobile-policy-wrong',
    ],
  ])('finds %s to be wrong, on both sides', async (_, found, exchangeFault) => {
    const findings = { 'Get-ADUser': inDirectory, ...details, ...found }

    expect(await estate({}, findings).read('online', everyDetail)).toMatchObject({ exchangeFault })
    expect(await estate(findings).read('exchange-server-teams-online', everyDetail)).toMatchObject({ exchangeFault })
  })
})

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
