import { join } from 'node:path'
import { ManagedIdentityCredential } from '@azure/identity'
import { expect, test } from 'vitest'
import { openDocuments } from '../../../local/kit/documents.ts'
import { openTokens } from '../../../local/tenant/tokens.ts'
import { at, failureOf, fetchToken, makeFolder, rehearse, send } from './rehearsal.ts'

const user = `/users/${at('confrm1')}`
const usual = [
  'User.Read.All',
  'LicenseAssignment.Read.All',
  'User.ReadWrite.All',
  'User-PasswordProfile.ReadWrite.All',
].concat(
  ['User.EnableDisableAccount.All', 'LicenseAssignment.ReadWrite.All', 'User.DeleteRestore.All'],
  ['TeamsUserConfiguration.Read.All', 'TeamsPolicyUserAssign.ReadWrite.All', 'TeamsTelephoneNumber.ReadWrite.All'],
  ['Policy.Read.All', 'AuditLog.Read.All', 'Calendars.ReadBasic.All', 'Place.Read.All'],
)

test('an unmodified ManagedIdentityCredential gets a token that Graph takes', async () => {
  const { tenant } = await rehearse()
  process.env['IDENTITY_ENDPOINT'] = tenant.identityEndpoint
  process.env['IDENTITY_HEADER'] = tenant.identityHeader

  const { token } = await new ManagedIdentityCredential().getToken('https://graph.microsoft.com/.default')

  const { status } = await send(`${tenant.url}/v1.0${user}`, 'GET', undefined, { authorization: `Bearer ${token}` })
  expect(status).toBe(200)
})

test.each([
  [
    'another header',
    { 'x-identity-header': 'guess' },
    '?api-version=2019-08-01&resource=https://graph.microsoft.com',
    401,
  ],
  ['an unknown resource', {}, '?api-version=2019-08-01&resource=https://database.windows.net', 400],
  ['another version', {}, '?api-version=2017-09-01&resource=https://graph.microsoft.com', 400],
  ['a user-assigned identity', {}, '?api-version=2019-08-01&resource=https://graph.microsoft.com&client_id=x', 400],
])('the identity endpoint refuses %s', async (_, headers, query, status) => {
  const { tenant } = await rehearse()

  const reply = await send(tenant.identityEndpoint + query, 'GET', undefined, {
    'x-identity-header': tenant.identityHeader,
    ...headers,
  })

  expect(reply.status).toBe(status)
})

test.each([
  ['no token', () => ({}), 'Access token is empty.'],
  [
    'a token for Exchange',
    (token: string) => ({ authorization: `Bearer ${token}` }),
    'Access token validation failure. Invalid audience.',
  ],
  [
    'a token that was changed',
    (token: string) => ({ authorization: `Bearer ${token.slice(0, -4)}AAAA` }),
    'Access token validation failure.',
  ],
])('Graph refuses %s', async (_, headersFor, message) => {
  const { tenant } = await rehearse()
  const headers = headersFor(await fetchToken(tenant, 'https://outlook.office365.com'))

  const reply = await send(`${tenant.url}/v1.0${user}`, 'GET', undefined, headers)

  expect(reply).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken', message } } })
})

test('Exchange refuses a token for Graph', async () => {
  const rehearsal = await rehearse()
  const authorization = `Bearer ${await fetchToken(rehearsal.tenant, 'https://graph.microsoft.com')}`

  const { status } = await rehearsal.exchange(
    'Get-Mailbox',
    { Identity: at('confrm1') },
    { headers: { authorization } },
  )

  expect(status).toBe(401)
})

test('a token is taken for 24 hours and not a second longer', async () => {
  const documents = openDocuments(join(makeFolder(), 'keys.db'))
  const tokens = await openTokens(documents, 'tenant', 'client')
  const { access_token } = await tokens.issue('https://graph.microsoft.com', [], 0)
  const check = (seconds: number) =>
    tokens.check(`Bearer ${access_token}`, 'https://graph.microsoft.com', seconds * 1000)

  const [before, after] = [await check(86_399), await check(86_400)]

  documents.close()
  expect([before, after]).toEqual(['valid', 'expired'])
})

test('the identity holds the least that provisioning online needs, and nothing else', async () => {
  const { control } = await rehearse()

  const { body } = await control('PUT', '/grants', {})

  expect(body).toEqual({
    graph: usual,
    exchange: ['Exchange.ManageAsApp'],
    administrator: expect.any(Array) as string[],
    exchangeRoles: ['View-Only Recipients', 'Mail Recipients', 'Mail Recipient Creation'].concat([
      'TenantPlacesManagement',
      'View-Only Configuration',
      'Distribution Groups',
    ]),
    directoryRoles: [],
    automation: ['Automation Job Operator', 'Automation Runbook Operator'],
  })
})

const passwordProfile = { password: 'Str0ng-enough!', forceChangePasswordNextSignIn: false }
test.each([
  ['reading a user', ['User.Read.All', 'User.ReadWrite.All'], 'GET', user, undefined],
  ['setting a password', ['User-PasswordProfile.ReadWrite.All'], 'PATCH', user, { passwordProfile }],
  [
    'never expiring passwords',
    ['User.ReadWrite.All'],
    'PATCH',
    user,
    { passwordPolicies: 'DisablePasswordExpiration' },
  ],
  ['a usage location', ['User.ReadWrite.All'], 'PATCH', user, { usageLocation: 'NO' }],
  [
    'blocking sign-in',
    ['User.EnableDisableAccount.All', 'User.ReadWrite.All'],
    'PATCH',
    user,
    { accountEnabled: false },
  ],
  [
    'assigning a licence',
    ['LicenseAssignment.ReadWrite.All', 'User.ReadWrite.All'],
    'POST',
    `${user}/assignLicense`,
    { addLicenses: [], removeLicenses: [] },
  ],
  ['reading SKUs', ['LicenseAssignment.Read.All'], 'GET', '/subscribedSkus', undefined],
])('%s is refused without its permission', async (_, needed, method, path, body) => {
  const { graph, control } = await rehearse()
  const held = await graph(method, path, body)

  await control('PUT', '/grants', { graph: usual.filter((role) => !needed.includes(role)) })
  const missing = await graph(method, path, body)

  expect(held.status).toBeLessThan(300)
  expect(missing).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
})

test('User.EnableDisableAccount.All is enough only together with User.Read.All', async () => {
  const { graph, control } = await rehearse()
  const change = async (...held: string[]) => {
    await control('PUT', '/grants', { graph: held })
    return (await graph('PATCH', user, { accountEnabled: false })).status
  }

  const alone = await change('User.EnableDisableAccount.All')
  const both = await change('User.EnableDisableAccount.All', 'User.Read.All')

  expect([alone, both]).toEqual([403, 204])
})

test('one property without permission fails the whole change', async () => {
  const { graph, control } = await rehearse()
  await control('PUT', '/grants', { graph: usual.filter((role) => !role.startsWith('User-Password')) })

  const { status } = await graph('PATCH', user, { usageLocation: 'NO', passwordProfile })

  const truth = await control('GET', `/accounts/${at('confrm1')}`)
  expect(status).toBe(403)
  expect(truth.body).toMatchObject({ user: { usageLocation: null }, passwordSets: 0 })
})

test('Exchange refuses an identity without Exchange.ManageAsApp', async () => {
  const { exchange, control } = await rehearse()
  await control('PUT', '/grants', { exchange: [] })

  const { status } = await exchange('Get-Mailbox', { Identity: at('confrm1') })

  expect(status).toBe(401)
})

test('a cmdlet that no role gives is not recognised, as if it did not exist', async () => {
  const { exchange, control } = await rehearse()
  await control('PUT', '/grants', { exchangeRoles: ['View-Only Recipients'] })

  const [notGiven, unheardOf] = [await exchange('New-Mailbox', {}), await exchange('New-Sofa', {})]

  expect(failureOf(notGiven)).toContain(
    "|System.Management.Automation.CommandNotFoundException|The term 'New-Mailbox' is not recognized",
  )
  expect(failureOf(unheardOf)).toContain("The term 'New-Sofa' is not recognized")
})

test('an identity without any role in Exchange is refused whole', async () => {
  const { exchange, control } = await rehearse()
  await control('PUT', '/grants', { exchangeRoles: [] })

  const { status } = await exchange('Get-Mailbox', { Identity: at('confrm1') })

  expect(status).toBe(403)
})

test('EXOModuleFile lists exactly the cmdlets that the roles give', async () => {
  const { exchangeRaw, control } = await rehearse()
  await control('PUT', '/grants', { exchangeRoles: ['TenantPlacesManagement'] })

  const { body } = await exchangeRaw('GET', '/EXOModuleFile?Version=3.9.2', undefined, { commandname: '*' })

  expect(body.value).toEqual([{ exportedCmdlets: 'Get-CalendarProcessing,Set-CalendarProcessing,Get-Place,Set-Place' }])
})
