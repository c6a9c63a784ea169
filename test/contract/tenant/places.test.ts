import { expect, test } from 'vitest'
import { makeRoomFinder } from '../../../shared/microsoft365/roomFinder.ts'
import { at, makeRoom, rehearse, waitFor } from './rehearsal.ts'
import { ourGraph } from './ourGraph.ts'

/** Our client over the tenant's Graph; hours pass in an instant where the test is about what comes after them. */
async function open({ speed = 1_000, mayRead = true } = {}) {
  const rehearsal = await rehearse({ speed })
  if (!mayRead) await rehearsal.control('DELETE', '/grants/graph/Place.Read.All')
  return { ...rehearsal, ...makeRoomFinder(await ourGraph(rehearsal)) }
}

test('a room that was there before is in Room Finder', async () => {
  const finder = await open()

  expect(await finder.readInRoomFinder(at('board1'))).toEqual({ isThere: true })
})

test('a new room that Exchange and Graph show already is not in Room Finder yet', async () => {
  const opened = await open()
  const { address } = await makeRoom(opened)

  expect(await opened.readInRoomFinder(address)).toEqual({ isThere: false })
})

test('a new room comes to Room Finder hours after it was made', async () => {
  const opened = await open({ speed: 1_000_000 })
  const { address } = await makeRoom(opened)

  const reading = await waitFor(
    () => opened.readInRoomFinder(address),
    (one) => 'isThere' in one && one.isThere,
  )

  expect(reading).toEqual({ isThere: true })
})

test('neither a person nor an unknown address is in Room Finder', async () => {
  const finder = await open()

  expect(await Promise.all([at('alice'), at('nobody')].map((address) => finder.readInRoomFinder(address)))).toEqual([
    { isThere: false },
    { isThere: false },
  ])
})

test('without Place.Read.All it is said that the permission is missing', async () => {
  const finder = await open({ mayRead: false })

  expect(await finder.readInRoomFinder(at('board1'))).toMatchObject({ kind: 'failed', reason: 'denied' })
})

test('a place is shown with where it is, and a property that a room has not is refused', async () => {
  const { graph } = await open()

  const [place, wrong] = [
    await graph('GET', `/places/${at('board1')}`),
    await graph('GET', `/places/${at('board1')}?$select=seats`),
  ]

  expect(place.body).toMatchObject({
    '@odata.type': '#microsoft.graph.room',
    emailAddress: at('board1'),
    building: 'Aker Brygge 1',
    floorNumber: 4,
    capacity: 10,
  })
  expect(wrong.status).toBe(400)
})
