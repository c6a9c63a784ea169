import { describe, expect, it } from 'vitest'
import type { CmdletResult } from '../../../../shared/microsoft365/cmdletResult.ts'
import { serverCmdlets, toServerPart, type SkypeWishes } from '../../../../shared/microsoft365/readServer.ts'
import type { Bag } from '../../../../shared/room/snapshot.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { notThere } from '../../../kit/recordedRunner.ts'
import { address } from '../../../kit/rooms.ts'

const neighbour = 'dan@contoso.com'
const wishes = {
  neighbour,
  registrarPool: 'pool1.contoso.local',
  phoneNumber: '+4722334455',
  dialPlan: 'Oslo',
  voicePolicy: 'Rooms',
}
const namesOf = (topology: Topology, wished: SkypeWishes = {}) =>
  Object.values(serverCmdlets(address, topology, wished)).map(({ name }) => name)

/** What the servers of a topology say, by what they are asked for; nothing where it is not named. */
function partOf(topology: Topology, found: Record<string, Bag | CmdletResult>, wished: SkypeWishes = { neighbour }) {
  const cmdlets = serverCmdlets(address, topology, wished)
  const results = Object.keys(cmdlets).map((what): CmdletResult => {
    const one = found[what]
    if (one === undefined) return { kind: 'ok', value: [] }
    return one['kind'] === 'failed' ? (one as CmdletResult) : { kind: 'ok', value: [one as Bag] }
  })
  return toServerPart(address, cmdlets, results, topology)
}

describe('what the worker is asked', () => {
  const exchange = [
    'Get-ADUser',
    'Get-Recipient',
    'Get-Mailbox',
    'Get-CalendarProcessing',
    'Get-MailboxRegionalConfiguration',
    'Get-ExchangeServer',
  ]

  it.each<[Topology, string[]]>([
    ['on-premises', [...exchange, 'Get-CsMeetingRoom', 'Get-CsUser']],
    ['exchange-server-teams-online', exchange],
    ['exchange-online-skype-server', ['Get-ADUser', 'Get-Recipient', 'Get-CsMeetingRoom', 'Get-CsUser']],
  ])('in the topology %s is what stands on servers there', (topology, names) => {
    expect(namesOf(topology, { neighbour })).toEqual(names)
  })

  it('is whether everything that is asked of a Skype server is there', () => {
    expect(namesOf('on-premises', wishes).slice(exchange.length)).toEqual([
      'Get-CsMeetingRoom',
      'Get-CsUser',
      'Get-CsPool',
      'Get-CsDialPlan',
      'Get-CsVoicePolicy',
      'Get-CsUser',
      'Get-CsMeetingRoom',
    ])
    expect(namesOf('exchange-server-teams-online', wishes)).toEqual(exchange)
  })

  it('is nothing about a neighbour whom nobody named', () => {
    expect(namesOf('on-premises')).not.toContain('Get-CsUser')
  })

  it('is about the account alone, and the pool of the neighbour', () => {
    const asked = Object.values(serverCmdlets(address, 'on-premises', { neighbour }))

    expect(asked.find(({ name }) => name === 'Get-CsUser')?.parameters).toEqual({ Identity: neighbour })
    expect(asked.filter(({ parameters }) => JSON.stringify(parameters).includes(neighbour))).toHaveLength(1)
  })
})

describe('an account of Active Directory', () => {
  const read = (changes: Bag) => partOf('on-premises', { user: { UserPrincipalName: address, ...changes } })

  it('is read with its state', () => {
    expect(read({ Enabled: true, PasswordNeverExpires: true, PasswordLastSet: '2026-01-10' })).toMatchObject({
      directory: {
        upn: address,
        isEnabled: true,
        neverExpires: true,
        passwordChangedAt: '2026-01-10',
        isPrivileged: false,
        personalDetails: [],
      },
    })
  })

  it('that never got a password has no date of one', () => {
    expect(read({ PasswordLastSet: null })).not.toHaveProperty('directory.passwordChangedAt')
  })

  it.each<[Bag, boolean]>([
    [{ adminCount: 1 }, true],
    [{ adminCount: '1' }, true],
    [{ adminCount: 0 }, false],
    [{ adminCount: null }, false],
    [{}, false],
  ])('with %j is privileged: %s', (changes, isPrivileged) => {
    expect(read(changes)).toMatchObject({ directory: { isPrivileged } })
  })

  it.each([
    ['Title', 'a job title'],
    ['EmployeeID', 'an employee number'],
    ['MobilePhone', 'a mobile phone'],
    ['GivenName', 'a first name'],
    ['Manager', 'a manager'],
  ])('with a %s has what a person has: %s', (property, words) => {
    expect(read({ [property]: 'x' })).toMatchObject({ directory: { personalDetails: [words] } })
    expect(read({ [property]: '' })).toMatchObject({ directory: { personalDetails: [] } })
  })
})

describe('what the servers say', () => {
  const recipient = { RecipientTypeDetails: 'RoomMailbox', DisplayName: 'Board' }

  it.each<[Topology, string]>([
    ['on-premises', 'holder'],
    ['exchange-server-teams-online', 'holder'],
    ['exchange-online-skype-server', 'elsewhere'],
  ])('in the topology %s about a recipient is the %s', (topology, part) => {
    const found = partOf(topology, { recipient: recipient })

    expect(found).toMatchObject({ [part]: { type: 'RoomMailbox', name: 'Board', isSynced: false } })
    expect(found).not.toHaveProperty(part === 'holder' ? 'elsewhere' : 'holder')
  })

  it('about a room on an Exchange server are its settings and the version of the server', () => {
    const found = partOf('on-premises', {
      mailbox: { DisplayName: 'Board' },
      calendar: { AutomateProcessing: 'AutoUpdate' },
      regional: { TimeZone: 'UTC' },
      server: { AdminDisplayVersion: 'Version 15.2 (Build 1544.4)' },
    })

    expect(found).toMatchObject({
      mailbox: { DisplayName: 'Board' },
      calendar: { AutomateProcessing: 'AutoUpdate' },
      regional: { TimeZone: 'UTC' },
      exchangeVersion: 'Version 15.2 (Build 1544.4)',
    })
  })

  it('about nobody is nothing', () => {
    expect(partOf('exchange-server-teams-online', { user: notThere, mailbox: notThere })).toEqual({})
  })

  it('about Skype is the room with its pool, however it is spelt', () => {
    const found = partOf('on-premises', {
      meetingRoom: { RegistrarPool: 'Pool1.Contoso.Local', LineURI: null },
    })

    expect(found).toMatchObject({ skype: { RegistrarPool: 'pool1.contoso.local', LineURI: null } })
  })

  it('about a room that Skype does not know reads like one without a pool', () => {
    expect(partOf('on-premises', { meetingRoom: notThere })).toMatchObject({ skype: { RegistrarPool: '' } })
  })

  it('about Skype is nothing where Skype is no server', () => {
    expect(partOf('exchange-server-teams-online', {})).not.toHaveProperty('skype')
  })

  it.each<[string, Bag | CmdletResult, string | undefined]>([
    ['has a pool', { RegistrarPool: 'Pool1.contoso.local' }, 'pool1.contoso.local'],
    ['has none', { RegistrarPool: null }, undefined],
    ['is unknown to Skype', notThere, undefined],
  ])('about a neighbour who %s is that', (_, user, pool) => {
    const found = partOf('on-premises', { neighbour: user })

    expect('neighbourPool' in found ? found.neighbourPool : undefined).toBe(pool)
  })

  const there: Record<string, Bag> = {
    pool: { Fqdn: 'p' },
    dialPlan: { Identity: 'd' },
    voicePolicy: { Identity: 'v' },
  }
  const other = { UserPrincipalName: 'dan@contoso.com' }
  it.each<[string, Record<string, Bag | CmdletResult>, string | undefined]>([
    ['everything is there', there, undefined],
    ['there is no such pool', { ...there, pool: notThere }, 'registrar-pool-wrong'],
    ['there is no such dial plan', { ...there, dialPlan: notThere }, 'policy-unknown'],
    [
      'there is no such voice policy',
      { ...there, voicePolicy: { kind: 'failed', reason: 'policy-unknown', text: 'none' } },
      'policy-unknown',
    ],
    ['a person has the number', { ...there, userOfNumber: other }, 'number-in-use'],
    ['another room has the number', { ...there, roomOfNumber: other }, 'number-in-use'],
    [
      'the room has the number itself',
      { ...there, roomOfNumber: { UserPrincipalName: address.toUpperCase() } },
      undefined,
    ],
  ])('about what is asked for, when %s', (_, found, fault) => {
    const part = partOf('on-premises', found, wishes)

    expect('skypeFault' in part ? part.skypeFault : undefined).toBe(fault)
  })

  it.each(['user', 'recipient', 'meetingRoom'])('is a failure as a whole when the %s cannot be read', (name) => {
    const failed = { kind: 'failed', reason: 'denied', text: 'Access denied' } as const

    expect(partOf('on-premises', { [name]: failed })).toEqual(failed)
  })
})
