import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { hasBrowser, stepsThatAre, useBrowser } from './kit.ts'

const world = useBrowser()

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

const aStep = (id: string, title: string, state: string, rest: object = {}) => ({ id, title, state, ...rest })

type Box = { x: number; y: number; width: number; height: number } | null | undefined

/** How far one box stands to the right of another, or below it: the larger. */
const gapBetween = (one: Box, other: Box): number =>
  one && other ? Math.max(other.x - one.x - one.width - 8, other.y - one.y - one.height) : -1

/** A request as the API could show it, for what is hard to catch in the act. */
async function openView(view: object): Promise<Page> {
  const { open, stack } = world()
  const { page } = await open('/', 'Ada Administrator')
  const body = JSON.stringify({
    id: 'made-up',
    state: 'running',
    attempt: 1,
    changed: [],
    actions: [],
    steps: [],
    ...view,
  })
  await page.route('**/api/requests/made-up', (route) => route.fulfill({ contentType: 'application/json', body }))
  await page.goto(`${stack.stack.site}/requests/made-up`)
  await page.getByText(/^State:/).waitFor()
  return page
}

test.skipIf(!hasBrowser)(
  'the focus stays on the button while the work goes on, and is handed on when it goes',
  async () => {
    const { see, open } = world()
    const ticket = await see.openTicket(aRoom('focus'))
    const { id } = await see.request(ticket)
    const { page } = await open(`/requests/${id}`, 'Ada Administrator')

    const cancel = page.getByRole('button', { name: 'Cancel the request' })
    await cancel.focus()
    await stepsThatAre(page, 'done').nth(3).waitFor()
    const during = await focused(page)
    await page.getByText('State: ready').waitFor({ timeout: 40_000 })

    expect(during).toBe('Cancel the request')
    expect(await focused(page)).toBe('State: ready')
  },
)

test.skipIf(!hasBrowser)('a button that is refused says why and what to do', async () => {
  const page = await openView({ state: 'needs a person', actions: ['retry'] })
  const problem = { detail: 'The request is still being worked on.', remedy: 'Wait for it.' }
  await page.route('**/retry', (route) => route.fulfill({ status: 409, json: problem }))

  await page.getByRole('button', { name: 'Try again' }).click()

  const alert = page.getByRole('alert')
  await alert.getByText('The request is').waitFor()
  expect(await alert.textContent()).toBe('The request is still being worked on. Wait for it.')
})

test.skipIf(!hasBrowser)('a lost connection is said, tried again, and taken up again', async () => {
  const { see, open } = world()
  const { page } = await open('/', 'Ada Administrator')
  await page.getByRole('heading', { name: 'Requests' }).waitFor()

  await page.route('**/api/requests', (route) => route.abort())
  await page.getByRole('status').getByText('Connection lost, trying again').waitFor()
  const ticket = await see.openTicket(aRoom('lost'))
  await page.unroute('**/api/requests')

  await page.getByText(ticket, { exact: true }).waitFor()
  await expect.poll(() => page.getByRole('status', { name: 'Connection' }).textContent()).toBe('')
})

test.skipIf(!hasBrowser)('the list shows what comes in, and the keyboard stays where it is', async () => {
  const { see, open } = world()
  const first = await see.openTicket(aRoom('list1', { name: 'W'.repeat(64) }))
  await see.answered(first)
  const { page } = await open('/', 'Ada Administrator')
  const row = page.getByRole('row', { name: new RegExp(first) })
  await row.getByRole('link').focus()

  const second = await see.openTicket(aRoom('list2'), 'servicenow')
  await page.getByRole('cell', { name: second, exact: true }).waitFor()

  const state = await row.getByText('ready').boundingBox()
  expect(await focused(page)).toBe('W'.repeat(64))
  expect((state?.x ?? 9_999) + (state?.width ?? 0)).toBeLessThan(1_000)
  expect(await row.locator('time').textContent()).toContain(String(new Date().getFullYear()))
})

test.skipIf(!hasBrowser)('nothing waits in a request that has ended; what was taken back is told', async () => {
  const page = await openView({
    state: 'cancelled',
    source: 'servicenow',
    ticket: 'RITM0010007:0123456789abcdef0123456789abcdef',
    requester: 'Rita Requester',
    createdAt: '2026-01-02T10:00:00Z',
    changed: ['Auto-accept'],
    undone: 'Auto-accept',
    left: 'the mailbox',
    steps: [aStep('await', 'Wait until it is visible', 'waiting', { waitingFor: 'the mailbox' })],
  })

  const texts = await page.locator('main').allInnerTexts()

  expect(texts.join()).toMatch(/RITM0010007\n/)
  expect(texts.join()).toContain('2026')
  expect(texts.join()).toMatch(/Taken back\s+Auto-accept\s+Left as it is\s+the mailbox/)
  expect(texts.join()).not.toContain('What was set')
  expect(await page.getByRole('listitem').filter({ hasText: 'Wait until it is visible' }).last().innerText()).toMatch(
    /Wait until it is visible\s+stopped/,
  )
})

test.skipIf(!hasBrowser)('at phone width a step and its state do not touch', async () => {
  const page = await openView({ steps: [aStep('calendar', 'Auto-accept and calendar', 'not needed')] })

  await page.setViewportSize({ width: 360, height: 700 })

  const [title, state] = await Promise.all(
    ['Auto-accept and calendar', 'not needed'].map(async (text) => page.getByText(text).boundingBox()),
  )
  expect(gapBetween(title, state)).toBeGreaterThanOrEqual(0)
})
