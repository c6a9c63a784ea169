import { expect, test } from 'vitest'
import { at, failureOf, makeRoom, pro, rehearse, waitFor } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const newRoom = { Name: 'confrm2', Room: true, PrimarySmtpAddress: at('confrm2') }
const confrm2 = { Identity: at('confrm2') }
const isFound = ({ status }: { status: number }) => status === 200

test.each([1000, 1_000_000])(
  'at speed %i a new mailbox is not found by the first look, and found later',
  async (speed) => {
    const { exchange } = await rehearse({ speed })
    await exchange('New-Mailbox', newRoom)

    const first = await exchange('Get-Mailbox', confrm2)

    expect(first.status).toBe(404)
    expect(failureOf(first)).toMatch(
      /^Ex6F9304\|Microsoft\.Exchange\.\S+\.ManagementObjectNotFoundException\|.*couldn't be found on/,
    )
    await waitFor(() => exchange('Get-Mailbox', confrm2), isFound)
  },
)

test.each([1000, 1_000_000])(
  'at speed %i a new account is not found by the first look at Graph, and found later',
  async (speed) => {
    const { exchange, graph } = await rehearse({ speed })
    await exchange('New-Mailbox', newRoom)

    const first = await graph('GET', `/users/${at('confrm2')}`)

    expect(first).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
    await waitFor(() => graph('GET', `/users/${at('confrm2')}`), isFound)
  },
)

test.each([1000, 1_000_000])(
  'at speed %i a licence is not there at the first look, and active later',
  async (speed) => {
    const rehearsal = await rehearse({ speed })
    const { id } = await makeRoom(rehearsal)
    await rehearsal.graph('PATCH', `/users/${id}`, { usageLocation: 'NO' })
    const look = () => rehearsal.graph('GET', `/users/${id}/licenseDetails`)
    await rehearsal.graph('POST', `/users/${id}/assignLicense`, { addLicenses: [{ skuId: pro }], removeLicenses: [] })

    const first = await look()

    expect(first.body.value).toEqual([])
    const { body } = await waitFor(look, ({ body }) => body.value.length > 0)
    expect(body.value).toMatchObject([
      {
        skuId: pro,
        servicePlans: expect.arrayContaining([expect.objectContaining({ provisioningStatus: 'Success' })]),
      },
    ])
  },
)

test('in real time a new mailbox stays hidden for seconds, to writes as to reads', async () => {
  const { exchange, graph } = await rehearse({ speed: 12 })
  await exchange('New-Mailbox', newRoom)

  const replies = [
    await exchange('Set-CalendarProcessing', { ...confrm2, DeleteComments: false }),
    await exchange('Get-Recipient', confrm2),
    await graph('PATCH', `/users/${at('confrm2')}`, { usageLocation: 'NO' }),
  ]

  expect(replies.map(({ status }) => status)).toEqual([404, 404, 404])
})

test('a mailbox that no read finds yet still holds its address', async () => {
  const { exchange } = await rehearse()
  await exchange('New-Mailbox', newRoom)

  const again = await exchange('New-Mailbox', newRoom)

  expect(again.status).toBe(400)
})

test('Exchange finds a mailbox at its own time, Graph its account at another', async () => {
  const { exchange, graph } = await rehearse()
  await exchange('New-Mailbox', newRoom)
  await waitFor(() => exchange('Get-Mailbox', confrm2), isFound)

  const first = await graph('GET', `/users/${at('confrm2')}`)

  expect(first.status).toBe(404)
})

const changes: [string, (connection: Connection) => Promise<unknown>][] = [
  [
    'Set-CalendarProcessing',
    ({ exchange }) => exchange('Set-CalendarProcessing', { ...confrm2, DeleteComments: false }),
  ],
  [
    'Set-MailboxRegionalConfiguration',
    ({ exchange }) => exchange('Set-MailboxRegionalConfiguration', { ...confrm2, Language: 'nb-NO' }),
  ],
]
const reads: Record<string, [string, object]> = {
  'Set-CalendarProcessing': ['Get-CalendarProcessing', { DeleteComments: false }],
  'Set-MailboxRegionalConfiguration': ['Get-MailboxRegionalConfiguration', { Language: 'nb-NO' }],
}
test.each(changes)('what %s wrote into the mailbox is read at once', async (name, change) => {
  const rehearsal = await rehearse({ speed: 1_000_000 })
  await makeRoom(rehearsal)
  await change(rehearsal)
  const [cmdlet, expected] = reads[name] ?? ['', {}]

  const { body } = await rehearsal.exchange(cmdlet, confrm2)

  expect(body.value[0]).toMatchObject(expected)
})

test('what Set-Place and PATCH wrote is read a little later', async () => {
  const { exchange, graph } = await rehearse({ speed: 10 })
  const path = `/users/${at('confrm1')}?$select=usageLocation`
  await exchange('Set-Place', { Identity: at('confrm1'), Building: 'B1' })
  await graph('PATCH', `/users/${at('confrm1')}`, { usageLocation: 'NO' })

  const first = await graph('GET', path)

  expect(first.body['usageLocation']).toBeNull()
  await waitFor(
    () => graph('GET', path),
    ({ body }) => body['usageLocation'] === 'NO',
  )
  await waitFor(
    () => exchange('Get-Place', { Identity: at('confrm1') }),
    ({ body }) => body.value[0]?.['Building'] === 'B1',
  )
})
