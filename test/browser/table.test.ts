import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const count = 10_000

/** The list with very many requests, as the API could give them. */
async function openMany(path = '/'): Promise<Page> {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  const requests = Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    state: at % 100 === 7 ? 'needs a person' : 'ready',
    source: 'generic',
    ticket: `REQ-${at}`,
    room: { name: `Room ${at}`, site: `S${at % 7}` },
    createdAt: '2026-01-02T10:00:00Z',
    attempt: 1,
    changed: [],
    actions: [],
  }))
  await page.route('**/api/requests', (route) => route.fulfill({ json: { requests } }))
  await page.goto(`${stack.stack.site}${path}`)
  await page.getByRole('table', { name: 'Requests' }).waitFor()
  return page
}

const rows = (page: Page) => page.getByRole('table').getByRole('row')
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

test.skipIf(!hasBrowser)('of ten thousand rows only those are drawn that are seen, wherever one scrolls', async () => {
  const page = await openMany()
  const first = await rows(page).count()

  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await page.getByRole('link', { name: `Room ${count - 1}`, exact: true }).waitFor()

  expect(first).toBeLessThan(60)
  expect(await rows(page).count()).toBeLessThan(60)
  expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(count + 1))
})

test.skipIf(!hasBrowser)('keys move between rows, to the last and back, and open one', async () => {
  const page = await openMany()
  await page.getByRole('link', { name: 'Room 0', exact: true }).focus()

  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focusedText(page)).toBe('Room 1')
  await page.keyboard.press('End')
  await expect.poll(() => focusedText(page)).toBe(`Room ${count - 1}`)
  await page.keyboard.press('Home')
  await expect.poll(() => focusedText(page)).toBe('Room 0')
  await page.keyboard.press('Enter')

  await page.waitForURL('**/requests/r0')
})

test.skipIf(!hasBrowser)('a row that has the focus stays when it is scrolled away', async () => {
  const page = await openMany()
  await page.getByRole('link', { name: 'Room 2', exact: true }).focus()

  await page.evaluate(() => scrollTo(0, 200_000))
  await page.getByRole('row', { name: /^REQ-4 / }).waitFor({ state: 'detached' })

  expect(await focusedText(page)).toBe('Room 2')
})

test.skipIf(!hasBrowser)('search and order stand in the address, so a link or a reload keeps them', async () => {
  const page = await openMany()

  await page.getByRole('searchbox', { name: 'Find a request' }).fill('needs room 99')
  await page.getByRole('status').getByText('found').waitFor()
  await page.getByRole('button', { name: 'Ticket' }).click()
  await page.getByRole('button', { name: 'Ticket' }).click()
  await page.getByRole('columnheader', { name: 'Ticket' }).and(page.locator('[aria-sort=descending]')).waitFor()
  await page.reload()
  await page.getByRole('table').waitFor()

  expect(await page.getByRole('searchbox').inputValue()).toBe('needs room 99')
  expect(await rows(page).nth(1).innerText()).toContain('REQ-9907')
  expect(new URL(page.url()).search).toBe('?find=needs+room+99&sort=-ticket')
})
