import { expect, test } from 'vitest'
import { automate } from './onPremises.ts'
import type { Automation } from './onPremises.ts'
import { rehearse, waitFor } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'

const address = 'confrm8@contoso.com'
const select = '?$select=id,accountEnabled,displayName,userPrincipalName,mail,onPremisesSyncEnabled,passwordPolicies'

/** Synchronisation runs only when told, unless a test turns it on. */
async function begin(isRunning = false): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/sync', { isRunning })
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

const seed = ({ control }: Rehearsal, kind: string, more = {}) =>
  control('POST', '/on-premises', { kind, address, displayName: 'Room Eight', ...more })

const waitForUser = ({ graph }: Rehearsal, holds: (user: Record<string, unknown>) => boolean = () => true) =>
  waitFor(
    () => graph('GET', `/users/${address}${select}`),
    ({ status, body }) => status === 200 && holds(body),
  )

const waitForRecipient = ({ exchange }: Rehearsal) =>
  waitFor(
    () => exchange('Get-Recipient', { Identity: address }),
    ({ status }) => status === 200,
  )

test('who is on-premises at the start is in the cloud too, if its suffix is synchronised', async () => {
  const { graph, exchange } = await begin()

  const room = await exchange('Get-Mailbox', { Identity: 'confrm6@contoso.com' })
  const dan = await graph('GET', `/users/dan@contoso.com${select}`)
  const others = await Promise.all(
    ['eve', 'confrm5', 'root.admin'].map((name) => graph('GET', `/users/${name}@corp.contoso.com`)),
  )

  expect(room.body.value).toMatchObject([
    { RecipientTypeDetails: 'RoomMailbox', IsDirSynced: true, AccountDisabled: true },
  ])
  expect(dan.body).toMatchObject({ onPremisesSyncEnabled: true, accountEnabled: true })
  expect((await exchange('Get-Recipient', { Identity: 'dan@contoso.com' })).body.value).toMatchObject([
    { RecipientTypeDetails: 'MailUser' },
  ])
  expect(others.map(({ status }) => status)).toEqual([404, 404, 404])
})

test('a remote room is a user of Entra after a cycle, and later a synchronised room mailbox', async () => {
  const rehearsal = await begin()
  const { run, control, graph } = rehearsal
  const parameters = { Name: 'Room Eight', UserPrincipalName: address, Room: true }
  await run(address, { name: 'New-RemoteMailbox', parameters })
  const before = await graph('GET', `/users/${address}`)

  const cycle = await control('POST', '/sync/run')
  const atOnce = await rehearsal.exchange('Get-Recipient', { Identity: address })

  const user = await waitForUser(rehearsal)
  const recipient = await waitForRecipient(rehearsal)
  expect(before.status).toBe(404)
  expect(cycle.body).toEqual({ changed: 1 })
  expect(atOnce.status).toBe(404)
  expect(user.body).toMatchObject({ onPremisesSyncEnabled: true, accountEnabled: false, userPrincipalName: address })
  const room = { RecipientTypeDetails: 'RoomMailbox', IsDirSynced: true, ExternalDirectoryObjectId: user.body['id'] }
  expect(recipient.body.value).toMatchObject([room])
})

test('a room of Exchange Server is only a mail user in the cloud', async () => {
  const rehearsal = await begin()
  await seed(rehearsal, 'room')

  await rehearsal.control('POST', '/sync/run')

  const recipient = await waitForRecipient(rehearsal)
  expect(recipient.body.value).toMatchObject([{ RecipientTypeDetails: 'MailUser', IsDirSynced: true }])
  expect((await rehearsal.exchange('Get-Mailbox', { Identity: address })).status).toBe(404)
})

test('while the scheduler stands nothing is synchronised, and when it runs a cycle comes by itself', async () => {
  const rehearsal = await begin()
  await seed(rehearsal, 'account')
  const nextRun = async () => (await rehearsal.control('GET', '/sync')).body['nextRunAt']
  const first = await nextRun()
  await waitFor(nextRun, (next) => next !== first)
  const standing = await rehearsal.control('GET', `/accounts/${address}`)

  await rehearsal.control('PUT', '/sync', { isRunning: true })

  expect(standing.status).toBe(404)
  expect((await waitForUser(rehearsal)).body).toMatchObject({ onPremisesSyncEnabled: true })
})

test('what Active Directory says overwrites the cloud, which refuses to change it', async () => {
  const rehearsal = await begin()
  await seed(rehearsal, 'account', { password: 'Known-9-word' })
  await rehearsal.control('POST', '/sync/run')
  await waitForUser(rehearsal)
  const refused = await rehearsal.graph('PATCH', `/users/${address}`, { accountEnabled: false })
  const parameters = { Identity: address, Enabled: false, DisplayName: 'Otherwise' }
  await rehearsal.run(address, { name: 'Set-ADUser', parameters })

  await rehearsal.control('POST', '/sync/run')

  expect(refused.status).toBe(400)
  const user = await waitForUser(rehearsal, ({ accountEnabled }) => accountEnabled === false)
  expect(user.body).toMatchObject({ displayName: 'Otherwise', passwordPolicies: 'DisablePasswordExpiration' })
  const password = { password: 'Known-9-word' }
  const check = await rehearsal.control('POST', `/accounts/${address}/check-password`, password)
  expect(check.body).toEqual({ matches: true })
})

test.each([
  ['the same primary address', {}],
  ['the same principal name alone', { proxy: true }],
])(
  'a user of the cloud with %s is merged with that of Active Directory',
  async (_, { proxy = false }: { proxy?: boolean }) => {
    const rehearsal = await begin()
    await rehearsal.control('POST', '/accounts', { kind: 'account', address })
    const before = await waitForUser(rehearsal)
    const account = { samAccountName: 'room8' }
    await seed(rehearsal, proxy ? 'account' : 'remoteRoom', { account })

    await rehearsal.control('POST', '/sync/run')

    const user = await waitForUser(rehearsal, ({ onPremisesSyncEnabled }) => onPremisesSyncEnabled === true)
    expect(user.body).toMatchObject({ id: before.body['id'], displayName: 'Room Eight' })
  },
)

test('a room mailbox of the cloud that is merged stays one, now synchronised', async () => {
  const rehearsal = await begin()
  await rehearsal.control('POST', '/accounts', { kind: 'room', address })
  await seed(rehearsal, 'remoteRoom')

  await rehearsal.control('POST', '/sync/run')

  const found = await waitFor(
    () => rehearsal.exchange('Get-Mailbox', { Identity: address }),
    ({ body }) => body.value[0]?.['IsDirSynced'] === true,
  )
  expect(found.body.value).toMatchObject([{ RecipientTypeDetails: 'RoomMailbox', DisplayName: 'Room Eight' }])
})

test('a cycle without changes writes nothing', async () => {
  const rehearsal = await begin()
  await seed(rehearsal, 'remoteRoom')
  await rehearsal.control('POST', '/sync/run')

  const { body } = await rehearsal.control('POST', '/sync/run')

  expect(body).toEqual({ changed: 0 })
})
