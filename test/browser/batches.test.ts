import { ServiceBusClient } from '@azure/service-bus'
import { expect, test } from 'vitest'
import { waitFor, type TestStack } from '../kit/stack.ts'
import { hasBrowser, useBrowser } from './kit.ts'

const world = useBrowser()
const domain = 'contoso.onmicrosoft.com'
const aFile = (...lines: string[]) => ({
  name: 'rooms.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['Name;Site;Usage Location;Address', ...lines].join('\r\n')),
})
/** Past the front, as somebody would who has the queue. */
async function sendRaw({ port }: TestStack, body: object): Promise<void> {
  const client = new ServiceBusClient(
    `Endpoint=sb://127.0.0.1:${port + 2};SharedAccessKeyName=x;SharedAccessKey=y;UseDevelopmentEmulator=true`,
  )
  await client.createSender('commands').sendMessages({ messageId: crypto.randomUUID(), body })
  await client.close()
}

const row = (name: string, country = 'NO') => `${name};OSL;${country};${name}@${domain}`

test.skipIf(!hasBrowser)(
  'a file with wrong cells shows each with its line, column and remedy; put right, its rooms become ready',
  async () => {
    const { page, complaints } = await world().open('/batches', 'Ada Administrator')
    const choose = page.getByLabel('Choose a file, or drop it here')

    await choose.setInputFiles(aFile(row('listed-1'), row('listed-2', 'Norway'), ';OSL;NO;'))
    const wrong = page.getByRole('table', { name: 'What is wrong' })
    await wrong.waitFor()
    const cells = await wrong.getByRole('cell').allInnerTexts()
    await choose.setInputFiles(aFile(row('listed-1'), row('listed-2'), row('listed-3')))
    await page.getByRole('button', { name: 'Set up 3 rooms' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('3 of 3 ended, 3 ready').waitFor({ timeout: 90_000 })
    await page.getByRole('link', { name: 'listed-2' }).click()
    await page.getByRole('heading', { name: 'listed-2' }).waitFor()

    expect(cells).toEqual([
      '3',
      'Usage Location',
      'must be a two-letter country code such as NO or DE',
      '4',
      'Name',
      'is needed',
    ])
    expect(complaints).toEqual([])
  },
)

test.skipIf(!hasBrowser)('a list that pauses says why, and goes on or ends by a button', async () => {
  const { page, complaints } = await world().open('/batches', 'Ada Administrator')
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(aFile(row('alice'), row('waits-1')))
  await page.getByRole('button', { name: 'Set up 2 rooms' }).click()

  await page.getByText('paused: the room of line 2, which goes first, is not ready').waitFor({ timeout: 60_000 })
  const words = await page.getByRole('table', { name: 'Rooms of the list' }).innerText()
  await page.getByRole('button', { name: 'Cancel the rest' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: 'not begun' }).waitFor()

  expect(words).toContain('Ask for another address for the room.')
  expect(await page.getByRole('button', { name: 'Resume' }).count()).toBe(0)
  expect(complaints).toEqual([])
})

test.skipIf(!hasBrowser)('the template is a file that can be uploaded as it is', async () => {
  const { page } = await world().open('/batches', 'Ada Administrator')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the template' }).click(),
  ])
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(await download.path())

  const said = page.getByText('1 room, nothing is wrong')
  await said.waitFor()
  expect(await page.getByRole('button', { name: 'Set up 1 room' }).count()).toBe(1)
})

test.skipIf(!hasBrowser)('a message in quarantine is put right and sent again; another is discarded', async () => {
  const { see, stack } = world()
  const made = { kind: 'request', source: 'generic', item: 1, at: '2026-11-23T08:00:00.000Z', revision: 1 }
  const requester = { name: 'Rita', email: `rita@${domain}` }
  const room = { name: 'Fixed', site: 'OSL', usageLocation: 'NO', address: `fixed@${domain}` }
  await sendRaw(stack, {
    ...made,
    ticket: 'Q-1',
    requestId: 'b'.repeat(20),
    requester,
    room: { ...room, usageLocation: 'XX' },
  })
  await sendRaw(stack, { kind: 'nonsense' })
  const { page, complaints } = await world().open('/quarantine', 'Ada Administrator')
  await page.getByText('2 that could not be understood').waitFor({ timeout: 30_000 })
  const message = page.getByRole('region', { name: 'It is a command with wrong fields' })

  const field = message.getByLabel('Message')
  await field.fill((await field.inputValue()).replace('"XX"', '"NO"'))
  await message.getByRole('button', { name: 'Send again' }).click()
  const complaint = await message.getByRole('alert').innerText()
  const [, id = ''] = /must be ([0-9a-f]{20})/.exec(complaint) ?? []
  await field.fill((await field.inputValue()).replace('b'.repeat(20), id))
  await message.getByRole('button', { name: 'Send again' }).click()
  await message.getByText('resubmitted by').waitFor()
  await page.getByRole('region', { name: 'It is no command' }).getByRole('button', { name: 'Discard' }).click()
  await page.getByText('Nothing waits here.').waitFor()

  const state = await waitFor('the room', async () => {
    const request = (await (await see.api(`/requests/${id}`)).json()) as { state: string }
    return request.state === 'ready' && request.state
  })
  expect(state).toBe('ready')
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
})
