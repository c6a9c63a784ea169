import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { descriptionOf, hasBrowser, stepsThatAre, useBrowser } from './kit.ts'

const world = useBrowser()

test.skipIf(!hasBrowser)('by keyboard alone: sign in, ask for a room, watch it become ready', async () => {
  const { page, complaints } = await world().open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').focus()

  for (const text of ['Browser Room', 'TST', 'NO']) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Browser Room (TST)' }).waitFor()
  await page.getByText('State: ready').waitFor({ timeout: 40_000 })
  expect(await stepsThatAre(page, 'done').count()).toBeGreaterThan(5)
  expect(await page.getByText('mtr-tst-browser-room@contoso.onmicrosoft.com').count()).toBe(1)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('wrong fields are named beside the field, and the first one gets the focus', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  await page.getByLabel('Room (needed)').fill('X')
  await page.getByLabel('Site (needed)').fill('Y')
  await page.getByLabel('Country (needed)').fill('XX')

  await page.getByRole('button', { name: 'Send the request' }).click()

  const country = page.getByLabel('Country (needed)')
  expect(await country.getAttribute('aria-invalid')).toBe('true')
  expect(await descriptionOf(country)).toContain('not a known country code')
  expect(await country.evaluate((field) => field === document.activeElement)).toBe(true)
})

test.skipIf(!hasBrowser)(
  'a room that cannot be done says why, what to do, and links to the page of problems',
  async () => {
    const { see } = world()
    const ticket = await see.openTicket(aRoom('alice'))
    await see.answered(ticket)
    const { id } = await see.request(ticket)
    const { page } = await world().open(`/requests/${id}`, 'Ada Administrator')

    await page.getByText('Mailboxes of people are never changed').waitFor()
    await page.getByRole('link', { name: 'More about this' }).click()

    await page.getByRole('heading', { name: 'The address belongs to a person' }).waitFor()
    expect(page.url()).toContain('/problems#mailbox-belongs-to-a-person')
  },
)

test.skipIf(!hasBrowser)('what people type is text, never markup', async () => {
  const name = '<img src=x onerror=alert(1)>'
  const { see } = world()
  const ticket = await see.openTicket(aRoom('markup', { name }))
  await see.request(ticket)
  const { page, complaints } = await world().open('/', 'Ada Administrator')

  await page.getByText(name).first().waitFor()

  expect(await page.locator('main img').count()).toBe(0)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('at phone width nothing is cut off, in the dark too', async () => {
  const { page } = await world().open('/new', 'Rita Requester')

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 340, height: 700 })

  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(overflow).toBe(0)
  expect(background).toBe('rgb(41, 41, 41)')
})

test.skipIf(!hasBrowser)('a number that is none is said beside its field', async () => {
  const { page } = await world().open('/new', 'Rita Requester')
  await page.getByLabel('Seats').pressSequentially('e-')

  await page.getByRole('button', { name: 'Send the request' }).click()

  expect(await descriptionOf(page.getByLabel('Seats'))).toContain('must be a number')
})

test.skipIf(!hasBrowser)('an address that is no page says so, with a way back', async () => {
  const { page } = await world().open('/', 'Rolf Reader')

  await page.goto(`${world().stack.stack.site}/nonsense`)

  await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await page.getByRole('link', { name: 'All requests' }).click()
  await page.getByRole('heading', { name: 'Requests' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/')
})

test.skipIf(!hasBrowser)('who signs out has to sign in again', async () => {
  const { page } = await world().open('/', 'Rolf Reader')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await page.getByRole('link', { name: 'Sign in again' }).click()

  const question = page.getByRole('heading', { name: 'Who would you like to be?' })
  await question.waitFor()
  expect(new URL(page.url()).origin).toBe(world().stack.stack.issuer)
})

test.skipIf(!hasBrowser)('who may only read is offered nothing that would be refused', async () => {
  const { see, open } = world()
  const ticket = await see.openTicket(aRoom('alice'))
  await see.answered(ticket)
  const { id } = await see.request(ticket)
  const { page } = await open('/new', 'Rolf Reader')
  await page.getByText('You are signed in as Reader').waitFor()
  const fields = await page.locator('form').count()

  await page.goto(`${world().stack.stack.site}/requests/${id}`)
  await page.getByText('State: needs a person').waitFor()

  expect(fields).toBe(0)
  expect(await page.getByRole('button', { name: /Try again|Cancel/ }).count()).toBe(0)
  expect(await page.getByRole('link', { name: 'Ask for a room' }).count()).toBe(0)
})
