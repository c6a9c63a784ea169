import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()

/** A room that seated fewer people before it was made ready. */
async function aReadyRoom(name: string): Promise<string> {
  const { see } = world()
  const address = `${name}@contoso.onmicrosoft.com`
  await see.tenant('/accounts', 'POST', {
    kind: 'room',
    address,
    displayName: name,
    password: 'pass@word1',
    place: { Capacity: 5 },
  })
  const ticket = await see.openTicket(aRoom(name))
  await see.answered(ticket)
  return (await see.request(ticket)).id
}

test.skipIf(!hasBrowser)(
  'by keyboard alone: an administrator reads the earlier settings and puts them back',
  async () => {
    const id = await aReadyRoom('earlier1')
    const { page, complaints } = await world().open(`/requests/${id}`, 'Ada Administrator')
    await page.getByRole('listitem').getByText('Seats: 5 (this request has set 8)').waitFor()
    await page.getByRole('button', { name: 'Put earlier settings back' }).focus()

    await page.keyboard.press('Enter')

    await page.getByText('State: cancelled').waitFor({ timeout: 40_000 })
    await page.getByRole('heading', { name: /^Earlier settings, put back by / }).waitFor()
    expect(await page.getByRole('button', { name: 'Put earlier settings back' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^State: /)
    expect((await world().see.account('earlier1@contoso.onmicrosoft.com')).place).toMatchObject({ Capacity: 5 })
    expect(complaints).toEqual([])
  },
)

test.skipIf(!hasBrowser)('who is no administrator is not offered to put anything back', async () => {
  const id = await aReadyRoom('earlier2')
  const { page } = await world().open(`/requests/${id}`, 'Rolf Reader')

  await page.getByText('State: ready').waitFor()

  expect(await page.getByRole('heading', { name: 'Earlier settings' }).count()).toBe(0)
})
