import { expect, test } from 'vitest'
import { at, failureOf, rehearse, send } from './rehearsal.ts'
import type { Reply } from './rehearsal.ts'

const addressesOf = ({ body }: Reply) =>
  body.value.map(({ PrimarySmtpAddress }) => String(PrimarySmtpAddress)).toSorted()

test.each([
  ['address', at('board1')],
  ['address in capitals', at('BOARD1')],
  ['name', 'Board Room 1'],
  ['alias', 'board1'],
])('a mailbox is found by its %s', async (_, Identity) => {
  const { exchange } = await rehearse()

  expect(addressesOf(await exchange('Get-Mailbox', { Identity }))).toEqual([at('board1')])
})

test('a mailbox is found by each of its GUIDs', async () => {
  const { exchange } = await rehearse()
  const [mailbox] = (await exchange('Get-Mailbox', { Identity: at('board1') })).body.value

  const found = [mailbox?.['ExternalDirectoryObjectId'], mailbox?.['ExchangeGuid']].map((Identity) =>
    exchange('Get-Mailbox', { Identity }),
  )

  expect((await Promise.all(found)).map(addressesOf)).toEqual([[at('board1')], [at('board1')]])
})

test.each([[{}], [{ Identity: null }], [{ Identity: '' }]])(
  'Get-Mailbox with %j gives every mailbox',
  async (parameters) => {
    const { exchange } = await rehearse()

    const found = addressesOf(await exchange('Get-Mailbox', parameters))

    const cloud = ['alice', 'board1', 'canary', 'confrm1', 'disabled1', 'reception'].map(at)
    expect(found).toEqual([...cloud, 'confrm6@contoso.com'].toSorted())
  },
)

test.each(['room', 'user', 'shared', 'equipment', 'contact', 'group'])(
  'Get-Recipient finds a %s by address',
  async (kind) => {
    const { exchange, control } = await rehearse()
    await control('POST', '/accounts', { kind, address: at("o'brien") })

    const reply = await exchange('Get-Recipient', { Filter: `EmailAddresses -eq 'smtp:${at("o''brien")}'` })

    expect(addressesOf(reply)).toEqual([at("o'brien")])
  },
)

test('a filter joins criteria with -or, and one that nothing meets gives nothing', async () => {
  const { exchange } = await rehearse()
  const find = (...names: string[]) =>
    exchange('Get-Recipient', { Filter: names.map((name) => `EmailAddresses -eq 'SMTP:${at(name)}'`).join(' -or ') })

  const [both, none] = [await find('board1', 'alice'), await find('nobody')]

  expect(addressesOf(both)).toEqual([at('alice'), at('board1')])
  expect(none).toMatchObject({ status: 200, body: { value: [] } })
})

test.each([
  "DisplayName -like 'Board*'",
  "EmailAddresses -eq 'board1@contoso.onmicrosoft.com'",
  "EmailAddresses -eq 'smtp:a' -and Name -eq 'b'",
])('the filter %s is refused, not ignored', async (Filter) => {
  const { exchange } = await rehearse()

  const reply = await exchange('Get-Recipient', { Filter })

  expect(reply.status).toBe(501)
  expect(failureOf(reply)).toContain('not supported by the local tenant')
})

test('Get-Mailbox does not find contacts, nor other types than asked for', async () => {
  const { exchange, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'contact', address: at('guest') })

  const [contact, person] = [
    await exchange('Get-Mailbox', { Identity: at('guest') }),
    await exchange('Get-Mailbox', { Identity: at('alice'), RecipientTypeDetails: 'RoomMailbox' }),
  ]

  expect([contact.status, person.status]).toEqual([404, 404])
})

test('a deleted room is found only among the soft-deleted', async () => {
  const { exchange, control } = await rehearse()
  await control('POST', '/accounts', { kind: 'deleted', address: at('old') })
  const Filter = `EmailAddresses -eq 'smtp:${at('old')}'`

  const found = [
    await exchange('Get-Recipient', { Filter }),
    await exchange('Get-Mailbox', { Filter }),
    await exchange('Get-Mailbox', { Filter, SoftDeletedMailbox: true }),
  ]

  expect(found.map(addressesOf)).toEqual([[], [], [at('old')]])
})

test('pages are fetched by the same POST to each nextLink and hold every mailbox once', async () => {
  const { tenant, exchange, exchangeRaw } = await rehearse({ rooms: 25 })
  const headers = { prefer: 'odata.maxpagesize=10' }
  const parameters = { RecipientTypeDetails: 'RoomMailbox', ResultSize: 'Unlimited' }
  const prefix = `${tenant.url}/adminapi/beta/${tenant.tenantId}`

  const pages = [await exchange('Get-Mailbox', parameters, { headers })]
  for (let next = pages[0]?.body['@odata.nextLink']; next; next = pages.at(-1)?.body['@odata.nextLink']) {
    const body = { CmdletInput: { CmdletName: 'Get-Mailbox', Parameters: parameters } }
    pages.push(await exchangeRaw('POST', next.replace(prefix, ''), body, headers))
  }

  const all = pages.flatMap(addressesOf)
  expect(pages.map(({ body }) => body.value.length)).toEqual([10, 10, 9])
  expect(new Set(all).size).toBe(29)
})

test('a skip token that was made up is refused', async () => {
  const { exchange } = await rehearse()

  const reply = await exchange('Get-Mailbox', {}, { query: '?$skiptoken=sofa' })

  expect(failureOf(reply)).toBe('||The skip token is not valid.')
})

test('1,000 mailboxes are given unless more are asked for, and a warning says that there are more', async () => {
  const { exchange } = await rehearse({ rooms: 1001 })

  const [usual, few, all] = [
    await exchange('Get-Mailbox', {}),
    await exchange('Get-Mailbox', { ResultSize: 3 }),
    await exchange('Get-Mailbox', { ResultSize: 'Unlimited' }, { headers: { prefer: 'odata.maxpagesize=5000' } }),
  ]

  expect([usual, few, all].map(({ body }) => body.value.length)).toEqual([1000, 3, 1008])
  expect(usual.body['@adminapi.warnings'][0]).toContain('There are more results available')
  expect(usual.body['@odata.nextLink']).toBeUndefined()
})

test('$select gives only the properties that it names', async () => {
  const { exchange } = await rehearse()

  const { body } = await exchange('Get-Mailbox', { Identity: at('board1') }, { query: '?$select=Alias,ExchangeGuid' })

  expect(Object.keys(body.value[0] ?? {})).toEqual(['Alias', 'ExchangeGuid'])
})

test.each([
  ['no anchor', { 'x-anchormailbox': '' }],
  [
    "another tenant's anchor",
    { 'x-anchormailbox': 'APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@fabrikam.com' },
  ],
  ['another cmdlet in X-CmdletName', { 'x-cmdletname': 'Get-Place' }],
  ['an answer as clixml', { 'x-responseformat': 'clixml' }],
])('a request with %s is refused, not guessed at', async (_, headers) => {
  const { exchange } = await rehearse()

  const reply = await exchange('Get-Mailbox', { Identity: at('board1') }, { headers })

  expect(failureOf(reply)).toContain('not supported by the local tenant')
})

test('other paths, methods, versions and tenants are refused', async () => {
  const { tenant, exchangeRaw } = await rehearse()
  const elsewhere = `${tenant.url}/adminapi/v2.0/${tenant.tenantId}/Mailbox`

  const replies = [
    await exchangeRaw('GET', '/InvokeCommand'),
    await exchangeRaw('POST', '/Mailbox', {}),
    await exchangeRaw('POST', '/InvokeCommand?$top=1', { CmdletInput: { CmdletName: 'Get-Mailbox' } }),
  ]
  const withoutToken = await send(elsewhere, 'POST', {})

  for (const reply of replies) expect(failureOf(reply)).toContain('not supported by the local tenant')
  expect(withoutToken.status).toBe(401)
})
