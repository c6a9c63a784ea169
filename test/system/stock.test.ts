import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const read = async <T>(path: string): Promise<T> => (await (await see.api(path)).json()) as T
/** Timers come by themselves too, but later. What is read after one, as soon as it is so. */
const readAfter = async <T extends object>(timer: string, path: string, isSo: (answer: T) => boolean): Promise<T> => {
  await fetch(`${stack.stack.back}/admin/functions/${timer}`, { method: 'POST' })
  return waitFor(`${path} after ${timer}`, async () => {
    const answer = await read<T>(path)
    return isSo(answer) && answer
  })
}

interface Left {
  observedAt?: string
  licences: { name: string; bought: number; used: number; reserved: number; left: number }[]
}

test('a licence that a request waits for is shown as reserved, with the age of what was read', async () => {
  await see.tenant('/skus/Microsoft_Teams_Rooms_Pro', 'PUT', { enabled: 0 })
  const waiting = await see.openTicket(aRoom('waits1'))
  await see.told(waiting, 'a free licence')

  const ofPro = ({ licences }: Left) => licences.find(({ name }) => name === 'Teams Rooms Pro')
  const seen = await readAfter<Left>('listLicences', '/licences', (left) => ofPro(left)?.bought === 0)
  const { observedAt, licences } = seen

  expect(observedAt).toMatch(/^20/)
  expect(ofPro(seen)).toMatchObject({ bought: 0, reserved: 1, left: 0 })
  expect(licences.map(({ name }) => name)).not.toContain('Office 365 E3')
})

test('a new room is proposed a name and an address of its own, and shown what is called alike', async () => {
  const path = '/proposals?displayName=Board+Room+1&site=OSL&floor=4'

  const proposal = await readAfter<{ observedAt?: string; lookAlikes: object[] }>(
    'listRooms',
    path,
    ({ observedAt }) => observedAt !== undefined,
  )

  expect(proposal).toMatchObject({
    displayName: 'Board Room 1',
    address: 'mtr-osl-4-board-room-1@contoso.onmicrosoft.com',
    lookAlikes: [{ name: 'Board Room 1', address: 'board1@contoso.onmicrosoft.com' }],
  })
})

test('a room that is ready on a Skype server counts among those that need client access licences', async () => {
  const address = 'mtr-cal-1@corp.contoso.com'
  const wish = { address, services: 'skype', registrarPool: 'pool1.contoso.local' }
  await see.answered(await see.openTicket(aRoom('cal1', wish)), 120)

  const { licences } = await read<{ licences: { name: string; count: number }[] }>('/client-licences')

  expect(licences).toMatchObject([
    { name: 'Skype for Business Server Enterprise CAL', count: 1 },
    { name: 'Skype for Business Server Plus CAL', count: 0 },
  ])
})
