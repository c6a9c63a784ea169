import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()

async function aReadyRoom(name: string): Promise<string> {
  const { see } = world()
  const ticket = await see.openTicket(aRoom(name))
  await see.answered(ticket)
  return (await see.request(ticket)).id
}

/** By keyboard alone: yes or no to the chip, a tick for the others, and the button. */
async function tickAll(page: Page, tpm: 'Yes' | 'No'): Promise<void> {
  await page.getByRole('radio', { name: tpm }).focus()
  await page.keyboard.press('Space')
  for (const name of ['The device reaches the services listed here', 'This account is on no other device']) {
    await page.getByRole('checkbox', { name }).focus()
    await page.keyboard.press('Space')
  }
  await page.getByRole('button', { name: 'Show the sign-in data' }).focus()
  await page.keyboard.press('Enter')
}

test.skipIf(!hasBrowser)(
  'by keyboard alone: who ticks the list sees address and password, which the tenant takes; they are gone when the page is left',
  async () => {
    const id = await aReadyRoom('hand1')
    const { page, complaints } = await world().open(`/requests/${id}/handover`, 'Rita Requester')
    await page.getByRole('heading', { name: 'Sign-in data of hand1 (TST)' }).waitFor()

    await tickAll(page, 'Yes')

    const password = await page.getByLabel('Password', { exact: true }).inputValue()
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe('hand1@contoso.onmicrosoft.com')
    expect(
      await world().see.tenant('/accounts/hand1@contoso.onmicrosoft.com/check-password', 'POST', { password }),
    ).toEqual({ matches: true })
    expect(await page.getByLabel('Address', { exact: true }).evaluate((one) => one === document.activeElement)).toBe(
      true,
    )

    await page.getByRole('link', { name: 'The request', exact: true }).click()
    await page.getByRole('link', { name: 'Hand over the sign-in data' }).click()

    await page.getByText('were shown to rita@contoso.onmicrosoft.com').waitFor()
    expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0)
    expect(
      await page.evaluate(() => JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])),
    ).not.toContain(password)
    expect(complaints).toEqual([])
  },
)

test.skipIf(!hasBrowser)('a print shows the sheet for the room and no password', async () => {
  const id = await aReadyRoom('print1')
  const { page } = await world().open(`/requests/${id}/handover`, 'Rita Requester')
  await page.getByRole('heading', { name: 'Sign-in data of print1 (TST)' }).waitFor()
  await tickAll(page, 'Yes')
  await page.getByLabel('Password', { exact: true }).waitFor()

  await page.emulateMedia({ media: 'print' })

  expect(await page.getByLabel('Password', { exact: true }).isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Print the sheet' }).isVisible()).toBe(false)
  expect(await page.getByRole('banner').isVisible()).toBe(false)
  expect(await page.getByText('print1@contoso.onmicrosoft.com', { exact: true }).isVisible()).toBe(true)
  expect(await page.getByText(`/requests/${id}/handover`).isVisible()).toBe(true)
})

test.skipIf(!hasBrowser)('a device without TPM chip is refused with the reason, and nothing is shown', async () => {
  const id = await aReadyRoom('chip1')
  const { page } = await world().open(`/requests/${id}/handover`, 'Rita Requester')
  await page.getByRole('heading', { name: 'Sign-in data of chip1 (TST)' }).waitFor()

  await tickAll(page, 'No')

  await page.getByRole('alert').filter({ hasText: 'physical TPM chip, and this one has none' }).waitFor()
  expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0)
})

test.skipIf(!hasBrowser)('who is not the installer sees whose it is, and no checklist', async () => {
  const id = await aReadyRoom('notme1')
  const { page } = await world().open(`/requests/${id}/handover`, 'Ada Administrator')

  await page.getByText('The sign-in data are shown to rita@contoso.onmicrosoft.com alone.').waitFor()

  expect(await page.getByRole('button', { name: 'Show the sign-in data' }).count()).toBe(0)
})
