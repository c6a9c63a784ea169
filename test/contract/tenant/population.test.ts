import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startTenant } from '../../../local/tenant/startTenant.ts'
import { at, makeFolder, rehearse } from './rehearsal.ts'

const truthOf = async (name: string) => {
  const { control } = await rehearse()
  return (await control('GET', `/accounts/${at(name)}`)).body
}

test('confrm1 is an old room with everything still to do', async () => {
  expect(await truthOf('confrm1')).toMatchObject({
    user: { accountEnabled: true, hasKnownPassword: true, passwordPolicies: null, usageLocation: null },
    mailbox: { recipientTypeDetails: 'RoomMailbox' },
    calendar: { AutomateProcessing: 'AutoUpdate', DeleteComments: true, ProcessExternalMeetingMessages: false },
    place: {},
    licences: [],
  })
})

test('board1 is a room with nothing left to do', async () => {
  expect(await truthOf('board1')).toMatchObject({
    user: {
      accountEnabled: true,
      hasKnownPassword: true,
      passwordPolicies: 'DisablePasswordExpiration',
      usageLocation: 'NO',
    },
    calendar: {
      AutomateProcessing: 'AutoAccept',
      AddOrganizerToSubject: false,
      DeleteComments: false,
      DeleteSubject: false,
      RemovePrivateProperty: false,
      ProcessExternalMeetingMessages: true,
    },
    place: { Building: 'Aker Brygge 1', Floor: 4, City: 'Oslo', Capacity: 10 },
    licences: ['Microsoft_Teams_Rooms_Pro'],
  })
})

test.each([
  ['disabled1', { mailbox: { recipientTypeDetails: 'RoomMailbox' }, user: { accountEnabled: false } }],
  ['alice', { mailbox: { recipientTypeDetails: 'UserMailbox' }, licences: ['ENTERPRISEPACK'] }],
  ['reception', { mailbox: { recipientTypeDetails: 'SharedMailbox' } }],
])('%s belongs to the cast', async (name, expected) => {
  expect(await truthOf(name)).toMatchObject(expected)
})

test('an estate holds rooms of many conditions, and leaves as many licences free as the cast alone', async () => {
  const { exchange, graph, control } = await rehearse({ rooms: 200 })

  const { body } = await exchange('Get-Mailbox', { RecipientTypeDetails: 'RoomMailbox' })
  const names = body.value.map(({ Alias }) => String(Alias)).filter((alias) => alias.startsWith('room-'))
  const truths = await Promise.all(names.map(async (name) => (await control('GET', `/accounts/${at(name)}`)).body))
  const conditions = new Set(
    truths.map(({ user, calendar, place, licences }) => {
      const { accountEnabled, passwordPolicies, usageLocation, onPremisesSyncEnabled } = user as Record<string, unknown>
      return JSON.stringify([
        accountEnabled,
        passwordPolicies,
        usageLocation,
        onPremisesSyncEnabled,
        calendar,
        place,
        licences,
      ])
    }),
  )

  expect(names).toHaveLength(200)
  expect(conditions.size).toBeGreaterThan(10)
  const skus = (await graph('GET', '/subscribedSkus')).body.value
  expect(
    skus.map(
      ({ prepaidUnits, consumedUnits }) => (prepaidUnits as { enabled: number }).enabled - Number(consumedUnits),
    ),
  ).toEqual([20, 25, 2, 39])
})

test('a tenant holds 10,000 rooms', async () => {
  const { exchange } = await rehearse({ rooms: 10_000 })

  const { body } = await exchange('Get-Mailbox', { Identity: at('room-10000') })

  expect(body.value).toHaveLength(1)
})

test('objects are seeded with what differs from their kind, and removed in two steps', async () => {
  const { control, exchange } = await rehearse()
  const address = at('seeded')
  const made = await control('POST', '/accounts', {
    kind: 'room',
    address,
    displayName: 'Seeded',
    licences: ['MEETING_ROOM'],
    calendar: { DeleteComments: false },
    place: { Building: 'B1' },
    region: { Language: 'nb-NO' },
    mailbox: { resourceCapacity: 5 },
    user: { userPrincipalName: at('other'), passwordPolicies: 'DisablePasswordExpiration' },
  })

  await control('DELETE', `/accounts/${address}`)
  const deleted = await exchange('Get-Mailbox', { Identity: address, SoftDeletedMailbox: true })
  await control('DELETE', `/accounts/${address}`)

  expect(made).toMatchObject({
    status: 201,
    body: {
      user: { userPrincipalName: at('other') },
      calendar: { DeleteComments: false },
      place: { Building: 'B1' },
      licences: ['MEETING_ROOM'],
    },
  })
  expect(deleted.status).toBe(200)
  expect((await control('GET', `/accounts/${address}`)).status).toBe(404)
})

test.each([
  [{ kind: 'sofa', address: at('x') }, 400],
  [{ kind: 'room', address: 'x' }, 400],
  [{ kind: 'room', address: at('x'), sofa: 1 }, 400],
  [{ kind: 'room', address: at('x'), calendar: { Sofa: 1 } }, 400],
  [{ kind: 'room', address: at('x'), licences: ['SOFA'] }, 400],
  [{ kind: 'room', address: at('alice') }, 409],
])('the seed %j is refused', async (seed, status) => {
  const { control } = await rehearse()

  const refused = await control('POST', '/accounts', seed)

  expect(refused.status).toBe(status)
  expect((await control('GET', `/accounts/${at('x')}`)).status).toBe(404)
})

const options = () => ({
  port: 0,
  file: join(makeFolder(), 'tenant.db'),
  seed: 1,
  speed: 1,
  rooms: 0,
  log: () => undefined,
})

test('a busy port is named, with what to do', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void squatter.close())
  await new Promise((resolve) => squatter.once('listening', resolve))
  const { port } = squatter.address() as AddressInfo

  const starting = startTenant({ ...options(), port })

  await expect(starting).rejects.toThrow(`port ${port} is in use: stop what listens there, or choose another port`)
})

test.each([
  [{ speed: 0 }, 'give a number above 0'],
  [{ rooms: 10_001 }, 'from 0 to 10000'],
  [{ rooms: Number.NaN }, 'from 0 to 10000'],
])('a tenant does not start with %j', async (wrong, text) => {
  await expect(startTenant({ ...options(), ...wrong })).rejects.toThrow(text)
})

test('a file of another seed is refused', async () => {
  const { file } = await rehearse({ seed: 1 })

  await expect(startTenant({ ...options(), file, seed: 2 })).rejects.toThrow('the file was made with seed 1, not 2')
})

test('10,000 rooms are listed in pages of a thousand, each room once', async () => {
  const { tenant, exchange, exchangeRaw } = await rehearse({ rooms: 10_000 })
  const parameters = { RecipientTypeDetails: 'RoomMailbox', ResultSize: 'Unlimited' }
  const query = '?$select=PrimarySmtpAddress,ExternalDirectoryObjectId'
  const prefix = `${tenant.url}/adminapi/beta/${tenant.tenantId}`

  const pages = [await exchange('Get-Mailbox', parameters, { query })]
  for (let next = pages[0]?.body['@odata.nextLink']; next; next = pages.at(-1)?.body['@odata.nextLink']) {
    const body = { CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: parameters } }
    pages.push(await exchangeRaw('POST', next.replace(prefix, ''), body))
  }

  const rooms = pages.flatMap(({ body }) => body.value)
  expect(pages).toHaveLength(11)
  expect(new Set(rooms.map((room) => room['PrimarySmtpAddress'])).size).toBe(10_004)
  expect(Object.keys(rooms.at(-1) ?? {})).toEqual(['PrimarySmtpAddress', 'ExternalDirectoryObjectId'])
})
