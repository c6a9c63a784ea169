import { assert, constantFrom, option, property, record, type Arbitrary } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decisionTable, isTooOld, type Facts } from '../../../../shared/room/decisionTable.ts'
import { identify } from '../../../../shared/room/identify.ts'
import { problems } from '../../../../shared/room/problems.ts'
import type { DirectoryUser, Holder, Snapshot } from '../../../../shared/room/snapshot.ts'
import { topologyNames, type Topology } from '../../../../shared/room/topology.ts'
import { address, aRoom } from '../../../kit/rooms.ts'
import { aHolder, aMailbox, aUser, compliantRoom, nothingThere, personsMailbox } from '../../../kit/snapshots.ts'

const facts = (snapshot: Snapshot, changes: Partial<Facts> = {}): Facts => ({
  room: aRoom(),
  snapshot,
  made: { mailbox: false, password: false },
  topology: 'online',
  lookAlikes: [],
  ...changes,
})
const rowOf = (given: Facts): string => decisionTable.find(({ applies }) => applies(given))?.id ?? 'none'

const aDirectoryUser = (changes: Partial<DirectoryUser> = {}): DirectoryUser => ({
  upn: address,
  isEnabled: true,
  neverExpires: true,
  isPrivileged: false,
  personalDetails: [],
  ...changes,
})
const held = (type: string, changes: Partial<Snapshot> = {}): Snapshot =>
  compliantRoom({ holder: aHolder({ type }), ...changes })
const elsewhere = (type: string): Snapshot => nothingThere({ elsewhere: aHolder({ type }) })
const directory = aDirectoryUser()
const made = { mailbox: true, password: false }
const inOnlineEstate = { topology: 'exchange-online-skype-server' } as const
const onServer = { topology: 'on-premises' } as const
const deleted = { name: 'Board', userId: 'u', type: 'RoomMailbox' }

const cases: [row: string, what: string, snapshot: Snapshot, changes?: Partial<Facts>][] = [
  ['privileged', 'a room with a role', compliantRoom({ user: aUser({ isPrivileged: true }) })],
  [
    'privileged',
    'an account that Active Directory protects',
    nothingThere({ directory: aDirectoryUser({ isPrivileged: true }) }),
    onServer,
  ],
  ['voice-application', 'a call queue', nothingThere({ user: aUser({ isVoiceApplication: true }) })],
  ['person', 'the mailbox of a person', personsMailbox()],
  ['person', 'a linked mailbox', held('LinkedMailbox')],
  ['person', 'a mailbox of a person in the other Exchange', held('RemoteUserMailbox'), onServer],
  ['person', "a person's account without a mailbox", nothingThere({ user: aUser({ personalDetails: ['a manager'] }) })],
  [
    'person',
    'an account of the directory with what a person has',
    nothingThere({ directory: aDirectoryUser({ personalDetails: ['a job title'] }) }),
    onServer,
  ],
  ['no-mailbox', 'a group', held('MailUniversalDistributionGroup')],
  ['no-mailbox', 'a contact', held('MailContact')],
  [
    'synced',
    'a room of the directory in a domain that is online',
    held('RoomMailbox', { user: aUser({ isSynced: true }) }),
  ],
  [
    'synced',
    'a mailbox of the directory',
    held('SharedMailbox', { holder: aHolder({ type: 'SharedMailbox', isSynced: true }) }),
  ],
  [
    'old-server',
    'a room on Exchange 2010',
    held('RoomMailbox', { exchangeVersion: 'Version 14.3 (Build 123.4)' }),
    onServer,
  ],
  ['not-synced', 'an account of the cloud alone', nothingThere({ user: aUser() }), inOnlineEstate],
  ['other-exchange', 'a room in Exchange Online', held('RemoteRoomMailbox', { directory }), onServer],
  ['other-exchange', 'a room on a server', elsewhere('RoomMailbox'), inOnlineEstate],
  ['other-exchange', 'a linked mailbox on a server', elsewhere('LinkedMailbox'), inOnlineEstate],
  ['elsewhere', 'a group that only the local Exchange shows', elsewhere('MailUniversalSecurityGroup'), inOnlineEstate],
  [
    'elsewhere',
    'the pointer to a mailbox of a user that does not show yet',
    { ...elsewhere('RemoteUserMailbox'), directory },
    inOnlineEstate,
  ],
  ['shared', 'a shared mailbox', held('SharedMailbox')],
  ['user', 'a user mailbox', held('UserMailbox')],
  ['other-kind', 'equipment', held('EquipmentMailbox')],
  ['alias', 'a second address', compliantRoom({ mailbox: aMailbox({ PrimarySmtpAddress: 'other@contoso.com' }) })],
  [
    'other-room',
    'a room of another name at an address that nobody asked for',
    compliantRoom(),
    { room: aRoom({ address: undefined, name: 'Other' }) },
  ],
  ['bound', 'a room with another device', compliantRoom(), { otherDevice: 'D-1' }],
  ['room', 'a room', compliantRoom()],
  [
    'room',
    'a room of Exchange Online that the local Exchange points to',
    compliantRoom({ directory, user: aUser({ isSynced: true }), elsewhere: aHolder({ type: 'RemoteRoomMailbox' }) }),
    inOnlineEstate,
  ],
  [
    'room',
    'a room of Exchange Online that the local Exchange still takes for a user',
    compliantRoom({ directory, user: aUser({ isSynced: true }), elsewhere: aHolder({ type: 'RemoteUserMailbox' }) }),
    inOnlineEstate,
  ],
  [
    'room',
    'a room on Exchange 2019',
    held('RoomMailbox', { directory, exchangeVersion: 'Version 15.2 (Build 1544.4)' }),
    onServer,
  ],
  ['ours', 'nothing yet, after our own making', nothingThere(), { made }],
  ['ours', 'our own account, before its mailbox shows', nothingThere({ directory }), { ...onServer, made }],
  [
    'ours',
    'nothing yet, after it was brought back',
    nothingThere(),
    { made: { mailbox: false, password: false, isRestored: true } },
  ],
  [
    'remote',
    'a room of the directory that is not synchronised yet',
    { ...elsewhere('RemoteRoomMailbox'), directory },
    inOnlineEstate,
  ],
  [
    'remote',
    'what this request has made inside, before it is synchronised',
    { ...elsewhere('RemoteRoomMailbox'), directory },
    { ...inOnlineEstate, made },
  ],
  ['directory-account', 'an account of the directory', nothingThere({ directory }), onServer],
  ['account-alone', 'an account without a mailbox', nothingThere({ user: aUser() })],
  [
    'account-alone',
    'a synchronised account that left the directory',
    nothingThere({ user: aUser({ isSynced: true }) }),
    inOnlineEstate,
  ],
  ['deleted-room', 'a deleted room', nothingThere({ deleted })],
  ['deleted-other', 'a deleted person', nothingThere({ deleted: { ...deleted, type: 'UserMailbox' } })],
  [
    'deleted-other',
    'a deleted mailbox without its account',
    nothingThere({ deleted: { name: 'Board', type: 'RoomMailbox' } }),
  ],
  ['deleted-other', 'a deleted room of the directory', nothingThere({ deleted }), inOnlineEstate],
  [
    'look-alike',
    'nothing, beside a room with a similar name',
    nothingThere(),
    { lookAlikes: ['Bored (b@contoso.com)'] },
  ],
  ['nothing', 'nothing', nothingThere()],
]

describe('the row that decides', () => {
  it.each(cases)('is "%s" for %s', (row, _, snapshot, changes) => {
    expect(rowOf(facts(snapshot, changes))).toBe(row)
  })

  it('is each one of the table in one of these cases', () => {
    const reached = new Set(cases.map(([row]) => row))

    expect(decisionTable.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([])
  })

  it.each(cases)('("%s", %s) is what is identified', (row, _, snapshot, changes) => {
    const { move, code, asks } = decisionTable.find(({ id }) => id === row) ?? {}

    const expected = move === 'refuse' ? { kind: 'refuse', code } : { kind: move, row, ...(asks && { asks }) }
    expect(identify(facts(snapshot, changes))).toMatchObject(expected)
  })
})

describe('the table', () => {
  it('has a problem for each refusal and for nothing else', () => {
    for (const { move, code } of decisionTable) expect(code !== undefined).toBe(move === 'refuse')
  })

  it('knows every fact that the sentences of its problems need', () => {
    for (const [row, what, snapshot, changes] of cases) {
      const found = identify(facts(snapshot, changes))
      if (found.kind !== 'refuse') continue
      const { says, remedy } = problems[found.code]
      const needed = [...`${says} ${remedy}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      for (const name of needed) expect(found.facts[name], `${row}, ${what}: ${name}`).toMatch(/\S/)
    }
  })

  it('ends with a row that always applies, and has each id once', () => {
    const ids = decisionTable.map(({ id }) => id)

    expect(ids.at(-1)).toBe('nothing')
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('converts and restores only what somebody agrees to', () => {
    const unasked = decisionTable.filter(
      ({ move, asks }) => (move === 'convert' || move === 'restore') && asks !== move,
    )

    expect(unasked).toEqual([])
  })
})

const types = [
  'RoomMailbox',
  'SharedMailbox',
  'UserMailbox',
  'EquipmentMailbox',
  'LinkedMailbox',
  'RemoteRoomMailbox',
  'RemoteUserMailbox',
  'RemoteSharedMailbox',
  'MailUser',
  'MailContact',
  'RoomList',
  'GroupMailbox',
  'MailUniversalDistributionGroup',
  'SchedulingMailbox',
]

const holders: Arbitrary<Holder> = record({
  type: constantFrom(...types),
  name: constantFrom('Board', 'Per'),
  isSynced: constantFrom(true, false),
})
const truth = constantFrom(true, false)
/** Any of what may be known besides. */
const anything = record({
  holder: option(holders, { nil: undefined }),
  elsewhere: option(holders, { nil: undefined }),
  mailbox: constantFrom(undefined, aMailbox(), aMailbox({ PrimarySmtpAddress: 'other@contoso.com' })),
  deleted: constantFrom(undefined, deleted),
  exchangeVersion: constantFrom(undefined, 'Version 14.3 (Build 123.4)', 'Version 15.2 (Build 1544.4)'),
  topology: constantFrom<Topology[]>(...topologyNames),
  made: record({ mailbox: truth, password: truth, isRestored: truth, isFixed: truth }),
  lookAlikes: constantFrom<string[][]>([], ['Bored']),
  otherDevice: constantFrom(undefined, 'D-1'),
  room: constantFrom(aRoom(), aRoom({ address: undefined, name: 'Other' }), aRoom({ services: 'skype' })),
  isInDirectory: truth,
  isSynced: truth,
})
type Anything = typeof anything extends Arbitrary<infer T> ? T : never

/** Without the parts that are not there. */
function toFacts(one: Anything, account: { isPrivileged?: boolean; personalDetails?: string[] }): Facts {
  const { holder, elsewhere: other, mailbox, deleted: gone, exchangeVersion, otherDevice, ...rest } = one
  const { topology, made: makings, lookAlikes, room, isInDirectory, isSynced } = rest
  const snapshot: Snapshot = {
    ...nothingThere(),
    ...(holder && { holder }),
    ...(other && { elsewhere: other }),
    ...(mailbox && { mailbox }),
    ...(gone && { deleted: gone }),
    ...(exchangeVersion !== undefined && { exchangeVersion }),
    ...(isInDirectory ? { directory: aDirectoryUser(account) } : { user: aUser({ ...account, isSynced }) }),
  }
  return { snapshot, topology, made: makings, lookAlikes, room, ...(otherDevice && { otherDevice }) }
}

describe('whatever else is true', () => {
  const runs = { numRuns: 3_000, seed: 20261121 }

  it('a privileged account is refused', () => {
    assert(
      property(anything, (one) => {
        expect(identify(toFacts(one, { isPrivileged: true }))).toMatchObject({
          kind: 'refuse',
          code: 'account-is-privileged',
        })
      }),
      runs,
    )
  })

  it("an account with a person's details is refused, unless its mailbox is one that no person has", () => {
    let met = 0

    assert(
      property(anything, (one) => {
        const type = one.holder?.type
        if (type !== undefined && !['UserMailbox', 'MailUser', 'LinkedMailbox', 'RemoteUserMailbox'].includes(type))
          return
        met++

        expect(identify(toFacts(one, { personalDetails: ['a job title'] }))).toMatchObject({
          kind: 'refuse',
          code: 'mailbox-belongs-to-a-person',
        })
      }),
      runs,
    )
    expect(met).toBeGreaterThan(500)
  })

  it('what is a mailbox of another kind becomes no room without consent', () => {
    assert(
      property(anything, (one) => {
        const found = identify(toFacts(one, {}))
        if (found.kind === 'refuse' || one.holder === undefined) return

        const isAsked = 'asks' in found && found.asks !== undefined
        expect(isAsked || one.holder.type === 'RoomMailbox', JSON.stringify({ one, found })).toBe(true)
      }),
      runs,
    )
  })
})

/** learn.microsoft.com, "Exchange Server build numbers and release dates". */
describe('an Exchange Server', () => {
  it.each<[name: string, version: string, isOld: boolean]>([
    ['2007 SP3', 'Version 8.3 (Build 83.6)', true],
    ['2010 SP3', 'Version 14.3 (Build 123.4)', true],
    ['2013 RTM', 'Version 15.0 (Build 516.32)', true],
    ['2013 CU3', 'Version 15.0 (Build 775.38)', true],
    ['just before 2013 SP1', 'Version 15.0 (Build 847.31)', true],
    ['2013 SP1', 'Version 15.0 (Build 847.32)', false],
    ['2013 CU23', 'Version 15.0 (Build 1497.2)', false],
    ['2016 RTM', 'Version 15.1 (Build 225.42)', false],
    ['2016 CU23', 'Version 15.1 (Build 2507.6)', false],
    ['2019 RTM', 'Version 15.2 (Build 221.12)', false],
    ['2019 CU15', 'Version 15.2 (Build 1748.10)', false],
    ['SE RTM', 'Version 15.2 (Build 2562.17)', false],
    ['of a version to come', 'Version 16.0 (Build 1.1)', false],
    ['2010, in short', '14.3.123.4', true],
    ['2013 RTM, in short', '15.00.0516.032', true],
    ['2013 SP1, in short', '15.00.0847.032', false],
    ['SE, in short', '15.02.2562.017', false],
    ['2010, with its name before', 'Microsoft Exchange 2010 Version 14.3 (Build 123.4)', true],
    ['2016, with its name before', 'Microsoft Exchange 2016 Version 15.1 (Build 2507.6)', false],
    ['of which only the year line is known', 'Version 14.3', true],
    ['2013 of an unknown build', 'Version 15.0', false],
    ['that says nothing', '', false],
    ['that says something else', 'unknown', false],
    ['that says a year', '2010', false],
  ])('%s (%s) is too old: %s', (_, version, isOld) => {
    expect(isTooOld(version)).toBe(isOld)
  })

  it('that is too old is refused with its version', () => {
    const version = 'Version 15.0 (Build 516.32)'

    expect(identify(facts(held('RoomMailbox', { exchangeVersion: version }), onServer))).toMatchObject({
      code: 'exchange-too-old',
      facts: { version },
    })
  })
})
