import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { estateOf } from '../kit/observeEstate.ts'
import { findViolations } from './axe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser(['--rooms', '20'])
const address = 'room-00001@contoso.onmicrosoft.com'
beforeAll(async () => {
  if (!hasBrowser) return
  const estate = estateOf(world().see)
  await estate.scanned()
  await estate.list((all) => all.length >= 20)
})

/** What the door answers with when the tables behind it do not. */
const problem = (code: string) => ({
  status: 503,
  json: { code, detail: `Said by ${code}.`, remedy: 'Try again in a minute.' },
})

/** The page, with the answers of some doors put in their place. */
async function openWith(path: string, answers: Record<string, object>): Promise<Page> {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  for (const [pattern, answer] of Object.entries(answers)) await page.route(pattern, (route) => route.fulfill(answer))
  await page.goto(`${stack.stack.site}${path}`)
  return page
}

const linkIn = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).getByRole('link')

test.skipIf(!hasBrowser)('a list that cannot be read says so, and comes by itself once it can', async () => {
  const page = await openWith('/accounts', { '**/api/accounts': problem('accounts-not-loaded') })

  await page.getByText('Said by accounts-not-loaded.').waitFor()
  const link = await linkIn(page, 'accounts-not-loaded').getAttribute('href')
  const faults = await findViolations(page)
  const isLost = await page.getByText('Connection lost').count()
  await page.unroute('**/api/accounts')

  await page.getByRole('table', { name: 'Accounts' }).waitFor({ timeout: 30_000 })
  expect([link, isLost]).toEqual(['/problems#accounts-not-loaded', 0])
  expect(faults).toEqual([])
})

test.skipIf(!hasBrowser)('numbers that cannot be read say so; the list is there', async () => {
  const page = await openWith('/accounts', { '**/api/estate': problem('summary-not-loaded') })

  await page.getByText('Said by summary-not-loaded.').waitFor()

  await page.getByRole('link', { name: 'Room 00001', exact: true }).waitFor()
  expect(await linkIn(page, 'summary-not-loaded').getAttribute('href')).toBe('/problems#summary-not-loaded')
})

test.skipIf(!hasBrowser)('a file that cannot be made says so', async () => {
  const page = await openWith('/accounts', { '**/api/export/*': problem('export-failed') })

  await page.getByRole('button', { name: 'Export CSV' }).click()

  await page.getByText('Said by export-failed.').waitFor()
  expect(await linkIn(page, 'export-failed').getAttribute('href')).toBe('/problems#export-failed')
})

test.skipIf(!hasBrowser)('a change that was not taken says so, and stays in its field', async () => {
  const page = await openWith(`/account?address=${address}&part=Mailbox`, {
    '**/api/estate/repairs': problem('save-failed'),
  })
  const field = page.getByRole('textbox', { name: 'Longest meeting (minutes)' })

  await field.fill('45')
  await page.getByRole('button', { name: 'Save' }).click()

  await page.getByText('Said by save-failed.').waitFor()
  expect(await field.inputValue()).toBe('45')
  expect(await linkIn(page, 'save-failed').getAttribute('href')).toBe('/problems#save-failed')
})

test.skipIf(!hasBrowser)('mailbox settings that may not be read name the least role that is missing', async () => {
  const { see, open, stack } = world()
  const account = (await (await see.api(`/accounts/${address}`)).json()) as object
  const { page } = await open('/', 'Ada Administrator')
  await page.route('**/api/accounts/room-00001*', (route) =>
    route.fulfill({
      json: {
        ...account,
        status: 'not-available',
        panes: [{ pane: 'Mailbox', status: 'not-available' }],
        faults: [{ pane: 'Mailbox', code: 'mailbox-settings-not-permitted', text: 'denied' }],
        findings: [
          { setting: 'mailbox.deleteComments', state: 'unknown', actual: true, seenAt: '2026-01-02T10:00:00Z' },
        ],
      },
    }),
  )

  await page.goto(`${stack.stack.site}/account?address=${address}`)
  const alert = page.getByRole('alert')
  await alert.getByText('does not let the service read the calendar settings of this mailbox').waitFor()

  expect(await alert.innerText()).toContain('View-Only Recipients')
  expect(await alert.innerText()).not.toMatch(/need to be a Global Administrator to/)
  await page.getByText(/^as seen/).waitFor()
  expect(await findViolations(page)).toEqual([])
})

test.skipIf(!hasBrowser)(
  'accounts have nothing against them: list, preview, account, alerts and results',
  async () => {
    const { open, stack } = world()
    const { page } = await open('/', 'Ada Administrator')
    const found: string[] = []
    const look = async (name: string) =>
      void found.push(...(await findViolations(page)).map((one) => `${name}: ${one}`))

    await page.goto(`${stack.stack.site}/accounts`)
    await page.getByText('Most often wrong').waitFor()
    await page.getByRole('table', { name: 'Accounts' }).waitFor()
    await look('list')
    await page.getByRole('checkbox', { name: 'Select all' }).check()
    await page.getByRole('button', { name: 'Apply recommended settings' }).click()
    await page.getByRole('dialog').waitFor()
    await look('preview')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
    await page.getByText(/^Done\./).waitFor({ timeout: 60_000 })
    await look('results')
    await page.goto(`${stack.stack.site}/alerts`)
    await page.getByRole('heading', { name: 'Alerts' }).waitFor()
    await look('alerts')
    await page.goto(`${stack.stack.site}/account?address=${address}&part=Mailbox`)
    await page.getByRole('textbox', { name: 'Longest meeting (minutes)' }).fill('soon')
    await page.getByText('must be a whole number').waitFor()
    await look('account')

    expect(found).toEqual([])
  },
  120_000,
)
