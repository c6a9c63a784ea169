import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { handOver, makeKeys, scripts, ticks } from '../kit/reveal.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

async function aReadyRoom(name: string, rest: object = {}) {
  const ticket = await see.openTicket(aRoom(name, { installer: scripts, ...rest }))
  await see.answered(ticket)
  return { ticket, id: (await see.request(ticket)).id }
}
const checkPassword = (name: string, password: string) =>
  see.tenant<{ matches: boolean }>(`/accounts/${name}@contoso.onmicrosoft.com/check-password`, 'POST', { password })

test('a room that is ready: its installer gets the sign-in data once, the tenant takes them, and the ticket hears of it', async () => {
  const { ticket, id } = await aReadyRoom('once1')
  const hand = handOver(see)

  const { account, password } = await hand.reveal(id)
  const second = await hand.ask(id, { key: (await makeKeys()).key, ticks })

  expect(account).toBe('once1@contoso.onmicrosoft.com')
  expect(await checkPassword('once1', password)).toEqual({ matches: true })
  expect(await see.told(ticket, 'were shown to')).toContain(scripts)
  expect(second.status).toBe(409)
  expect(second.body).toMatchObject({ code: 'already-revealed', detail: expect.stringContaining(scripts) })
})

test('two pages that ask at once: one gets the data, the other hears who has', async () => {
  const { id } = await aReadyRoom('race1')
  const { ask, answered } = handOver(see)
  const asked = await Promise.all([1, 2].map(async () => ask(id, { key: (await makeKeys()).key, ticks })))

  const seen = await Promise.all(
    asked.map(async ({ status, body }) =>
      status === 202 ? answered(id, body.id) : { state: 'refused', problem: body },
    ),
  )

  expect(seen.map(({ state }) => state).toSorted()).toEqual(['refused', 'sealed'])
  expect(seen.find(({ state }) => state === 'refused')?.problem?.code).toBe('already-revealed')
})

test('who is not the installer is refused: an administrator is told whose it is, a requester does not learn that it exists', async () => {
  const { id } = await aReadyRoom('other1', { installer: 'ines@contoso.onmicrosoft.com' })
  const body = { key: (await makeKeys()).key, ticks }

  const [administrator, requester] = await Promise.all([
    handOver(see).ask(id, body),
    handOver(see).ask(id, body, 'Requester'),
  ])

  expect(administrator).toMatchObject({ status: 403, body: { code: 'not-the-installer' } })
  expect(requester).toMatchObject({ status: 404, body: { code: 'request-unknown' } })
})

test('a room that waits for an approver is not handed over', async () => {
  const ticket = await see.openTicket(
    aRoom('early1', { installer: scripts, phoneNumber: '+4722000002', meetingPolicy: 'MTR' }),
  )
  const { id } = await see.asked(ticket)

  const asked = await handOver(see).ask(id, { key: (await makeKeys()).key, ticks })

  expect(asked).toMatchObject({ status: 409, body: { code: 'handover-too-early' } })
})

test('a room that kept its password has none to hand over', async () => {
  const { id } = await aReadyRoom('confrm1', { name: 'Conference Room 1' })

  const asked = await handOver(see).ask(id, { key: (await makeKeys()).key, ticks })

  expect(asked).toMatchObject({ status: 409, body: { code: 'password-not-ours' } })
})

test('a device without TPM chip is refused with the reason, and one that has it gets the data after that', async () => {
  const { id } = await aReadyRoom('tpm1')
  const hand = handOver(see)

  const asked = await hand.ask(id, { key: (await makeKeys()).key, ticks: { ...ticks, tpm: 'no' } })

  expect(asked.status).toBe(202)
  expect(await hand.answered(id, asked.body.id)).toMatchObject({
    state: 'refused',
    problem: { code: 'no-physical-tpm' },
  })
  expect((await hand.reveal(id)).password).not.toBe('')
})

test('a later request with a new password: the earlier one has nothing to hand over any more, the later one has', async () => {
  const { id } = await aReadyRoom('anew1')
  const later = await aReadyRoom('anew1', { password: 'new' })
  const hand = handOver(see)

  const asked = await hand.ask(id, { key: (await makeKeys()).key, ticks })
  const { password } = await hand.reveal(later.id)

  expect(await hand.answered(id, asked.body.id)).toMatchObject({ problem: { code: 'password-not-ours' } })
  expect(await checkPassword('anew1', password)).toEqual({ matches: true })
})
