import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aRoom, observe, type Observer, type TicketSeen } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

/** The directory of places has a new room an hour to a day after Exchange. */
const speed = ['--speed', '20000']

/** A new room that is ready, in a stack of its own, with this patience for the Room Finder. */
async function aReadyRoom(seconds?: number) {
  const file = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
  const patience = JSON.stringify(seconds === undefined ? {} : { 'room-finder': seconds })
  writeFileSync(file, JSON.stringify({ ROOMWRIGHT_PATIENCE: patience }))
  const stack = await startStack(['--settings', file, ...speed])
  const see = observe(stack)
  const ticket = await see.openTicket(aRoom('finder1'))
  await see.answered(ticket)
  return { stack, see, ticket }
}

/** The timer comes each minute; here it is sent. */
const lookUntil = ({ stack }: TestStack, see: Observer, ticket: string, words: string): Promise<TicketSeen> =>
  waitFor(
    `"${words}" on ${ticket}`,
    async () => {
      await fetch(`${stack.back}/admin/functions/stages`, { method: 'POST' })
      const seen = await see.ticket(ticket)
      return seen.comments.some(({ text }) => text.includes(words)) && seen
    },
    150,
  )

describe.each([
  ['in time', undefined, []],
  ['late', 1, ['The room "finder1" (TST) has been ready for some time']],
] as const)('a new room that comes to the Room Finder %s', (_, seconds, before) => {
  let stack: TestStack
  let see: Observer
  let ticket: string
  beforeAll(async () => void ({ stack, see, ticket } = await aReadyRoom(seconds)))
  afterAll(() => stack.stop())

  test('is ready before, and the ticket and the request say when it came', async () => {
    const open = (await see.request(ticket)).stages?.find(({ id }) => id === 'in-room-finder')

    const { comments, state } = await lookUntil(stack, see, ticket, 'People find the room')

    const told = comments
      .map(({ text }) => text)
      .slice(comments.findIndex(({ text }) => text.includes('is ready for')) + 1)
    const request = await see.request(ticket)
    const reached = request.stages?.find(({ id }) => id === 'in-room-finder')
    expect(open).toMatchObject({ isOpen: true })
    expect(told.map((text) => text.slice(0, 20))).toEqual(
      [...before, 'People find the room'].map((words) => words.slice(0, 20)),
    )
    expect(told.at(-1)).toMatch(/as of 20\d\d-\d\d-\d\d at \d\d:\d\d UTC/)
    expect([state, request.state]).toEqual(['resolved', 'ready'])
    expect(reached).toMatchObject({ isOpen: false, at: expect.any(String) as string })
  })
})
