import { expect, test } from 'vitest'
import { failureOf, rehearse } from './rehearsal.ts'

test('modern authentication of the organisation is on, until it is switched off', async () => {
  const { exchange, control } = await rehearse()
  const read = async () => (await exchange('Get-OrganizationConfig', {})).body.value

  const before = await read()
  await control('PUT', '/switches', { isModernAuthenticationEnabled: false })
  const after = await read()

  expect(before).toMatchObject([{ OAuth2ClientProfileEnabled: true }])
  expect(after).toMatchObject([{ OAuth2ClientProfileEnabled: false }])
})

test('without the role View-Only Configuration the organisation cannot be read', async () => {
  const { exchange, control } = await rehearse()
  await control('PUT', '/grants', { exchangeRoles: ['View-Only Recipients', 'Mail Recipients'] })

  const reply = await exchange('Get-OrganizationConfig', {})

  expect(failureOf(reply)).toContain("The term 'Get-OrganizationConfig' is not recognized")
})

test('a switch that the tenant has not is refused', async () => {
  const { control } = await rehearse()

  const { status } = await control('PUT', '/switches', { isSunny: true })

  expect(status).toBe(400)
})
