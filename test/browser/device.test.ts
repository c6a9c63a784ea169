import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { descriptionOf, hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()

async function aReadyRoom(name: string, rest: object = {}): Promise<string> {
  const { see } = world()
  const ticket = await see.openTicket(aRoom(name, rest))
  await see.answered(ticket)
  return (await see.request(ticket)).id
}

test.skipIf(!hasBrowser)('by keyboard alone: the device of a room that is ready is bound and shown', async () => {
  const id = await aReadyRoom('keys1')
  const { page, complaints } = await world().open(`/requests/${id}`, 'Ada Administrator')
  await page.getByLabel('Serial number or asset tag').focus()

  await page.keyboard.type('sn-keys1')
  await page.keyboard.press('Enter')

  await page.getByRole('status').filter({ hasText: 'sn-keys1 is being bound' }).waitFor()
  await page.locator('ul li').getByText('SN-KEYS1', { exact: true }).waitFor()
  expect(await page.getByLabel('Serial number or asset tag').inputValue()).toBe('')
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)(
  'a device that has another room is refused beside the field, which gets the focus',
  async () => {
    await aReadyRoom('taken1', { device: { id: 'SN-TAKEN1' } })
    const id = await aReadyRoom('taken2')
    const { page } = await world().open(`/requests/${id}`, 'Ada Administrator')
    const field = page.getByLabel('Serial number or asset tag')

    await field.fill('sn-taken1')
    await page.getByRole('button', { name: 'Bind the device' }).click()

    await page.getByText('of the room "taken1"').waitFor()
    expect(await descriptionOf(field)).toContain('of the room "taken1"')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  },
)

test.skipIf(!hasBrowser)('who may only read sees the device and no form', async () => {
  const id = await aReadyRoom('read1', { device: { id: 'SN-READ1' } })
  const { page } = await world().open(`/requests/${id}`, 'Rolf Reader')

  await page.locator('ul li').getByText('SN-READ1', { exact: true }).waitFor()

  expect(await page.getByLabel('Serial number or asset tag').count()).toBe(0)
})
