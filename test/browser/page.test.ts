import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

const executablePath = '/usr/bin/chromium'
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Skipped, visibly, where there is no Chromium; in CI that is a failure. */
const hasBrowser = existsSync(executablePath) || process.env['CI'] !== undefined

let stack: TestStack
let see: Observer
let profile: string
let browser: BrowserContext
beforeAll(async () => {
  if (!hasBrowser) return
  stack = await startStack()
  see = observe(stack)
  profile = mkdtempSync(join(tmpdir(), 'roomwright-chromium-'))
  browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    viewport: { width: 1000, height: 800 },
  })
})
afterAll(async () => {
  if (!hasBrowser) return
  await browser.close()
  rmSync(profile, { recursive: true, force: true })
  await stack.stop()
})

/** A page that is signed in by keyboard; it collects what the browser complains about. */
async function open(path: string, person: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${stack.stack.site}${path}`)
  const choice = page.getByRole('button', { name: new RegExp(person) })
  await choice.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${stack.stack.site}${path}`)
  return { page, complaints }
}

test.skipIf(!hasBrowser)('by keyboard alone: sign in, ask for a room, watch it become ready', async () => {
  const { page, complaints } = await open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').focus()

  for (const text of ['Browser Room', 'TST', 'NO']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Browser Room (TST)' }).waitFor()
  await page.getByText('State: ready').waitFor({ timeout: 40_000 })
  expect(await page.locator('ol.steps li.done').count()).toBeGreaterThan(5)
  expect(await page.getByText('Account: mtr-tst-browser-room@contoso.onmicrosoft.com').count()).toBe(1)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('wrong fields are named beside the field, and the first one gets the focus', async () => {
  const { page } = await open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').fill('X')
  await page.getByLabel('Site (needed)').fill('Y')
  await page.getByLabel('Country (needed)').fill('XX')

  await page.getByRole('button', { name: 'Send the request' }).click()

  const country = page.getByLabel('Country (needed)')
  expect(await country.getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('#usageLocation-error').textContent()).toContain('not a known country code')
  expect(await country.evaluate((field) => field === document.activeElement)).toBe(true)
})

test.skipIf(!hasBrowser)(
  'a room that cannot be done says why, what to do, and links to the page of problems',
  async () => {
    const ticket = await see.openTicket(aRoom('alice'))
    await see.answered(ticket)
    const { id } = await see.request(ticket)
    const { page } = await open(`/requests/${id}`, 'Ada Administrator')

    await page.getByText('Mailboxes of people are never changed').waitFor()
    await page.getByRole('link', { name: 'More about this' }).click()

    await page.getByRole('heading', { name: 'The address belongs to a person' }).waitFor()
    expect(page.url()).toContain('/problems#mailbox-belongs-to-a-person')
  },
)

test.skipIf(!hasBrowser)('what people type is text, never markup', async () => {
  const name = '<img src=x onerror=alert(1)>'
  const ticket = await see.openTicket(aRoom('markup', { name }))
  await see.request(ticket)
  const { page, complaints } = await open('/', 'Ada Administrator')

  await page.getByText(name).first().waitFor()

  expect(await page.locator('main img').count()).toBe(0)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('at phone width nothing is cut off, in the dark too', async () => {
  const { page } = await open('/new', 'Rita Requester')

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 340, height: 700 })

  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(overflow).toBe(0)
  expect(background).toBe('rgb(21, 24, 28)')
})
