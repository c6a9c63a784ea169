import { expect, test } from 'vitest'
import { at, rehearse, waitFor } from './rehearsal.ts'
import type { Connection } from './rehearsal.ts'

const log = '/auditLogs/signIns'
const room = at('board1')
const yesterday = '2026-11-20T08:00:00Z'
const lastWeek = '2026-11-14T08:00:00Z'

async function signIn({ control }: Connection, more: object = {}): Promise<Record<string, unknown>> {
  return (await control('POST', '/sign-ins', { address: room, createdDateTime: yesterday, ...more })).body
}

test('a sign-in of now is in the log after a while, with what became of it', async () => {
  const rehearsal = await rehearse()
  const { userId } = await signIn(rehearsal, { createdDateTime: undefined, errorCode: 50126 })
  const read = () => rehearsal.graph('GET', `${log}?$filter=userId eq '${String(userId)}'`)

  const atOnce = await read()
  const later = await waitFor(read, ({ status, body }) => status === 200 && body.value.length > 0)

  expect(atOnce.body.value).toEqual([])
  expect(later.body.value).toMatchObject([
    {
      userId,
      userPrincipalName: room,
      appDisplayName: 'Microsoft Teams',
      conditionalAccessStatus: 'notApplied',
      status: {
        errorCode: 50126,
        failureReason: 'Error validating credentials due to invalid username or password.',
      },
    },
  ])
})

test('the newest comes first, so many as asked, and the rest by the next link', async () => {
  const rehearsal = await rehearse()
  const { userId } = await signIn(rehearsal, { createdDateTime: lastWeek })
  await signIn(rehearsal, { errorCode: 50055 })
  await signIn(rehearsal, { address: at('alice') })
  const filter = encodeURIComponent(`userId eq '${String(userId)}'`)

  const first = await rehearsal.graph('GET', `${log}?$filter=${filter}&$top=1&$orderby=createdDateTime desc`)
  const next = new URL(first.body['@odata.nextLink'])
  const second = await waitFor(
    () => rehearsal.graph('GET', next.pathname.replace('/v1.0', '') + next.search),
    ({ status }) => status !== 429,
  )

  expect(first.body.value).toMatchObject([{ createdDateTime: yesterday, status: { errorCode: 50055 } }])
  expect(second.body.value).toMatchObject([{ createdDateTime: lastWeek, status: { errorCode: 0 } }])
  expect(second.body['@odata.nextLink']).toBeUndefined()
})

test.each([
  ["userPrincipalName eq 'BOARD1@contoso.onmicrosoft.com'", 3],
  ['status/errorCode eq 0', 2],
  ['createdDateTime ge 2026-11-18T00:00:00Z', 3],
  ["status/errorCode eq 0 and createdDateTime ge 2026-11-18T00:00:00Z and appDisplayName eq 'Microsoft Teams'", 1],
])('the log is narrowed by %s', async (filter, count) => {
  const rehearsal = await rehearse()
  await signIn(rehearsal, { createdDateTime: lastWeek })
  await signIn(rehearsal)
  await signIn(rehearsal, { errorCode: 53003 })
  await signIn(rehearsal, { address: at('alice'), errorCode: 50057 })

  const { body } = await rehearsal.graph('GET', `${log}?$filter=${encodeURIComponent(filter)}`)

  expect(body.value).toHaveLength(count)
})

test('what conditional access did is shown, unless the identity may not read conditional access', async () => {
  const rehearsal = await rehearse()
  const applied = { id: 'policy', displayName: 'Require MFA', result: 'failure', enforcedGrantControls: ['Mfa'] }
  await signIn(rehearsal, { errorCode: 53003, appliedConditionalAccessPolicies: [applied] })

  const shown = await rehearsal.graph('GET', log)
  await rehearsal.control('PUT', '/grants', { graph: ['AuditLog.Read.All'] })
  const hidden = await rehearsal.graph('GET', log)

  expect(shown.body.value).toMatchObject([
    { conditionalAccessStatus: 'failure', appliedConditionalAccessPolicies: [applied] },
  ])
  expect(hidden.body.value).toMatchObject([{ appliedConditionalAccessPolicies: [] }])
})

test('a tenant without Entra ID P1 has no sign-in log', async () => {
  const { graph, control } = await rehearse()
  await control('PUT', '/switches', { hasPremium: false })

  const reply = await graph('GET', log)

  expect(reply).toMatchObject({
    status: 403,
    body: {
      error: {
        code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        message: "Neither tenant is B2C or tenant doesn't have premium license",
      },
    },
  })
})

test('the log is read five times in ten seconds, and says when the next time is', async () => {
  const { graph } = await rehearse({ speed: 2 })

  const replies = await Promise.all(Array.from({ length: 7 }, () => graph('GET', log)))

  const refused = replies.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(2)
  expect(refused[0]?.headers.get('retry-after')).toMatch(/^[45]$/)
})

test.each([
  ['$filter=riskState eq 1', 501],
  ['$orderby=userDisplayName', 501],
  ['$select=id', 501],
  ['$top=1001', 400],
])('the log refuses %s', async (query, status) => {
  const { graph } = await rehearse()

  expect((await graph('GET', `${log}?${query}`)).status).toBe(status)
})

test('without AuditLog.Read.All there is nothing to read, and nobody who is not there signs in', async () => {
  const rehearsal = await rehearse()
  await rehearsal.control('PUT', '/grants', { graph: ['User.Read.All'] })

  const refused = await rehearsal.graph('GET', log)
  const stranger = await rehearsal.control('POST', '/sign-ins', { address: at('nobody') })

  expect([refused.status, stranger.status]).toEqual([403, 404])
})
