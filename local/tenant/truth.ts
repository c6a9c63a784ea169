import { withDefaults } from './exchange/cmdletData.ts'
import { skuOf } from './subscriptions.ts'
import type { User, World } from './world.ts'

/** What is so, whoever can see it; a password is never shown. */
export function readTruth({ users, ...facets }: World, id: string): object {
  const { calendars, places, regions, licences, inherited, meetings, recipients, skypeRooms } = facets
  const user = users.truth(id)
  const mailbox = recipients.truth(id) ?? null
  return {
    user: user ? showUser(user) : null,
    passwordSets: user?.passwordSets ?? 0,
    mailbox,
    calendar: mailbox && withDefaults(calendars.truth(id)),
    place: places.truth(id) ?? {},
    region: regions.truth(id) ?? null,
    ...readDetails(facets, id),
    meetings: meetings.truth(id) ?? [],
    licences: named(licences.truth(id)).map(({ skuPartNumber }) => skuPartNumber),
    inherited: named(inherited.truth(id)),
    skypeOnline: skypeRooms.get(id) ?? null,
  }
}

/** What a room has beyond what Teams needs. */
function readDetails(world: Omit<World, 'users'>, id: string): object {
  const { workingHours, folderPermissions, clientAccess, distributionMembers, recipients } = world
  return {
    workingHours: workingHours.truth(id) ?? {},
    calendarView: folderPermissions.truth(id)?.['Default'] ?? null,
    clientAccess: clientAccess.truth(id) ?? null,
    roomLists: distributionMembers
      .ids()
      .filter((list) => distributionMembers.truth(list)?.includes(id))
      .map((list) => recipients.truth(list)?.name),
  }
}

function showUser(user: User): object {
  return { ...user, password: undefined, hasKnownPassword: user.password !== undefined }
}

function named<T extends { skuId: string }>(held: readonly T[] = []): (T & { skuPartNumber: string | undefined })[] {
  return held.map((licence) => ({ ...licence, skuPartNumber: skuOf(licence.skuId)?.skuPartNumber }))
}
