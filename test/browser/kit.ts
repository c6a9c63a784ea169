import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { observe, type Observer } from '../kit/observe.ts'
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
export const hasBrowser = existsSync(executablePath) || process.env['CI'] !== undefined

interface Launched {
  browser: BrowserContext
  close: () => Promise<void>
}

/** A browser with a profile of its own, which goes with it. */
export async function launchBrowser(): Promise<Launched> {
  const profile = mkdtempSync(join(tmpdir(), 'roomwright-chromium-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    viewport: { width: 1000, height: 800 },
  })
  const close = async () => {
    await browser.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { browser, close }
}

interface World {
  stack: TestStack
  see: Observer
  /** A page that is signed in by keyboard; it collects what the browser complains about. */
  open: (path: string, person: string) => Promise<{ page: Page; complaints: string[] }>
}

/** The steps of a request that stand so. */
export const stepsThatAre = (page: Page, state: string): Locator =>
  page.getByRole('list', { name: 'Steps' }).locator(`[data-state="${state}"]`)

/** What a screen reader says of a control besides its name: its hint and what is wrong. */
export const descriptionOf = (control: Locator): Promise<string> =>
  control.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )

/** One stack and one browser for the tests of a file. `flags` are further ones of `npm start`. */
export function useBrowser(flags: string[] = []): () => World {
  let stack: TestStack
  let browser: Launched
  beforeAll(async () => {
    if (!hasBrowser) return
    stack = await startStack(flags)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    if (!hasBrowser) return
    await browser.close()
    await stack.stop()
  })
  return () => ({
    stack,
    see: observe(stack),
    open: (path, person) => open(browser.browser, stack.stack.site, path, person),
  })
}

async function open(browser: BrowserContext, site: string, path: string, person: string) {
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${site}${path}`)
  const choice = page.getByRole('button', { name: new RegExp(person) })
  await choice.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site}${path}`)
  return { page, complaints }
}
