import { expect, test } from 'vitest'
import { at, failureOf, rehearse } from './rehearsal.ts'

const x = at('x')

test.each([
  ['mailUser', 'MailUser', 'MailUser'],
  ['contact', 'MailContact', 'MailContact'],
  ['group', 'MailUniversalDistributionGroup', 'MailUniversalDistributionGroup'],
  ['roomList', 'RoomList', 'MailUniversalDistributionGroup'],
  ['dynamicGroup', 'DynamicDistributionGroup', 'DynamicDistributionGroup'],
  ['unifiedGroup', 'GroupMailbox', 'MailUniversalDistributionGroup'],
  ['scheduling', 'SchedulingMailbox', 'UserMailbox'],
  ['linked', 'LinkedMailbox', 'UserMailbox'],
  ['discovery', 'DiscoveryMailbox', 'UserMailbox'],
])('a %s is found by its address as %s', async (kind, RecipientTypeDetails, RecipientType) => {
  const { exchange, control } = await rehearse()
  await control('POST', '/accounts', { kind, address: x })

  const { body } = await exchange('Get-Recipient', { Filter: `EmailAddresses -eq 'smtp:${x}'`, RecipientTypeDetails })

  expect(body.value).toMatchObject([{ PrimarySmtpAddress: x, RecipientTypeDetails, RecipientType }])
})

test.each(['mailUser', 'contact', 'roomList', 'dynamicGroup', 'unifiedGroup', 'account'])(
  'a %s has no mailbox of its own',
  async (kind) => {
    const { exchange, control } = await rehearse()
    await control('POST', '/accounts', { kind, address: x })

    const replies = [
      await exchange('Get-Mailbox', { Identity: x }),
      await exchange('Set-Mailbox', { Identity: x, DisplayName: 'X' }),
    ]

    for (const reply of replies) expect(failureOf(reply)).toContain("couldn't be found")
  },
)

test.each([
  ['mailUser', 200],
  ['account', 200],
  ['attendant', 200],
  ['contact', 404],
  ['roomList', 404],
])('Entra ID answers %s with %i', async (kind, status) => {
  const { graph, control } = await rehearse()
  await control('POST', '/accounts', { kind, address: x })

  expect((await graph('GET', `/users/${x}`)).status).toBe(status)
})

test('the mailbox of a Microsoft 365 group is given to who asks for that type', async () => {
  const { exchange, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'unifiedGroup', address: x })

  const { body } = await exchange('Get-Mailbox', { Identity: x, RecipientTypeDetails: 'GroupMailbox' })

  expect(body.value).toMatchObject([{ PrimarySmtpAddress: x }])
})

test('what has no user cannot be deleted softly', async () => {
  const { control } = await rehearse()

  expect((await control('POST', '/accounts', { kind: 'roomList', address: x, deleted: true })).status).toBe(400)
})
