import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { estateOf, type EstateObserver } from '../kit/observeEstate.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const rooms = 2_000
const world = useBrowser(['--rooms', String(rooms)])
let estate: EstateObserver
beforeAll(() => {
  if (hasBrowser) estate = estateOf(world().see, 300)
})

const rows = (page: Page) => page.getByRole('table', { name: 'Accounts' }).locator('tbody tr')
const countOf = async (page: Page, words: RegExp) => {
  const text = await page.getByRole('status').getByText(words).innerText()
  return Number(/^\d+/.exec(text)?.[0])
}

async function openAccounts(person = 'Ada Administrator', path = '/accounts') {
  const { open, stack } = world()
  const opened = await open('/', person)
  await opened.page.goto(`${stack.stack.site}${path}`)
  return opened
}

test.skipIf(!hasBrowser)(
  'the first reading is asked for by keyboard, says what may be missing, and rows appear',
  async () => {
    const { page, complaints } = await openAccounts()
    await page.getByText(/made in the last 15 minutes may be missing/).waitFor()

    await page.getByRole('button', { name: 'Get data' }).focus()
    await page.keyboard.press('Enter')

    await page.getByRole('progressbar', { name: 'Accounts read' }).waitFor()
    await rows(page).first().waitFor({ timeout: 60_000 })
    const job = await estate.ended()
    await page.getByText(`${job.accounts} accounts read, as ada@`).waitFor()
    await expect.poll(() => countOf(page, /accounts$/), { timeout: 40_000 }).toBe(job.accounts)
    await page.getByText('The next reading begins by itself').waitFor()
    expect(job.accounts).toBeGreaterThanOrEqual(rooms)
    expect(complaints).toEqual([])
  },
  240_000,
)

test.skipIf(!hasBrowser)('on a phone all that are found are picked with one box too', async () => {
  const { page } = await openAccounts('Ada Administrator', '/accounts?find=room-0000')
  await page.setViewportSize({ width: 390, height: 800 })

  await page.getByRole('checkbox', { name: 'Select all' }).check()

  await page.getByRole('status').getByText('9 selected').waitFor()
  expect(await rows(page).getByRole('checkbox', { checked: true }).count()).toBe(9)
})

test.skipIf(!hasBrowser)('of two thousand accounts only those are drawn that are seen', async () => {
  const { page } = await openAccounts()
  await rows(page).first().waitFor()

  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await page.getByRole('link', { name: 'Room 02000', exact: true }).waitFor()

  expect(await rows(page).count()).toBeLessThan(60)
})

test.skipIf(!hasBrowser)('a bar of the picture, a search and the order stand in the address of the page', async () => {
  const { page } = await openAccounts()
  const bar = page.getByRole('link', { name: /Deletes the body of invitations/ })
  const said = Number(/(\d+) accounts/.exec(await bar.innerText())?.[1])

  await bar.click()
  await page.getByRole('status').getByText(`${said} of`).waitFor()
  await page.getByRole('searchbox', { name: 'Find an account' }).fill('room-01')
  await page.getByRole('button', { name: 'Name' }).click()
  await page.getByRole('button', { name: 'Name' }).click()
  await expect.poll(() => countOf(page, / of /)).toBeLessThan(said)
  const first = await rows(page).first().innerText()
  await page.reload()
  await rows(page).first().waitFor()

  expect(new URL(page.url()).search).toBe('?wrong=mailbox.deleteComments&find=room-01&sort=-name')
  expect(await rows(page).first().innerText()).toBe(first)
  expect(first).toContain('Needs Action')
})

test.skipIf(!hasBrowser)(
  'recommended settings are applied to picked accounts after a preview, and each result is shown',
  async () => {
    const { page, complaints } = await openAccounts(
      'Ada Administrator',
      '/accounts?wrong=mailbox.deleteComments&find=room-',
    )
    for (const row of [0, 1, 2]) await rows(page).nth(row).getByRole('checkbox').check()
    const names = await rows(page).getByRole('link').allInnerTexts()

    await page.getByRole('button', { name: 'Apply recommended settings' }).click()
    const dialog = page.getByRole('dialog', { name: 'Apply recommended settings' })
    await dialog.getByText('In 3 accounts these settings would be set:').waitFor()
    const preview = await dialog.innerText()
    await dialog.getByRole('button', { name: 'Apply' }).click()

    await page.getByText('Done. 3 accounts.').waitFor({ timeout: 60_000 })
    const results = page.getByRole('table', { name: 'Results' })
    expect(preview).toContain('Deletes the body of invitations: 3 accounts')
    expect(await results.getByText('put right', { exact: true }).count()).toBe(3)
    expect(await results.innerText()).toContain('Deletes the body of invitations')
    await results.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1 }).getByText('Room').waitFor()
    expect(names).toContain(await page.getByRole('heading', { level: 1 }).innerText())
    expect(complaints).toEqual([])
  },
  120_000,
)

test.skipIf(!hasBrowser)(
  'all with one wrong setting are put right in that alone; what was not is said account by account',
  async () => {
    const { page } = await openAccounts('Ada Administrator', '/accounts?wrong=mailbox.removePrivateProperty')
    await rows(page).first().waitFor()

    await page.getByRole('button', { name: 'Apply recommended settings' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /All with “Removes the private mark” wrong/ }).check()
    const preview = await dialog.innerText()
    await dialog.getByRole('button', { name: 'Apply' }).click()

    await page.getByText(/^Done\./).waitFor({ timeout: 180_000 })
    expect(preview).not.toContain('Deletes the subject')
    // The samples hold a room that comes from the local directory.
    await page.getByText(/accounts could not be put right; the list says why/).waitFor()
    await page.getByLabel('Show', { exact: true }).selectOption('refused')
    expect(await page.getByRole('table', { name: 'Results' }).innerText()).toContain('directory')
    expect(await page.getByRole('link', { name: 'More about this' }).getAttribute('href')).toBe(
      '/problems#apply-failed',
    )
  },
  240_000,
)

test.skipIf(!hasBrowser)('the list is saved as a file, also without a link that carries the sign-in', async () => {
  const { page, complaints } = await openAccounts('Rolf Reader')

  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export JSON' }).click(),
  ])

  expect(csv.suggestedFilename()).toMatch(/^room-accounts-\d{4}-\d\d-\d\d\.csv$/)
  const text = readFileSync(await csv.path(), 'utf8')
  expect(text.startsWith('\uFEFFName,Address')).toBe(true)
  expect(text.split('\n').length).toBeGreaterThan(rooms)
  expect((JSON.parse(readFileSync(await json.path(), 'utf8')) as unknown[]).length).toBeGreaterThanOrEqual(rooms)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('alerts name their first accounts and lead to all of them', async () => {
  const { page } = await openAccounts('Rolf Reader')

  await page.getByRole('link', { name: /open alerts/ }).click()
  const alert = page.getByRole('region', { name: /Deletes the subject: not as it should be/ })
  await alert.getByRole('link', { name: 'Show these accounts' }).click()

  await rows(page).first().waitFor()
  expect(await page.getByLabel('Wrong', { exact: true }).inputValue()).toBe('mailbox.deleteSubject')
})

test.skipIf(!hasBrowser)('a reader sees everything and no button that changes', async () => {
  const { page } = await openAccounts('Rolf Reader')
  await rows(page).first().waitFor()
  const ofList = await page.getByRole('main').getByRole('button').allInnerTexts()
  const boxes = await page.getByRole('table').getByRole('checkbox').count()

  await page.getByRole('link', { name: 'Room 00001', exact: true }).click()
  await page.getByRole('link', { name: /^Mailbox settings/ }).click()
  await page.getByRole('button', { name: 'Answers invitations' }).waitFor()

  expect(ofList.filter((text) => /Refresh|Apply|Get data|Stop/.test(text))).toEqual([])
  expect(boxes).toBe(0)
  expect(await page.getByRole('switch').count()).toBe(0)
  expect(await page.getByRole('textbox').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Re-check|Apply|Grant/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Ask for this room' }).count()).toBe(0)
})

test.skipIf(!hasBrowser)('a requester has no entry for accounts', async () => {
  const { page } = await world().open('/', 'Rita Requester')
  await page.getByRole('link', { name: 'Ask for a room' }).first().waitFor()

  expect(await page.getByRole('link', { name: 'Accounts' }).count()).toBe(0)
})
