import { expect, test } from 'vitest'
import { descriptionOf, hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()

test.skipIf(!hasBrowser)('what is wrong is summed up above the form, and each line leads to its field', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').fill('Board 4')
  await page.getByLabel('Phone number').fill('22 33 44 55')

  await page.getByRole('button', { name: 'Send the request' }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'Some fields are not right.' })
  const lines = await summary.getByRole('listitem').allInnerTexts()
  await summary.getByRole('link', { name: /^Phone number/ }).click()

  const phone = page.getByLabel('Phone number')
  expect(lines).toEqual([
    'Site is needed',
    expect.stringContaining('Phone number must be an E.164 number'),
    'Country is needed',
  ])
  expect(await phone.evaluate((field) => field === document.activeElement)).toBe(true)
  expect(await descriptionOf(phone)).toContain('must be an E.164 number')
  await phone.fill('')
  await summary.getByText('Phone number').waitFor({ state: 'detached' })
  expect(await phone.getAttribute('aria-invalid')).not.toBe('true')
})

test.skipIf(!hasBrowser)('choices that do not go together are explained as one chooses', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  const services = page.getByLabel('Signs in to')

  await page.getByLabel('Registrar pool').fill('pool1.contoso.local')
  await page.getByText('Counts for Skype for Business only').waitFor()
  await services.selectOption({ label: 'Teams and Skype for Business' })
  await page.getByText('Counts for Skype for Business only').waitFor({ state: 'detached' })
  await page.getByLabel('Registrar pool').fill('')

  await page.getByText('Name a registrar pool or a colleague').waitFor()
  expect(await descriptionOf(services)).toContain('Name a registrar pool or a colleague')
})

test.skipIf(!hasBrowser)('what was typed outlives a server that fails, and a reload; sent, it is gone', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  for (const [label, text] of [
    ['Room (needed)', 'Draft Room'],
    ['Site (needed)', 'TST'],
    ['Country (needed)', 'NO'],
  ] as const)
    await page.getByLabel(label).fill(text)
  const keys: (string | undefined)[] = []
  await page.route('**/api/requests', (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    return route.fulfill({ status: 503, json: { detail: 'The queue is away.', remedy: 'Try again.' } })
  })
  const send = page.getByRole('button', { name: 'Send the request' })

  await send.click()
  await page.getByRole('alert').getByText('The queue is away. Try again.').waitFor()
  await send.click()
  await expect.poll(() => keys.length).toBe(2)
  await page.getByLabel('Floor').fill('4')
  await send.click()
  await expect.poll(() => keys.length).toBe(3)
  await page.reload()

  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).not.toBe(keys[0])
  expect(await page.getByLabel('Room (needed)').inputValue()).toBe('Draft Room')
  await page.unroute('**/api/requests')
  await send.click()
  await page.getByRole('heading', { name: 'Draft Room (TST)' }).waitFor()
  await page.getByRole('link', { name: 'Ask for a room' }).click()
  await page.getByLabel('Room (needed)').waitFor()
  expect(await page.getByLabel('Room (needed)').inputValue()).toBe('')
})

test.skipIf(!hasBrowser)('a sign-in that has run out costs nothing that was typed', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  for (const [label, text] of [
    ['Room (needed)', 'Late Room'],
    ['Site (needed)', 'TST'],
    ['Country (needed)', 'NO'],
  ] as const)
    await page.getByLabel(label).fill(text)
  await page.route('**/api/requests', (route) =>
    route.fulfill({ status: 401, json: { detail: 'The token has expired.', remedy: 'Sign in again.' } }),
  )

  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: /Rita Requester/ }).click()
  await page.getByLabel('Room (needed)').waitFor()

  expect(new URL(page.url()).pathname).toBe('/new')
  expect(await page.getByLabel('Room (needed)').inputValue()).toBe('Late Room')
})

test.skipIf(!hasBrowser)('who signs out leaves nothing typed for the next', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').fill('Private Room')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()

  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('Private Room')
})
