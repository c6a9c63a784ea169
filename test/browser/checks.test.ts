import { expect, test } from 'vitest'
import { aRoom } from '../kit/observe.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()

test.skipIf(!hasBrowser)('a check shows what is wrong before what is right, and what was not tried', async () => {
  const { see } = world()
  const ticket = await see.openTicket(aRoom('confrm1', { name: 'Conference Room 1', action: 'check' }))
  await see.answered(ticket)
  const { id } = await see.request(ticket)

  const { page, complaints } = await world().open(`/requests/${id}`, 'Ada Administrator')

  await page.getByRole('heading', { name: 'Not as it should be' }).waitFor()
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents()
  expect(headings).toEqual(['Not as it should be', 'Not tried', 'Right', 'Stages', 'Sign-in'])
  expect(await page.getByText('Answers invitations: is AutoUpdate, should be AutoAccept').count()).toBe(1)
  expect(await page.getByText('Test booking: not probed, because').count()).toBe(1)
  expect(complaints).toEqual([])
})
