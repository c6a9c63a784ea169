import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { estateOf, type EstateObserver } from '../kit/observeEstate.ts'
import { findViolations } from './axe.ts'
import { descriptionOf, hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser(['--rooms', '40'])
const addressOf = (number: number) => `room-${String(number).padStart(5, '0')}@contoso.onmicrosoft.com`
let estate: EstateObserver
beforeAll(async () => {
  if (!hasBrowser) return
  estate = estateOf(world().see)
  await estate.scanned()
  await estate.list((all) => all.length >= 40)
})

async function openAccount(number: number, part = 'Mailbox') {
  const opened = await world().open('/', 'Ada Administrator')
  await opened.page.goto(`${world().stack.stack.site}/account?address=${addressOf(number)}&part=${part}`)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

const changeByHand = (number: number, calendar: object) =>
  world().see.tenant(`/accounts/${addressOf(number)}`, 'PATCH', { calendar })
const longest = (page: Page) => page.getByRole('textbox', { name: 'Longest meeting (minutes)' })

test.skipIf(!hasBrowser)('an account is opened, a value is changed and saved by keyboard alone', async () => {
  const { open, stack, see } = world()
  const { page, complaints } = await open('/', 'Ada Administrator')
  await page.goto(`${stack.stack.site}/accounts?find=room-00001`)
  await page.getByRole('link', { name: 'Room 00001', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /^Mailbox settings/ }).focus()
  await page.keyboard.press('Enter')

  await longest(page).focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('soon')
  await page.getByText('must be a whole number').waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('135')
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')

  await page.getByText('Your changes are saved.').waitFor({ timeout: 30_000 })
  const { calendar } = await see.account(addressOf(1))
  expect(calendar?.['MaximumDurationInMinutes']).toBe(135)
  const history = page.getByRole('region', { name: 'What was changed here' })
  await history.getByText(/^Longest meeting \(minutes\): .* → 135$/).waitFor()
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('each setting says why it matters when it has the focus', async () => {
  const { page } = await openAccount(2)
  const title = page.getByRole('button', { name: 'Deletes the body of invitations' })

  await title.focus()

  await page.getByRole('tooltip').getByText('The body carries the join link').waitFor()
  expect(await descriptionOf(title)).toContain('The body carries the join link')
})

test.skipIf(!hasBrowser)(
  'what somebody else changed meanwhile is said, what was typed stays, and is set once that is wanted still',
  async () => {
    const { page } = await openAccount(3)
    await longest(page).fill('150')
    await changeByHand(3, { MaximumDurationInMinutes: 90 })

    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('these settings have changed: Longest meeting (minutes). Nothing was written.').waitFor()
    await page.getByText('Somebody else changed it meanwhile: it is 90 now.').waitFor()
    const kept = await longest(page).inputValue()
    await page.getByRole('button', { name: 'Set mine still' }).click()
    await page.getByRole('button', { name: 'Save' }).click()

    await page.getByText('Your changes are saved.').waitFor({ timeout: 30_000 })
    expect(kept).toBe('150')
  },
)

test.skipIf(!hasBrowser)('a re-check shows what was changed by hand, and one button puts it right', async () => {
  const { page } = await openAccount(4)
  await changeByHand(4, { DeleteSubject: true })

  await page.getByRole('button', { name: 'Re-check' }).click()
  const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Deletes the subject' }) })
  await row.getByText('wrong').waitFor({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Apply recommended settings' }).click()

  await page.getByText('The recommended settings are applied.').waitFor({ timeout: 30_000 })
  await row.getByText('right', { exact: true }).waitFor()
  expect((await world().see.account(addressOf(4))).calendar?.['DeleteSubject']).toBe(false)
})

test.skipIf(!hasBrowser)('an exception needs an owner, a reason and an end; it is shown, and ended', async () => {
  await changeByHand(5, { DeleteSubject: true })
  await estate.rechecked(addressOf(5))
  const { page } = await openAccount(5)
  const row = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Deletes the subject' }) })
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)

  await row.getByRole('button', { name: 'Grant an exception' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Grant the exception' }).click()
  await dialog.getByText('must say why').waitFor()
  const faults = await findViolations(page)
  await dialog.getByLabel('Who answers for it').fill('olga@contoso.com')
  await dialog.getByLabel('Reason').fill('Boardroom')
  await dialog.getByLabel('Until').fill(until)
  await dialog.getByRole('button', { name: 'Grant the exception' }).click()
  await row.getByText(`olga@contoso.com answers for it until ${until}: Boardroom`).waitFor({ timeout: 30_000 })
  await row.getByRole('button', { name: 'End the exception' }).click()

  await row.getByRole('button', { name: 'Grant an exception' }).waitFor({ timeout: 30_000 })
  expect(faults).toEqual([])
})

test.skipIf(!hasBrowser)('what takes a request leads to the form, with what is known filled in', async () => {
  const { page } = await openAccount(6)

  await page.getByRole('link', { name: 'Ask for this room' }).click()

  expect(await page.getByLabel('Address wanted').inputValue()).toBe(addressOf(6))
  expect(await page.getByLabel('Room (needed)').inputValue()).toBe('Room 00006')
})
