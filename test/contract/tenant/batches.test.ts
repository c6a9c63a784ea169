import { expect, test } from 'vitest'
import { at, failureOf, rehearse } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const json = { 'Content-Type': 'application/json' }
const read = (id: string, name: string, more: object = {}) => ({
  id,
  method: 'GET',
  url: `/users/${at(name)}`,
  ...more,
})
const graphBatch = ({ graph }: Connection, requests: object[]) => graph('POST', '/$batch', { requests })

test('a Graph batch succeeds as a whole, each item has its own status, whatever the order', async () => {
  const { graphClient } = await rehearse()

  const { responses } = (await graphClient.api('/$batch').post({
    requests: [
      read('1', 'confrm1'),
      read('2', 'nobody'),
      { id: '3', method: 'PATCH', url: `users/${at('confrm1')}`, headers: json, body: { usageLocation: 'NO' } },
    ],
  })) as { responses: { id: string; status: number; body?: object }[] }

  expect(Object.fromEntries(responses.map(({ id, status }) => [id, status]))).toEqual({ '1': 200, '2': 404, '3': 204 })
  expect(responses.find(({ id }) => id === '3')).not.toHaveProperty('body')
})

test('what depends on a failed item is not done and gets 424', async () => {
  const rehearsal = await rehearse()

  const { body } = await graphBatch(rehearsal, [
    read('1', 'nobody'),
    {
      id: '2',
      method: 'PATCH',
      url: `/users/${at('confrm1')}`,
      headers: json,
      body: { usageLocation: 'NO' },
      dependsOn: ['1'],
    },
    read('3', 'confrm1', { dependsOn: ['2'] }),
  ])

  expect(body.responses.map(({ status }) => status)).toEqual([404, 424, 424])
  expect((await rehearsal.control('GET', `/accounts/${at('confrm1')}`)).body).toMatchObject({
    user: { usageLocation: null },
  })
})

test.each([
  [
    '21 items',
    Array.from({ length: 21 }, (_, position) => read(String(position), 'confrm1')),
    'exceeds the maximum value of 20',
  ],
  ['no items', [], 'Invalid batch payload format.'],
  ['an id twice', [read('a', 'confrm1'), read('A', 'alice')], 'must be unique'],
  [
    'a dependency on a later item',
    [read('1', 'confrm1', { dependsOn: ['2'] }), read('2', 'alice')],
    'Invalid dependency for request Id 1.',
  ],
  [
    'a tangle',
    [
      read('1', 'alice'),
      read('2', 'alice'),
      read('3', 'alice', { dependsOn: ['1'] }),
      read('4', 'alice', { dependsOn: ['2'] }),
    ],
    'fully sequential or fully parallel',
  ],
  ['a body without a type', [{ id: '1', method: 'PATCH', url: '/users/x', body: {} }], 'Content-Type'],
])('Graph refuses a batch with %s', async (_, requests, text) => {
  const rehearsal = await rehearse()

  const reply = await graphBatch(rehearsal, requests)

  expect(reply).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(text) } } })
})

test('20 items run side by side', async () => {
  const rehearsal = await rehearse({ speed: 2 })
  const requests = Array.from({ length: 20 }, (_, position) => read(String(position), 'confrm1'))
  const start = performance.now()

  await graphBatch(rehearsal, requests)

  const one = Math.max(...rehearsal.journal().map(({ latencyMs }) => Number(latencyMs)))
  expect(performance.now() - start).toBeLessThan((20 * one) / 2 / 2)
})

const invoke = (id: string, CmdletName: string, Parameters: object) => ({
  id,
  method: 'POST',
  url: '/adminapi/beta/contoso.onmicrosoft.com/InvokeCommand?',
  headers: {},
  body: { CmdletInput: { CmdletName, Parameters } },
})
const room = { Identity: at('confrm1') }
const failing = [
  invoke('a', 'Get-Mailbox', room),
  invoke('b', 'Get-Mailbox', { Identity: at('nobody') }),
  invoke('c', 'Set-CalendarProcessing', { ...room, DeleteComments: false }),
]

test('an Exchange batch goes on after an error when it is asked to, and a write that succeeded has no body', async () => {
  const { exchangeRaw } = await rehearse()

  const { body } = await exchangeRaw(
    'POST',
    '/$batch',
    { requests: failing },
    { prefer: 'odata.maxpagesize = 1000;odata.continue-on-error' },
  )

  const [, missing, written] = body.responses
  expect(body.responses.map(({ id, status }) => [id, status])).toEqual([
    ['a', 200],
    ['b', 404],
    ['c', 200],
  ])
  expect(failureOf({ body: missing?.body ?? body })).toContain("couldn't be found on")
  expect(written).not.toHaveProperty('body')
})

test('an Exchange batch stops at the first error otherwise', async () => {
  const { exchangeRaw, control } = await rehearse()

  const { body } = await exchangeRaw('POST', '/$batch', { requests: failing })

  expect(body.responses.map(({ id }) => id)).toEqual(['a', 'b'])
  expect((await control('GET', `/accounts/${at('confrm1')}`)).body).toMatchObject({
    calendar: { DeleteComments: true },
  })
})

test('Exchange refuses a batch of eleven', async () => {
  const { exchangeRaw } = await rehearse()
  const requests = Array.from({ length: 11 }, (_, position) => invoke(String(position), 'Get-Mailbox', room))

  const reply = await exchangeRaw('POST', '/$batch', { requests })

  expect(failureOf(reply)).toContain('more than 10')
})
