import { expect, test } from 'vitest'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const role = 'TenantPlacesManagement'

test.skipIf(!hasBrowser)(
  'what is missing stands first, in words, with what to do; found by keyboard alone',
  async () => {
    const { see } = world()
    const { page, complaints } = await world().open('/', 'Ada Administrator')
    await page.getByRole('link', { name: 'Tenant check' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tenant check' }).waitFor()
    const usual = await see.tenant<{ exchangeRoles: string[] }>('/grants', 'PUT', {})
    await see.tenant('/grants', 'PUT', { exchangeRoles: usual.exchangeRoles.filter((one) => one !== role) })

    await page.getByRole('button', { name: 'Check again' }).focus()
    await page.keyboard.press('Enter')

    const first = page.locator('tbody tr').first()
    await first.getByText('missing').waitFor()
    const words = await first.innerText()
    await see.tenant('/grants', 'PUT', usual)
    await page.keyboard.press('Enter')
    await page.getByText('Everything that is needed is there').waitFor()
    expect(words).toContain(`Management role ${role} in Exchange Online`)
    expect(words).toContain('Without it requests break off at: Place and time zone')
    expect(words).toContain(`management role ${role}; its scope`)
    expect(complaints).toEqual([])
  },
)

test.skipIf(!hasBrowser)('who asks for rooms has no link to it', async () => {
  const { page } = await world().open('/', 'Rita Requester')
  await page.getByRole('heading', { name: 'Requests' }).waitFor()

  expect(await page.getByRole('link', { name: 'Tenant check' }).count()).toBe(0)
})

test.skipIf(!hasBrowser)(
  'below stand the licences that are left and the rooms that do not follow the naming pattern, with what is wrong',
  async () => {
    const { see, stack } = world()
    for (const list of ['listRooms', 'listLicences'])
      await fetch(`${stack.stack.back}/admin/functions/${list}`, { method: 'POST' })
    await see.logged('rooms listed')
    const { page, complaints } = await world().open('/preflight', 'Ada Administrator')

    const licences = page.getByRole('region', { name: 'Licences for rooms' })
    await licences.getByRole('cell', { name: 'Teams Rooms Pro', exact: true }).waitFor()
    const names = page.getByRole('region', { name: 'Names of rooms' })

    await names.getByRole('cell', { name: 'board1@contoso.onmicrosoft.com', exact: true }).waitFor()
    const words = await names.innerText()
    expect(words).toMatch(/\d+ of \d+ rooms do not follow mtr-\{site\}-\{floor\}-\{room\}\./)
    expect(words).toContain('does not begin with "mtr-"')
    expect(words).toContain('Rooms listed')
    expect(complaints).toEqual([])
  },
)
