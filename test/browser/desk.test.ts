import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sources, type Source } from '../../local/desk/sources.ts'
import { startDesk } from '../../local/desk/startDesk.ts'
import { hasBrowser, launchBrowser } from './kit.ts'

const ofEach = (text: string) => Object.fromEntries(sources.map((source) => [source, text])) as Record<Source, string>

const adam = 'adam@contoso.onmicrosoft.com'

/** A desk without the product, with one ticket, whose page is open. */
async function startWithTicket() {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const desk = await startDesk({
    port: 0,
    file: join(folder, 'desk.db'),
    target: 'http://127.0.0.1:1',
    secrets: ofEach(secret),
    tokens: ofEach('t'),
    log: () => undefined,
  })
  const { browser, close } = await launchBrowser()
  onTestFinished(async () => {
    await close()
    await desk.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return (await (await fetch(`${desk.url}/tickets${path}`, { method, ...init })).json()) as Record<string, unknown>
  }
  const requester = { name: 'Rita Requester', email: 'rita@contoso.onmicrosoft.com' }
  const opened = await call('POST', '', { source: 'generic', requester, room: { name: 'Board 4', site: 'OSL' } })
  const ticket = String(opened['ticket'])
  const page = await browser.newPage()
  await page.goto(`${desk.url}/t/${ticket}`)
  return { page, read: () => call('GET', `/${ticket}`), cancel: () => call('POST', `/${ticket}/cancel`) }
}

test.skipIf(!hasBrowser)('by keyboard alone: name the approver, say why, and reject', async () => {
  const { page, read } = await startWithTicket()
  await page.getByLabel("Approver's e-mail address").focus()

  await page.keyboard.type(adam)
  await page.keyboard.press('Tab')
  await page.keyboard.type('Too many rooms.')
  for (const _ of ['Request approval', 'Approve', 'Reject']) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await page.getByRole('status').getByText('Rejected').waitFor()
  await page.getByRole('status').getByText('Too many rooms.').waitFor()
  expect(await read()).toMatchObject({ approval: { state: 'rejected', by: adam, reason: 'Too many rooms.' } })
})

test.skipIf(!hasBrowser)('an approval is asked for and given, and the page follows', async () => {
  const { page, read } = await startWithTicket()

  await page.getByRole('button', { name: 'Request approval' }).click()
  await page.getByRole('status').getByText('Requested').waitFor()
  await page.getByLabel("Approver's e-mail address").fill(adam)
  await page.getByRole('button', { name: 'Approve as this approver' }).click()

  await page.getByRole('status').getByText('Approved').waitFor()
  expect(await read()).toMatchObject({ approval: { state: 'approved', by: adam, changes: 1 } })
})

test.skipIf(!hasBrowser)('an approval that the desk does not take is said to be so', async () => {
  const { page, cancel, read } = await startWithTicket()
  await cancel()

  await page.getByRole('button', { name: 'Approve as this approver' }).click()

  await page.getByRole('alert').getByText('the ticket is cancelled').waitFor()
  expect(await read()).not.toHaveProperty('approval')
})
