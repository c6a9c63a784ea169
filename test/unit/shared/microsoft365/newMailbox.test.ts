import { describe, expect, it } from 'vitest'
import { newMailbox, toRoomMailbox } from '../../../../shared/microsoft365/newMailbox.ts'
import { topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import { address } from '../../../kit/rooms.ts'

const asked = { address, name: 'mtr-oslo-4-board', displayName: 'Board' }

describe('a new room mailbox', () => {
  it.each<[Topology, string]>([
    ['online', 'New-Mailbox'],
    ['on-premises', 'New-Mailbox'],
    ['exchange-server-teams-online', 'New-Mailbox'],
    ['exchange-online-skype-server', 'New-RemoteMailbox'],
  ])('in the topology %s is made by %s', (topology, cmdlet) => {
    expect(newMailbox({ ...asked, topology }).name).toBe(cmdlet)
  })

  it.each(topologyNames)('in the topology %s is a room with its address and its name for people', (topology) => {
    expect(newMailbox({ ...asked, topology }).parameters).toMatchObject({
      Room: true,
      Name: 'mtr-oslo-4-board',
      DisplayName: 'Board',
      PrimarySmtpAddress: address,
    })
  })

  it.each(topologyNames)('in the topology %s gets no password with its making', (topology) => {
    const { parameters, secrets } = newMailbox({ ...asked, topology })

    expect(secrets).toBe(undefined)
    expect(Object.keys(parameters).filter((name) => /password/i.test(name))).toEqual([])
  })

  it('on premises signs in with its address', () => {
    expect(newMailbox({ ...asked, topology: 'on-premises' }).parameters).toMatchObject({
      UserPrincipalName: address,
      Alias: 'mtr-oslo-4-board',
    })
  })
})

describe('an account that gets its room mailbox', () => {
  it.each<[Topology, string]>([
    ['on-premises', 'Enable-Mailbox'],
    ['exchange-server-teams-online', 'Enable-Mailbox'],
    ['exchange-online-skype-server', 'Enable-RemoteMailbox'],
  ])('in the topology %s is blocked for sign-in before %s', (topology, cmdlet) => {
    expect(toRoomMailbox(address, topology)).toEqual([
      { name: 'Disable-ADAccount', parameters: { Identity: address } },
      { name: cmdlet, parameters: { Identity: address, Room: true, PrimarySmtpAddress: address } },
    ])
  })
})
