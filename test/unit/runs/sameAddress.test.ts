import { expect, it } from 'vitest'
import { aCommand } from '../../kit/records.ts'
import { aRoom } from '../../kit/rooms.ts'
import { aMailbox, aUser, compliantRoom } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

const inBuilding = (building: string) => aRoom({ address: undefined, building })
const second = 'b'.repeat(20)

it('a room of the same name in another building leaves the first one alone, and a person is asked for an address', async () => {
  const story = aStory()
  story.tell(aCommand({ room: inBuilding('Fjordgata 1') }))
  await story.run()
  const { account = '' } = await story.find()
  const writes = story.tenant.writes().length

  story.tell(aCommand({ requestId: second, ticket: 'T-2', room: inBuilding('Fjordgata 2') }))
  await story.run()

  expect((await story.find(second)).run).toMatchObject({ end: 'needs a person', code: 'address-of-another-room' })
  expect(story.tenant.writes()).toHaveLength(writes)
  expect(story.tenant.at(account).place).toMatchObject({ Building: 'Fjordgata 1' })
  expect(story.comments.at(-1)?.text).toContain(`${account}, the address that this room would get, belongs to the room`)
})

it('a second ticket for the same room, without an address, finds its account', async () => {
  const story = aStory()
  story.tell(aCommand({ room: inBuilding('Fjordgata 1') }))
  await story.run()

  story.tell(aCommand({ requestId: second, ticket: 'T-2', room: inBuilding('Fjordgata 1') }))
  await story.run()

  expect((await story.find(second)).run).toMatchObject({ end: 'ready' })
  expect(story.tenant.count()).toBe(1)
})

it('a second address of another account is not set up under its name', async () => {
  const primary = 'mtr-old@contoso.com'
  const story = aStory()
  story.tenant.put(compliantRoom({ mailbox: aMailbox({ PrimarySmtpAddress: primary }), user: aUser({ upn: primary }) }))
  story.tell(aCommand())
  await story.run()

  expect((await story.find()).run).toMatchObject({ end: 'needs a person', code: 'address-is-an-alias' })
  expect(story.tenant.writes()).toEqual([])
  expect(story.comments.at(-1)?.text).toContain(`Ask for ${primary}`)
})

it('a room that has begun stays the same one, although the ticket puts it on another floor', async () => {
  const story = aStory()
  const { account, room } = await ready()
  story.tenant.put({ ...room, place: { ...room.place, Capacity: 4 } })
  story.tell(aCommand({ room: inBuilding('Fjordgata 1') }))
  story.at(4, () => story.tell(aCommand({ revision: 2, room: aRoom({ address: undefined, floor: '5' }) })))
  await story.run()

  expect((await story.find()).run).toMatchObject({ end: 'ready' })
  expect(story.tenant.at(account).place).toMatchObject({ Floor: 5, Capacity: 12 })
})

async function ready() {
  const story = aStory()
  story.tell(aCommand({ room: inBuilding('Fjordgata 1') }))
  await story.run()
  const { account = '' } = await story.find()
  return { account, room: story.tenant.at(account) }
}
