import { expect, test } from 'vitest'
import { at, failureOf, rehearse } from './rehearsal.ts'

test('the domains show which are verified, federated and the default', async () => {
  const { graph, control } = await rehearse()
  await control('PUT', '/grants', { graph: ['Domain.Read.All'] })

  const { body } = await graph('GET', '/domains?$select=id,isVerified,authenticationType,isDefault,isInitial')

  const shown = body.value.map(({ id, isVerified, authenticationType, isDefault, isInitial }) =>
    [id, isVerified, authenticationType, isDefault && isInitial].join(' '),
  )
  expect(shown).toEqual([
    'contoso.onmicrosoft.com true Managed true',
    'contoso.com true Managed false',
    'emea.contoso.com true Managed false',
    'fed.contoso.com true Federated false',
    'new.contoso.com false Managed false',
  ])
})

test('one domain is read by its name; days of passwords are counted only where passwords are kept here', async () => {
  const { graph, control } = await rehearse()
  await control('PUT', '/grants', { graph: ['Domain.Read.All'] })

  const [managed, federated, none] = [
    await graph('GET', '/domains/contoso.com'),
    await graph('GET', '/domains/fed.contoso.com'),
    await graph('GET', '/domains/fabrikam.com'),
  ]

  expect(managed.body).toMatchObject({ id: 'contoso.com', passwordValidityPeriodInDays: 90 })
  expect(federated.body).toMatchObject({ authenticationType: 'Federated', passwordValidityPeriodInDays: null })
  expect(none.status).toBe(404)
})

test('the organisation names the verified domains with their kind, and no other', async () => {
  const { graph } = await rehearse()

  const { body } = await graph('GET', '/organization')

  const [organization = {}] = body.value
  const verified = organization['verifiedDomains'] as { name: string; type: string }[]
  expect(verified.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'contoso.onmicrosoft.com Managed',
    'contoso.com Managed',
    'emea.contoso.com Managed',
    'fed.contoso.com Federated',
  ])
})

test.each(['contoso.com', 'EMEA.contoso.com', 'fed.contoso.com'])(
  'a room can have an address in %s',
  async (domain) => {
    const { exchange } = await rehearse()

    const { status } = await exchange('New-Mailbox', { Name: 'r1', Room: true, PrimarySmtpAddress: `r1@${domain}` })

    expect(status).toBe(200)
  },
)

test.each(['new.contoso.com', 'fabrikam.com', 'xcontoso.com'])('no room can have an address in %s', async (domain) => {
  const { exchange } = await rehearse()

  const reply = await exchange('New-Mailbox', { Name: 'r1', Room: true, PrimarySmtpAddress: `r1@${domain}` })

  expect(failureOf(reply)).toContain('not an accepted domain for your organization')
})

test('a tenant is named by its verified domains as by its id', async () => {
  const { tenant, exchange } = await rehearse()
  const anchor = (name: string) => ({
    headers: { 'x-anchormailbox': `APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${name}` },
  })

  const [byId, byDomain, byUnverified] = [
    await exchange('Get-Mailbox', { Identity: at('board1') }, anchor(tenant.tenantId)),
    await exchange('Get-Mailbox', { Identity: at('board1') }, anchor('contoso.com')),
    await exchange('Get-Mailbox', { Identity: at('board1') }, anchor('new.contoso.com')),
  ]

  expect([byId.status, byDomain.status, byUnverified.status]).toEqual([200, 200, 501])
})
