import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { waitFor } from '../kit/stack.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const approver = 'adam@contoso.onmicrosoft.com'

/** A request that waits for a decision: what stands at its address is a shared mailbox, and converting one needs consent. */
async function askToConvert(name: string, requester = 'rita@contoso.onmicrosoft.com') {
  const { see, stack } = world()
  await see.tenant('/accounts', 'POST', { kind: 'shared', address: `${name}@contoso.onmicrosoft.com` })
  const opened = await fetch(`${stack.stack.desk}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'generic', requester: { name: 'Rita', email: requester }, room: aRoom(name) }),
  })
  const { ticket } = (await opened.json()) as { ticket: string }
  const { id } = await see.request(ticket)
  await waitFor(`the question of ${ticket}`, async () => (await see.ticket(ticket)).state === 'waiting')
  return { ticket, path: `/requests/${id}` }
}

const panelOf = (page: Page) => page.getByRole('region', { name: /Waits for a decision|Approved|Rejected/ })
const buttonsOf = (page: Page) => page.getByRole('button', { name: /Approve|Reject/ })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

/** A request that waits, as the API could show it; its plan can be changed. */
async function openMadeUp(plan: string) {
  const { open, stack } = world()
  const { page } = await open('/', 'Adam Approver')
  const approval = { askedAt: '2026-01-02T10:00:00Z', because: ['telephony is asked for'] }
  const rest = { id: 'made-up', attempt: 1, changed: [], steps: [] }
  const shown = { plan, state: 'waiting', actions: ['approve', 'reject'] }
  await page.route('**/api/requests/made-up', (route) =>
    route.fulfill({
      json: { ...rest, ...shown, approval: { ...approval, plan: shown.plan, lines: [`Plan ${shown.plan}`] } },
    }),
  )
  await page.goto(`${stack.stack.site}/requests/made-up`)
  await page.getByText(`Plan ${plan}`).waitFor()
  return { page, shown }
}

test.skipIf(!hasBrowser)(
  'by keyboard alone: an approver reads what would be done, approves, and it is done',
  async () => {
    const { ticket, path } = await askToConvert('consent')
    const { page, complaints } = await world().open(path, 'Adam Approver')
    const panel = panelOf(page)
    await panel.getByText('because something that is no room becomes one').waitFor()
    const lines = await panel.getByRole('listitem').allInnerTexts()

    await page.keyboard.press('Tab')
    await page.keyboard.type('Nobody reads mail there.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    await panel.getByText(`Approved by ${approver}`).waitFor()
    expect(await focused(page)).toMatch(/^State: /)
    await page.getByText('State: ready').waitFor({ timeout: 40_000 })
    expect(lines[0]).toContain('Turn the shared mailbox')
    expect(await panel.innerText()).toContain('Reason: Nobody reads mail there.')
    expect(await buttonsOf(page).count()).toBe(0)
    expect((await world().see.ticket(ticket)).comments.map(({ text }) => text).join()).toContain(
      `${approver} approved it`,
    )
    expect(complaints).toEqual([])
  },
)

test.skipIf(!hasBrowser).each([
  ['a requester', 'Rita Requester', undefined],
  ['an administrator', 'Ada Administrator', undefined],
  ['an approver who asks for the room himself', 'Adam Approver', approver],
])('%s sees what waits, and no buttons to decide', async (_, person, requester) => {
  const { path } = await askToConvert(person.toLowerCase().replace(' ', '-'), requester)

  const { page } = await world().open(path, person)

  await panelOf(page).getByText('Waits for an approver.').waitFor()
  expect(await panelOf(page).getByRole('listitem').count()).toBeGreaterThan(0)
  expect(await buttonsOf(page).count()).toBe(0)
  expect(await page.getByLabel('Reason').isVisible()).toBe(false)
})

test.skipIf(!hasBrowser)('a rejection needs a reason, which ends the request and stands on the ticket', async () => {
  const { ticket, path } = await askToConvert('refusal')
  const { page } = await world().open(path, 'Adam Approver')
  const reason = page.getByLabel('Reason')
  const asked: string[] = []
  page.on('request', (request) => void (request.method() === 'POST' && asked.push(request.url())))

  await page.getByRole('button', { name: 'Reject' }).click()

  await page.getByText('Say why you reject it').waitFor()
  expect(asked).toEqual([])
  expect(await reason.getAttribute('aria-invalid')).toBe('true')
  expect(await reason.evaluate((field) => field === document.activeElement)).toBe(true)

  await page.keyboard.type('The reception still uses it.')
  await page.getByRole('button', { name: 'Reject' }).click()

  await page.getByText('State: rejected').waitFor()
  await panelOf(page).getByText(`Rejected by ${approver}`).waitFor()
  const { comments } = await world().see.answered(ticket)
  expect(comments.at(-1)?.text).toContain(`${approver} rejected it: The reception still uses it.`)
})

test.skipIf(!hasBrowser)('a plan that has changed is shown anew, said, and nothing typed is lost', async () => {
  const { page, shown } = await openMadeUp('aaaaaaaaaaaaaaaa')
  await page.getByLabel('Reason').fill('Fine')
  const plans: unknown[] = []
  await page.route('**/approve', (route) => {
    plans.push(route.request().postDataJSON())
    shown.plan = 'bbbbbbbbbbbbbbbb'
    return route.fulfill({ status: 409, json: { detail: 'What would be done is not what you have seen.', remedy: '' } })
  })

  await page.getByRole('button', { name: 'Approve' }).click()

  await page.getByText('Plan bbbbbbbbbbbbbbbb').waitFor()
  await page.getByRole('alert').getByText('What would be done has changed.').waitFor()
  expect(plans).toEqual([{ plan: 'aaaaaaaaaaaaaaaa', reason: 'Fine' }])
  expect(await page.getByLabel('Reason').inputValue()).toBe('Fine')
})

test.skipIf(!hasBrowser)('a look at what waits interrupts nobody who is typing a reason', async () => {
  const { page, shown } = await openMadeUp('aaaaaaaaaaaaaaaa')
  await page.getByLabel('Reason').focus()
  await page.keyboard.type('Too many')

  Object.assign(shown, { state: 'running', actions: ['cancel'] })
  await page.getByText('State: running').waitFor()
  await page.keyboard.type(' rooms')

  expect(await page.getByLabel('Reason').inputValue()).toBe('Too many rooms')
  expect(await page.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true)
})

test.skipIf(!hasBrowser)('a decision that the API refuses says why and what to do', async () => {
  const { page } = await openMadeUp('aaaaaaaaaaaaaaaa')
  const problem = { detail: 'Who asks for a room does not approve it himself.', remedy: 'Ask another approver.' }
  await page.route('**/approve', (route) => route.fulfill({ status: 403, json: problem }))

  await page.getByRole('button', { name: 'Approve' }).click()

  await page.getByRole('alert').getByText(`${problem.detail} ${problem.remedy}`).waitFor()
  expect(await focused(page)).toBe('Approve')
})

test.skipIf(!hasBrowser)(
  'the list can be cut to what waits for a decision, by keyboard, and a link keeps that',
  async () => {
    const { see, open } = world()
    const other = await see.openTicket(aRoom('undisputed'))
    await see.answered(other)
    const { ticket } = await askToConvert('disputed')
    const { page } = await open('/', 'Adam Approver')
    const cell = (text: string) => page.getByRole('cell', { name: text, exact: true })
    await cell(other).waitFor()

    await page.getByRole('checkbox', { name: 'Waiting for a decision' }).focus()
    await page.keyboard.press('Space')

    await cell(other).waitFor({ state: 'detached' })
    expect(await page.getByRole('row', { name: ticket }).innerText()).toMatch(/waiting\s+for a decision of an approver/)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('undecided')
    await page.reload()
    await cell(ticket).waitFor()
    expect(await cell(other).count()).toBe(0)
    expect(await page.getByRole('checkbox').isChecked()).toBe(true)
  },
)

test.skipIf(!hasBrowser)('a link to what waits for a decision still says so after the sign-in', async () => {
  const { page } = await world().open('/?waiting=decision', 'Adam Approver')

  const box = page.getByRole('checkbox', { name: 'Waiting for a decision' })

  await box.waitFor()
  expect(await box.isChecked()).toBe(true)
})
