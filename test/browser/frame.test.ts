import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const most = 250 * 1024
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const light = 'rgb(255, 255, 255)'
const dark = 'rgb(41, 41, 41)'

test.skipIf(!hasBrowser)(
  'a page opens within the application: it is named, and its heading has the focus',
  async () => {
    const { page } = await world().open('/', 'Ada Administrator')
    await page.getByRole('heading', { name: 'Requests' }).waitFor()
    await page.evaluate(() => Object.assign(globalThis, { isSame: true }))

    await page.getByRole('link', { name: 'Problems' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Problems', level: 1 }).waitFor()

    expect(await page.evaluate(() => 'isSame' in globalThis)).toBe(true)
    expect(await page.title()).toBe('Problems · Roomwright')
    expect(await page.evaluate(() => document.activeElement?.outerHTML)).toMatch(/^<h1.*Problems/)
    expect(await page.getByRole('link', { name: 'Problems' }).getAttribute('aria-current')).toBe('page')
  },
)

test.skipIf(!hasBrowser)('a page that comes late takes the focus from nobody who has gone on', async () => {
  const { page } = await world().open('/', 'Ada Administrator')
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
  const { promise: until, resolve: letThrough } = Promise.withResolvers<void>()
  await page.route('**/api/requests', async (route) => {
    await until
    await route.continue()
  })
  await page.reload()
  await page.getByRole('link', { name: 'Problems' }).focus()

  letThrough()
  await page.getByRole('heading', { name: 'Requests' }).waitFor()

  expect(await focused(page)).toBe('Problems')
})

test.skipIf(!hasBrowser)('a link before everything else skips what stands on every page', async () => {
  const { page } = await world().open('/', 'Ada Administrator')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate(() => document.querySelector<HTMLElement>('a, button, input')?.focus())
  const first = await focused(page)

  await page.keyboard.press('Enter')

  expect(first).toBe('Skip to content')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
})

test.skipIf(!hasBrowser)(
  'colours follow the system until the others are chosen, and follow it again after',
  async () => {
    const { page } = await world().open('/', 'Ada Administrator')
    await page.getByRole('heading', { name: 'Requests' }).waitFor()
    await page.emulateMedia({ colorScheme: 'dark' })
    const followed = await background(page)

    await page.getByRole('button', { name: 'Light colours' }).click()
    await page.getByRole('button', { name: 'Dark colours' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Dark colours' }).waitFor()
    const chosen = await background(page)
    await page.getByRole('button', { name: 'Dark colours' }).click()
    await page.getByRole('button', { name: 'Light colours' }).waitFor()
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('button', { name: 'Dark colours' }).waitFor()

    expect([followed, chosen, await background(page)]).toEqual([dark, light, light])
  },
)

test.skipIf(!hasBrowser)('nothing is wider than the window, on a phone and at 200 %', async () => {
  const { see, open, stack } = world()
  const ticket = await see.openTicket(aRoom('wide', { name: 'W'.repeat(64) }))
  await see.answered(ticket)
  const { id } = await see.request(ticket)
  const { page } = await open('/', 'Ada Administrator')
  const wide: string[] = []

  const account = `/account?address=${(await see.request(ticket)).account ?? ''}`
  for (const path of ['/', '/new', '/accounts', account, '/alerts', '/preflight', '/problems', `/requests/${id}`])
    for (const width of [360, 640]) {
      await page.setViewportSize({ width, height: 700 })
      await page.goto(`${stack.stack.site}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) wide.push(`${path} at ${width}: ${over}`)
    }

  expect(wide).toEqual([])
})

test.skipIf(!hasBrowser)('the first page needs few scripts, and those of other pages come with them', async () => {
  const { page } = await world().open('/', 'Ada Administrator')
  const scripts = new Map<string, Buffer>()
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), await response.body())
  })
  await page.reload({ waitUntil: 'networkidle' }).catch(() => undefined)
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
  const first = new Set(scripts.keys())
  await page.getByRole('link', { name: 'Ask for a room' }).first().click()
  await page.getByLabel('Room (needed)').waitFor()

  const size = [...first].reduce((sum, url) => sum + gzipSync(scripts.get(url) ?? '').length, 0)
  expect(size).toBeGreaterThan(50 * 1024)
  expect(size).toBeLessThanOrEqual(most)
  expect(scripts.size).toBeGreaterThan(first.size)
})

test.skipIf(!hasBrowser)(
  'a style or script that is written into a page does nothing, and no page sets a cookie',
  async () => {
    const { page } = await world().open('/', 'Ada Administrator')
    await page.getByRole('heading', { name: 'Requests' }).waitFor()

    await page.evaluate(() => {
      const style = document.createElement('style')
      style.textContent = 'h1 { color: rgb(1, 2, 3) }'
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken over"'
      document.head.append(style, script)
      document.querySelector('h1')?.setAttribute('style', 'opacity: 0.5')
    })

    const heading = page.getByRole('heading', { name: 'Requests' })
    const seen = await heading.evaluate((h1) => [getComputedStyle(h1).color, getComputedStyle(h1).opacity])
    expect(seen[0]).not.toBe('rgb(1, 2, 3)')
    expect(seen[1]).toBe('1')
    expect(await page.title()).toBe('Requests · Roomwright')
    expect(await page.context().cookies(world().stack.stack.site)).toEqual([])
  },
)
