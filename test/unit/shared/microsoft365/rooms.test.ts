import { describe, expect, it } from 'vitest'
import type { GraphRequest } from '../../../../shared/microsoft365/graph.ts'
import { Secret } from '../../../../shared/secret.ts'
import { batched, exchangeFailure, graphFailure, scriptRooms } from '../../../kit/microsoft365.ts'
import { address, place } from '../../../kit/rooms.ts'
import {
  aMailbox,
  basicSku,
  calendarDefaults,
  compliantRoom,
  proSku,
  standardSku,
  userId,
} from '../../../kit/snapshots.ts'

const absent = { status: 404, body: exchangeFailure("|ManagementObjectNotFoundException|couldn't be found on 'X'") }
const nothing = { status: 200, body: { value: [] } }
const found = (value: object) => ({ status: 200, body: { value: [value] } })

const graphUser = {
  id: userId,
  userPrincipalName: address,
  accountEnabled: true,
  passwordPolicies: 'DisablePasswordExpiration',
  usageLocation: 'NO',
  lastPasswordChangeDateTime: '2026-01-10T10:00:00Z',
  onPremisesSyncEnabled: null,
  licenseAssignmentStates: [{ skuId: proSku, state: 'Active', error: 'None' }],
}
const graphSku = {
  skuId: proSku,
  skuPartNumber: 'Microsoft_Teams_Rooms_Pro',
  capabilityStatus: 'Enabled',
  consumedUnits: 3,
  prepaidUnits: { enabled: 8, warning: 2 },
}
const unrelated = [
  { id: 'roles', ...nothing },
  { id: 'manager', status: 404 },
  { id: 'meetings', status: 404 },
]
const nobody = batched(
  { id: 'users', ...nothing },
  { id: 'deleted', ...nothing },
  { id: 'skus', ...found(graphSku) },
  ...unrelated,
)
const somebody = (...users: object[]) =>
  batched(
    { id: 'users', status: 200, body: { value: users } },
    { id: 'deleted', ...nothing },
    { id: 'skus', ...found(graphSku) },
    ...unrelated,
  )

const recipient = { RecipientTypeDetails: 'RoomMailbox', DisplayName: 'Board', IsDirSynced: false }
const wholeRoom = batched(
  found(recipient),
  nothing,
  found(aMailbox()),
  found(calendarDefaults),
  found({ Building: 'A' }),
  found({ TimeZone: null }),
)
const idsOf = (json: unknown) => (json as { requests: GraphRequest[] }).requests

const account = { ...place, userId }

describe('a reading', () => {
  it('is two requests, whoever holds the address', async () => {
    const { rooms, toExchange, toGraph } = scriptRooms({ exchange: [wholeRoom], graph: [somebody(graphUser)] })

    const snapshot = await rooms.read(place)

    expect([toExchange.length, toGraph.length]).toEqual([1, 1])
    expect(snapshot).toEqual({
      address,
      holder: { type: 'RoomMailbox', name: 'Board', isSynced: false },
      mailbox: aMailbox(),
      calendar: calendarDefaults,
      place: { Building: 'A' },
      regional: { TimeZone: null },
      user: { ...compliantRoom().user, licences: [{ skuId: proSku, state: 'Active', error: 'None' }] },
      skus: [{ skuId: proSku, partNumber: 'Microsoft_Teams_Rooms_Pro', free: 5, consumed: 3 }],
    })
  })

  it('of an address that nobody holds has nothing but the licences of the tenant', async () => {
    const { rooms } = scriptRooms({
      exchange: [batched(nothing, nothing, absent, absent, absent, absent)],
      graph: [nobody],
    })

    expect(await rooms.read(place)).toEqual({ address, skus: [expect.anything()] })
  })

  it.each([
    [
      'mailbox',
      { name: 'Board', type: 'RoomMailbox' },
      batched(nothing, found(aMailbox()), absent, absent, absent, absent),
      nobody,
    ],
    [
      'account',
      { name: 'Old board', userId: 'u' },
      batched(nothing, nothing, absent, absent, absent, absent),
      batched(
        { id: 'users', ...nothing },
        { id: 'deleted', ...found({ id: 'u', displayName: 'Old board' }) },
        { id: 'skus', ...found(graphSku) },
        ...unrelated,
      ),
    ],
  ])('finds a deleted %s', async (_, deleted, exchange, graph) => {
    const { rooms } = scriptRooms({ exchange: [exchange], graph: [graph] })

    expect(await rooms.read(place)).toMatchObject({ deleted })
  })

  it('is a failure as a whole when a part could not be read', async () => {
    const denied = { status: 403, body: exchangeFailure('||Access denied') }
    const { rooms } = scriptRooms({
      exchange: [batched(nothing, nothing, absent, denied, absent, absent)],
      graph: [nobody],
    })

    expect(await rooms.read(place)).toEqual({ kind: 'failed', reason: 'denied', text: 'Access denied' })
  })

  it('is a failure as a whole when Graph refuses a part', async () => {
    const refused = batched(
      { id: 'users', ...nothing },
      { id: 'deleted', status: 403, body: graphFailure('Insufficient') },
      { id: 'skus', ...found(graphSku) },
      ...unrelated,
    )
    const { rooms } = scriptRooms({ exchange: [wholeRoom], graph: [refused] })

    expect(await rooms.read(place)).toEqual({ kind: 'failed', reason: 'denied', text: 'Insufficient' })
  })

  it('doubles a quote, so that an address cannot end a filter', async () => {
    const { rooms, toExchange, toGraph } = scriptRooms({ exchange: [wholeRoom], graph: [nobody] })

    await rooms.read({ ...place, address: "o'hara@contoso.com" })

    expect(toExchange[0]?.body).toContain(`EmailAddresses -eq 'smtp:o''hara@contoso.com'`)
    expect(decodeURIComponent(idsOf(toGraph[0]?.json)[0]?.url ?? '')).toContain(
      `userPrincipalName eq 'o''hara@contoso.com'`,
    )
  })

  it.each(['Suspended', 'Deleted', 'LockedOut'])('does not count a licence that is %s', async (capabilityStatus) => {
    const graph = batched(
      { id: 'users', ...nothing },
      { id: 'deleted', ...nothing },
      { id: 'skus', ...found({ ...graphSku, capabilityStatus }) },
      ...unrelated,
    )
    const { rooms } = scriptRooms({ exchange: [wholeRoom], graph: [graph] })

    expect(await rooms.read(place)).toMatchObject({ skus: [] })
  })

  it('takes for the account the one that the mailbox names, not a namesake', async () => {
    const namesake = { ...graphUser, id: 'a-person' }
    const { rooms } = scriptRooms({ exchange: [wholeRoom], graph: [somebody(namesake, graphUser)] })

    expect(await rooms.read(place)).toMatchObject({ user: { id: userId } })
  })
})

describe('a new mailbox', () => {
  const ask = { ...place, name: 'mtr-oslo-4-board', displayName: 'Board' }

  it('is a room with a name in ASCII, and gets no password', async () => {
    const { rooms, toExchange } = scriptRooms({ exchange: [{ body: { value: [] } }] })

    expect(await rooms.create(ask)).toEqual({ kind: 'done' })
    expect(toExchange[0]?.json).toEqual({
      CmdletInput: {
        CmdletName: 'New-Mailbox',
        Parameters: { Room: true, Name: 'mtr-oslo-4-board', DisplayName: 'Board', PrimarySmtpAddress: address },
      },
    })
  })

  it('at a taken address says so', async () => {
    const taken = exchangeFailure('||The proxy address "SMTP:x" is already being used by "Y".')
    const { rooms } = scriptRooms({ exchange: [{ status: 400, body: taken }] })

    expect(await rooms.create(ask)).toMatchObject({ kind: 'failed', reason: 'taken' })
  })
})

describe('settings', () => {
  const writes = [
    { cmdlet: 'Set-Place', parameters: { Floor: 4 } },
    { cmdlet: 'Set-MailboxRegionalConfiguration', parameters: { TimeZone: 'UTC' } },
  ]

  it('are written to one room in one request', async () => {
    const { rooms, toExchange } = scriptRooms({ exchange: [batched({ status: 200 }, { status: 200 })] })

    expect(await rooms.configure(place, writes)).toEqual({ kind: 'done' })
    expect(toExchange).toHaveLength(1)
    expect(toExchange[0]?.body).toContain(`{"Identity":"${address}","Floor":4}`)
  })

  it('of which one was refused are not done', async () => {
    const { rooms } = scriptRooms({
      exchange: [batched({ status: 200 }, { status: 400, body: exchangeFailure('||The time zone is not valid.') })],
    })

    expect(await rooms.configure(place, writes)).toEqual({
      kind: 'failed',
      reason: 'other',
      text: 'The time zone is not valid.',
    })
  })
})

describe('an account', () => {
  const changes = {
    usageLocation: 'NO',
    passwordPolicies: 'DisablePasswordExpiration',
    password: { version: 'v-1', value: new Secret('p-1') },
  }
  /** In the order that Graph likes, which is not ours. */
  const answered = (profile: number, password: number, user: number) =>
    batched(
      { id: 'user', status: user, ...(user === 200 && { body: graphUser }) },
      { id: 'password', status: password, ...(password >= 400 && { body: graphFailure('No right to passwords') }) },
      { id: 'profile', status: profile, ...(profile >= 400 && { body: graphFailure('Insufficient privileges') }) },
    )

  it('gets profile, then password, each in a request of its own, and is read afterwards', async () => {
    const { rooms, toGraph } = scriptRooms({ graph: [answered(204, 204, 200)] })

    const user = await rooms.prepareAccount(account, changes)

    expect(user).toMatchObject({ isEnabled: true, neverExpires: true, usageLocation: 'NO' })
    expect(toGraph).toHaveLength(1)
    expect(idsOf(toGraph[0]?.json)).toMatchObject([
      { id: 'profile', method: 'PATCH', body: { usageLocation: 'NO', passwordPolicies: 'DisablePasswordExpiration' } },
      {
        id: 'password',
        dependsOn: ['profile'],
        body: { passwordProfile: { password: 'p-1', forceChangePasswordNextSignIn: false } },
      },
      { id: 'user', method: 'GET', dependsOn: ['password'] },
    ])
  })

  it('that is only read is one request without conditions', async () => {
    const { rooms, toGraph } = scriptRooms({ graph: [batched({ id: 'user', status: 200, body: graphUser })] })

    await rooms.prepareAccount(account, {})

    expect(idsOf(toGraph[0]?.json)).toEqual([expect.not.objectContaining({ dependsOn: expect.anything() })])
  })

  it.each<[string, ReturnType<typeof answered>, object]>([
    ['the profile', answered(403, 424, 424), { reason: 'denied', text: 'Insufficient privileges' }],
    ['the password', answered(204, 403, 424), { reason: 'denied', text: 'No right to passwords' }],
    ['a user that is not there yet', answered(404, 424, 424), { reason: 'absent' }],
  ])('that refuses %s is told by what was refused, not by what was not tried', async (_, answer, failure) => {
    const { rooms } = scriptRooms({ graph: [answer] })

    expect(await rooms.prepareAccount(account, changes)).toMatchObject(failure)
  })

  it('is enabled by a request that says nothing else', async () => {
    const { rooms, toGraph } = scriptRooms({ graph: [batched({ id: 'enable', status: 204 })] })

    expect(await rooms.setEnabled(account, true)).toEqual({ kind: 'done' })
    expect(idsOf(toGraph[0]?.json)).toMatchObject([{ url: `/users/${userId}`, body: { accountEnabled: true } }])
  })
})

describe('a licence', () => {
  it('is given with both lists, which Graph demands', async () => {
    const { rooms, toGraph } = scriptRooms({ graph: [batched({ id: 'licence', status: 200 })] })

    await rooms.changeLicences(userId, { add: [proSku], remove: [] })

    expect(idsOf(toGraph[0]?.json)).toMatchObject([
      {
        method: 'POST',
        url: `/users/${userId}/assignLicense`,
        body: { addLicenses: [{ skuId: proSku, disabledPlans: [] }], removeLicenses: [] },
      },
    ])
  })

  it('that ran out is told apart from other refusals', async () => {
    const text = `Subscription with SKU ${proSku} does not have any available licenses.`
    const { rooms } = scriptRooms({ graph: [batched({ id: 'licence', status: 400, body: graphFailure(text) })] })

    expect(await rooms.changeLicences(userId, { add: [proSku], remove: [] })).toEqual({
      kind: 'failed',
      reason: 'no-unit-free',
      text,
    })
  })

  describe('that is to be taken away and is gone already', () => {
    const change = { add: [proSku], remove: [basicSku, standardSku] }
    const answer = (status: number, text = '') =>
      batched({ id: 'licence', status, ...(text && { body: graphFailure(text) }) })
    const gone = answer(400, 'User does not have a corresponding license.')

    it('does not keep the rest of the change from being made', async () => {
      const { rooms, toGraph } = scriptRooms({ graph: [gone, answer(200), gone, answer(200)] })

      expect(await rooms.changeLicences(userId, change)).toEqual({ kind: 'done' })
      expect(toGraph.slice(1).flatMap(({ json }) => idsOf(json))).toMatchObject([
        { body: { addLicenses: [{ skuId: proSku }], removeLicenses: [] } },
        { body: { addLicenses: [], removeLicenses: [basicSku] } },
        { body: { addLicenses: [], removeLicenses: [standardSku] } },
      ])
    })

    it('is no reason to forget what was added when the rest is refused', async () => {
      const inherited = 'The license is inherited from a group membership and it cannot be removed directly.'
      const { rooms } = scriptRooms({ graph: [gone, answer(200), answer(400, inherited)] })

      expect(await rooms.changeLicences(userId, change)).toEqual({
        kind: 'failed',
        reason: 'other',
        text: inherited,
        isAdded: true,
      })
    })

    it('is no excuse for another refusal', async () => {
      const { rooms } = scriptRooms({ graph: [gone, answer(403, 'Insufficient privileges')] })

      expect(await rooms.changeLicences(userId, change)).toEqual({
        kind: 'failed',
        reason: 'denied',
        text: 'Insufficient privileges',
      })
    })
  })

  it('is read with the path on which it comes', async () => {
    const states = [
      { skuId: proSku, state: 'Active', error: 'None', assignedByGroup: null },
      { skuId: proSku, state: 'Active', error: 'None', assignedByGroup: '0c4f1a52-7d1c-4c26-9d6e-6a3f3d5e8b21' },
    ]
    const user = { ...graphUser, licenseAssignmentStates: states }
    const { rooms } = scriptRooms({
      graph: [batched({ id: 'user', status: 200, body: user }, { id: 'skus', ...found(graphSku) })],
    })

    expect(await rooms.readLicences(userId)).toMatchObject({
      user: {
        licences: [
          { skuId: proSku, state: 'Active', error: 'None' },
          { skuId: proSku, state: 'Active', error: 'None', isFromGroup: true },
        ],
      },
    })
  })

  it('is read with the units of the tenant in one request', async () => {
    const { rooms, toGraph } = scriptRooms({
      graph: [batched({ id: 'user', status: 200, body: graphUser }, { id: 'skus', ...found(graphSku) })],
    })

    expect(await rooms.readLicences(userId)).toMatchObject({ user: { id: userId }, skus: [{ free: 5 }] })
    expect(toGraph).toHaveLength(1)
  })
})
