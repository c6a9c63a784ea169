import { softDelete } from '../accounts.ts'
import { mayChangeHolder } from '../directoryRoles.ts'
import { refuseBadRequest, refuseUnprivileged } from './failure.ts'
import type { GraphFunction } from './graphRequest.ts'
import { readUser } from './graphRequest.ts'

/**
 * The user goes to the deleted ones with its mailbox and can be restored for 30 days; whoever holds a role is deleted by who holds a higher one
 * (learn, graph/api/user-delete, 2025). What directory synchronisation masters is deleted where it is mastered.
 */
export const deleteUser: GraphFunction = (request) => {
  const { world, appRoles, now } = request
  const { id } = readUser(request)
  const user = world.users.truth(id) ?? readUser(request)
  if (!mayChangeHolder(appRoles, user.directoryRoles ?? [])) refuseUnprivileged()
  if (user.onPremisesSyncEnabled)
    refuseBadRequest('Unable to delete a user that is synchronized from an on-premises directory.')
  softDelete(world, id, now, 'userDeleted')
  return { status: 204 }
}
