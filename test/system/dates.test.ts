import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack()
  see = observe(stack)
})
afterAll(() => stack.stop())

const dayMs = 86_400_000
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)

test('a room whose device comes in two months has its account now and its licence later, or as soon as the ticket says so', async () => {
  const room = { ...aRoom('later1'), licence: 'pro' }
  const ticket = await see.openTicket({ ...room, installOn: inDays(60) })
  const told = await see.told(ticket, 'Its licence is assigned on')
  const early = await see.account('later1@contoso.onmicrosoft.com')

  await see.changeTicket(ticket, { ...room, installOn: inDays(10) })
  const { comments } = await see.answered(ticket)

  expect(told).toContain(inDays(39))
  expect(early.user).toMatchObject({ accountEnabled: true })
  expect(early.licences).toEqual([])
  expect((await see.account('later1@contoso.onmicrosoft.com')).licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
  expect(comments.at(-1)?.text).toContain('It is looked at again on')
})

test('a room whose device comes in two weeks is told that this is late, and is ready at once', async () => {
  const ticket = await see.openTicket(aRoom('soon1', { installOn: inDays(5) }))

  await see.answered(ticket)

  expect(await see.told(ticket, 'was accepted')).toContain(`Late: the installation is on ${inDays(5)}`)
})
