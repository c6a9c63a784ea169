import { findHolder, isDeleted, isPurged, restore } from '../accounts.ts'
import { mayChangeHolder } from '../directoryRoles.ts'
import type { User } from '../world.ts'
import { plainAddresses } from '../world.ts'
import { refuseBadRequest, refuseMissing, refuseUnprivileged, refuseUnsupported } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { entity } from './project.ts'
import { showUser } from './showUser.ts'

/**
 * The user comes back, under the name that it had, and later its mailbox; its licences do not (an assumption). What was
 * deleted more than 30 days ago is gone, and not told apart from what never was.
 */
export const restoreUser: GraphFunction = (request) => {
  const { world, appRoles } = request
  const [option] = Object.keys(Object(request.body) as object)
  if (option) refuseUnsupported(`${option} of restore`)
  const user = readDeleted(request)
  if (!mayChangeHolder(appRoles, user.directoryRoles ?? [])) refuseUnprivileged()
  const userPrincipalName = user.userPrincipalName.slice(user.id.replaceAll('-', '').length)
  refuseTaken(request, user, userPrincipalName.toLowerCase())
  const restored = restore(world, { ...user, userPrincipalName, deletedDateTime: null })
  return entity('directoryObjects', { '@odata.type': '#microsoft.graph.user', ...showUser(request, restored) })
}

function readDeleted({ world, look, id }: GraphRequest): User {
  const key = id.toLowerCase()
  const user = look(world.users, key)?.deletedDateTime ? world.users.truth(key) : undefined
  return user?.deletedDateTime && !isPurged(world, key) ? user : refuseMissing(id)
}

/** A principal name is unique among users, an address among everything. */
function refuseTaken({ world }: GraphRequest, { id, proxyAddresses }: User, userPrincipalName: string): void {
  const live = (key: string) => world.holders(key).filter((holder) => holder !== id && !isDeleted(world, holder))
  const isNamed = (holder: string) => world.users.truth(holder)?.userPrincipalName.toLowerCase() === userPrincipalName
  if (live(userPrincipalName).some(isNamed)) refuseProperty('userPrincipalName')
  const holders = plainAddresses(proxyAddresses).map((address) => findHolder(world, address))
  if (holders.some((holder) => holder && holder !== id && !isDeleted(world, holder))) refuseProperty('proxyAddresses')
}

function refuseProperty(property: string): never {
  refuseBadRequest(`Another object with the same value for property ${property} already exists.`)
}
