import { describe, expect, test } from 'vitest'
import { at, rehearse, waitFor } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const old = at('old')

async function deletedUser({ graph }: Connection, address = old): Promise<Record<string, unknown>> {
  const list = `/directory/deletedItems/microsoft.graph.user?$filter=mail eq '${address}'`
  return (await graph('GET', list)).body.value[0] ?? {}
}

const restore = async (rehearsal: Connection, id: unknown) =>
  rehearsal.graph('POST', `/directory/deletedItems/${String(id)}/restore`)

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

test('the list of deleted users says who, under what name and since when', async () => {
  const rehearsal = await rehearse()
  const deleted = daysAgo(3)
  await rehearsal.control('POST', '/accounts', { kind: 'user', address: old, displayName: 'Old', deleted })

  const shown = await deletedUser(rehearsal)

  const userPrincipalName = String(shown['id']).replaceAll('-', '') + old
  expect(shown).toMatchObject({ displayName: 'Old', mail: old, userPrincipalName, deletedDateTime: deleted })
})

test('a restored user has its old name again, and its mailbox, which comes later', async () => {
  const rehearsal = await rehearse()
  const { exchange, graph, control } = rehearsal
  await control('POST', '/accounts', { kind: 'deleted', address: old })
  const { id } = await deletedUser(rehearsal)

  const reply = await restore(rehearsal, id)
  const user = await waitFor(
    () => graph('GET', `/users/${old}`),
    ({ status }) => status === 200,
  )
  const notYet = await exchange('Get-Mailbox', { Identity: old })
  const mailbox = await waitFor(
    () => exchange('Get-Mailbox', { Identity: old }),
    ({ status }) => status === 200,
  )

  expect(reply).toMatchObject({ status: 200, body: { id, userPrincipalName: old } })
  expect(user.body).toMatchObject({ id, userPrincipalName: old })
  expect(notYet.status).toBe(404)
  expect(mailbox.body.value).toMatchObject([{ ExternalDirectoryObjectId: id, UserPrincipalName: old }])
  expect((await exchange('Get-Mailbox', { Identity: old, SoftDeletedMailbox: true })).status).toBe(404)
})

test('a soft-deleted mailbox shows its type, its user and since when', async () => {
  const { exchange, control } = await rehearse()
  const deleted = daysAgo(1)
  await control('POST', '/accounts', { kind: 'equipment', address: old, deleted })

  const { body } = await exchange('Get-Mailbox', { SoftDeletedMailbox: true, Identity: old })

  expect(body.value).toMatchObject([
    {
      RecipientTypeDetails: 'EquipmentMailbox',
      WhenSoftDeleted: deleted,
      ExternalDirectoryObjectId: expect.stringMatching(/^[\da-f-]{36}$/),
    },
  ])
})

test('an account without a mailbox is deleted and restored as well', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('POST', '/accounts', { kind: 'account', address: old, deleted: true })
  const { id } = await deletedUser(rehearsal)

  await restore(rehearsal, id)

  const { body } = await rehearsal.control('GET', `/accounts/${old}`)
  expect(body).toMatchObject({ user: { userPrincipalName: old, deletedDateTime: null }, mailbox: null })
})

test.each([
  [
    'its principal name',
    { kind: 'account', address: at('thief'), user: { userPrincipalName: old } },
    'userPrincipalName',
  ],
  ['its mail address', { kind: 'contact', address: old }, 'proxyAddresses'],
])('restoring is refused while another holds %s', async (_, taker, property) => {
  const rehearsal = await rehearse()
  await rehearsal.control('POST', '/accounts', { kind: 'user', address: old, deleted: true })
  const { id } = await deletedUser(rehearsal)
  await rehearsal.control('POST', '/accounts', taker)

  const reply = await restore(rehearsal, id)

  const message = `Another object with the same value for property ${property} already exists.`
  expect(reply).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest', message } } })
})

test('what was deleted more than 30 days ago is gone, and its address is free', async () => {
  const rehearsal = await rehearse()
  const { exchange, control } = rehearsal
  const made = await control('POST', '/accounts', { kind: 'room', address: old, deleted: daysAgo(31) })
  await control('POST', '/accounts', { kind: 'room', address: at('recent'), deleted: daysAgo(29) })

  const reply = await restore(rehearsal, (made.body['user'] as { id: string }).id)

  expect(reply.status).toBe(404)
  expect(await deletedUser(rehearsal)).toEqual({})
  expect(await deletedUser(rehearsal, at('recent'))).toMatchObject({ mail: at('recent') })
  expect((await exchange('New-Mailbox', { Name: 'old', Room: true, PrimarySmtpAddress: old })).status).toBe(200)
})

test('an account that is not deleted cannot be restored, nor one twice', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('POST', '/accounts', { kind: 'deleted', address: old })
  const { id } = await deletedUser(rehearsal)

  const replies = [await restore(rehearsal, id), await restore(rehearsal, id)]

  expect(replies.map(({ status }) => status)).toEqual([200, 404])
})

test('restoring needs its permission, and a higher role for an account in a role', async () => {
  const rehearsal = await rehearse()
  const { control } = rehearsal
  const user = { directoryRoles: ['Global Administrator'] }
  await control('POST', '/accounts', { kind: 'user', address: old, deleted: true, user })
  const { id } = await deletedUser(rehearsal)

  const protectedOne = await restore(rehearsal, id)
  await control('PUT', '/grants', { directoryRoles: ['Global Administrator'], graph: ['User.Read.All'] })
  const unprivileged = await restore(rehearsal, id)
  await control('PUT', '/grants', { graph: ['User.DeleteRestore.All'] })
  const granted = await restore(rehearsal, id)

  expect([protectedOne.status, unprivileged.status, granted.status]).toEqual([403, 403, 200])
})

describe('a user that is deleted', () => {
  const live = at('board1')
  const remove = ({ graph }: Connection) => graph('DELETE', `/users/${live}`)

  test('is gone later, with its mailbox, holds no licence and can be restored', async () => {
    const rehearsal = await rehearse()
    const { exchange, graph } = rehearsal
    const { body } = await graph('GET', `/users/${live}?$select=id`)

    const reply = await remove(rehearsal)
    const atOnce = await graph('GET', `/users/${live}`)
    await waitFor(
      () => graph('GET', `/users/${live}`),
      ({ status }) => status === 404,
    )
    await waitFor(
      () => exchange('Get-Mailbox', { Identity: live }),
      ({ status }) => status === 404,
    )
    const restored = await restore(rehearsal, body['id'])

    expect([reply.status, atOnce.status, restored.status]).toEqual([204, 200, 200])
  })

  test('takes its permission', async () => {
    const rehearsal = await rehearse()
    await rehearsal.control('PUT', '/grants', { graph: ['User.Read.All', 'User.DeleteRestore.All'] })

    expect((await remove(rehearsal)).status).toBe(403)
  })
})
