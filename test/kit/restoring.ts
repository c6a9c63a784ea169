import { compareSettings, findDifferences } from '../../shared/room/settings/catalogue.ts'
import type { Snapshot } from '../../shared/room/snapshot.ts'
import { aCommand, requestId } from './records.ts'
import { address, aRoom } from './rooms.ts'
import { aUser, calendarDefaults, compliantRoom } from './snapshots.ts'
import { aStory } from './story.ts'

export const by = 'adam@contoso.com'
export const oldPlace = { Building: 'Old House', Floor: null, FloorLabel: null, Capacity: 5, City: 'Oslo' }
/** A room that was used before: its calendar, its place and its sign-in are not as Teams Rooms need them. */
export const oldRoom = (changes: Partial<Snapshot> = {}): Snapshot =>
  compliantRoom({
    calendar: { ...calendarDefaults, AdditionalResponse: 'Ask at the desk.' },
    place: oldPlace,
    regional: { TimeZone: 'GMT Standard Time' },
    user: aUser({ passwordPolicies: 'None', isEnabled: false, licences: [] }),
    ...changes,
  })

export type Story = ReturnType<typeof aStory>
export const settingsOf = ({ tenant }: Story) => {
  const { calendar, place, regional } = tenant.at(address)
  return { calendar, place, regional }
}
export const signInOf = ({ tenant }: Story) => structuredClone(tenant.at(address).user)
export const isAsWanted = ({ tenant }: Story) =>
  findDifferences(compareSettings(tenant.at(address), aRoom())).length === 0
export const old = { calendar: oldRoom().calendar, place: oldPlace, regional: oldRoom().regional }

/** A request that has made the room ready, a day ago. */
export async function aReadyStory(room = oldRoom()) {
  const story = aStory()
  story.tenant.put(room)
  story.tell(aCommand())
  await story.run()
  const { run } = await story.find()
  if (run.kind !== 'ended' || run.end !== 'ready') throw new Error(`the room is not ready: ${JSON.stringify(run)}`)
  story.clock.advance(86_400)
  return story
}
export const restoreAt = (at: string) => ({ kind: 'restore' as const, requestId, at, by })
export const retryAt = (at: string) => ({ kind: 'retry' as const, requestId, at, by })

/** The same, with its earlier settings put back. */
export async function aRestoredStory() {
  const story = await aReadyStory()
  story.tell(restoreAt(story.now()))
  await story.run()
  if (JSON.stringify(settingsOf(story)) !== JSON.stringify(old)) throw new Error('nothing was put back')
  return story
}
/** Comments with these words. */
export const told = ({ comments }: Story, words: string) => comments.filter(({ text }) => text.includes(words))
