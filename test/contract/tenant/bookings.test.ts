import { expect, test } from 'vitest'
import { makeBookings, type Bookings } from '../../../shared/microsoft365/bookings.ts'
import { at, rehearse, waitFor, type Rehearsal } from './rehearsal.ts'
import { ourGraph } from './ourGraph.ts'

/** Our client over the tenant's Graph, and an identity that may book unless told otherwise. */
async function open({ mayBook = true } = {}): Promise<Rehearsal & { bookings: Bookings }> {
  const rehearsal = await rehearse()
  if (mayBook) await rehearsal.control('PUT', '/grants/graph/Calendars.ReadWrite')
  return { ...rehearsal, bookings: makeBookings(await ourGraph(rehearsal)) }
}

const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10)
const slot = { start: `${day}T03:00:00.000Z`, end: `${day}T03:05:00.000Z` }
const booking = (transaction: string, room = 'board1') => ({
  canary: at('canary'),
  room: at(room),
  transaction,
  ...slot,
})

async function book({ bookings }: { bookings: Bookings }, transaction: string, room?: string): Promise<string> {
  const booked = await bookings.book(booking(transaction, room))
  if ('kind' in booked) throw new Error(booked.text)
  return booked.id
}

const answerOf = ({ bookings }: { bookings: Bookings }, id: string, room = 'board1') =>
  waitFor(
    () => bookings.readAnswer(at('canary'), id, at(room)),
    (reading) => 'answer' in reading && reading.answer !== 'none',
  )

test('a room accepts a booking, declines the same time again, and says nothing at first', async () => {
  const opened = await open()
  const first = await book(opened, 'one')

  const atOnce = await opened.bookings.readAnswer(at('canary'), first, at('board1'))
  const accepted = await answerOf(opened, first)
  const declined = await answerOf(opened, await book(opened, 'two'))

  expect(atOnce).toEqual({ answer: 'none' })
  expect([accepted, declined]).toEqual([{ answer: 'accepted' }, { answer: 'declined' }])
})

test('the same booking sent again is the same event', async () => {
  const opened = await open()

  expect(await book(opened, 'one')).toBe(await book(opened, 'one'))
})

test('what is called off leaves the calendar of the room, and can be called off again', async () => {
  const opened = await open()
  const { bookings } = opened
  const isFree = (expected: boolean) =>
    waitFor(
      () => bookings.readIsFree(at('canary'), at('board1'), slot),
      (reading) => 'isFree' in reading && reading.isFree === expected,
    )
  const id = await book(opened, 'one')
  await isFree(false)

  const effects = [await bookings.callOff(at('canary'), id), await bookings.callOff(at('canary'), id)]

  expect(effects).toEqual([{ kind: 'done' }, { kind: 'done' }])
  expect(await isFree(true)).toEqual({ isFree: true })
})

test("a meeting of somebody else in the room's calendar is none of the test", async () => {
  const opened = await open()
  const id = await book(opened, 'one')
  await answerOf(opened, id)

  const reading = await opened.bookings.readIsFree(at('alice'), at('board1'), slot)

  expect(reading).toEqual({ isFree: true })
})

test('without the permission to book nothing is booked, and it is said to be that', async () => {
  const { bookings } = await open({ mayBook: false })

  expect(await bookings.book(booking('one'))).toMatchObject({ kind: 'failed', reason: 'denied' })
})

test('a mailbox that is not there cannot book', async () => {
  const { bookings } = await open()

  const refused = await bookings.book({ ...booking('one'), canary: at('nobody') })

  expect(refused).toMatchObject({ kind: 'failed', reason: 'absent' })
})
