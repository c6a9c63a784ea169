import { countryNames } from '../countries.ts'
import { mayChangeHolder } from '../directoryRoles.ts'
import { isGranted } from '../grants.ts'
import { hashPassword, isStrong } from '../password.ts'
import type { User } from '../world.ts'
import { refuseBadRequest, refuseUnprivileged, refuseUnsupported } from './failure.ts'
import { graphResources, userChanges } from './graphData.ts'
import { readUser } from './graphRequest.ts'
import type { GraphFunction } from './graphRequest.ts'
import { isElsewhere } from './project.ts'

type Change = keyof typeof userChanges
type Body = Partial<Record<Change, unknown>>

/** All or nothing: one property without permission or with a wrong value, and nothing is changed. */
export const patchUser: GraphFunction = (request) => {
  const { world, held, now } = request
  const body = parseBody(request.body)
  const names = Object.keys(body) as Change[]
  if (names.some((name) => !isGranted(held, userChanges[name].permissions))) refuseUnprivileged()
  const { id } = readUser(request)
  const user = world.users.truth(id) ?? readUser(request)
  const isSensitive = names.some((name) => userChanges[name].sensitive)
  if (isSensitive && !mayChangeHolder(request.appRoles, user.directoryRoles ?? [])) refuseUnprivileged()
  if (user.onPremisesSyncEnabled && names.some((name) => userChanges[name].mastered)) {
    refuseBadRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    )
  }
  const changed = names.reduce((before, name) => apply[name](before, body[name], now), user)
  if (JSON.stringify(changed) !== JSON.stringify(user)) world.users.write(id, changed, 'userChanged')
  return { status: 204 }
}

function parseBody(body: unknown): Body {
  if (typeof body !== 'object' || body === null || Object.keys(body).length === 0) {
    refuseBadRequest('Write requests must contain at least one property to be written.')
  }
  for (const name of Object.keys(body)) if (!(name in userChanges)) refuseProperty(name)
  return body
}

function refuseProperty(name: string): never {
  const { usual, selected } = graphResources.user
  if ([...usual, ...selected].some((known) => known === name) || isElsewhere('user', name)) {
    refuseUnsupported(`a change of property ${name} of user`)
  }
  refuseBadRequest(`Property '${name}' does not exist as a declared property or extension property.`)
}

function refuseValue(name: Change): never {
  refuseBadRequest(`Invalid value specified for property '${name}' of resource 'User'.`)
}

const apply: Record<Change, (user: User, value: unknown, now: string) => User> = {
  accountEnabled: (user, accountEnabled) =>
    typeof accountEnabled === 'boolean' ? { ...user, accountEnabled } : refuseValue('accountEnabled'),
  passwordPolicies: (user, passwordPolicies) =>
    isPolicies(passwordPolicies) ? { ...user, passwordPolicies } : refuseValue('passwordPolicies'),
  usageLocation: (user, usageLocation) =>
    isLocation(usageLocation) ? { ...user, usageLocation } : refuseValue('usageLocation'),
  passwordProfile: changePassword,
}

function isPolicies(value: unknown): value is string | null {
  const policies = ['None', 'DisablePasswordExpiration', 'DisableStrongPassword']
  return value === null || (typeof value === 'string' && value.split(/,\s*/).every((one) => policies.includes(one)))
}

function isLocation(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && countryNames.has(value))
}

function changePassword(user: User, value: unknown, now: string): User {
  const { password, forceChangePasswordNextSignIn = true, ...rest } = Object(value) as Record<string, unknown>
  const [other] = Object.keys(rest)
  if (other) refuseUnsupported(`${other} of passwordProfile`)
  if (typeof password !== 'string' || typeof forceChangePasswordNextSignIn !== 'boolean') refuseValue('passwordProfile')
  if (!user.passwordPolicies?.includes('DisableStrongPassword') && !isStrong(password)) {
    refuseBadRequest(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    )
  }
  const passwordSets = user.passwordSets + 1
  return {
    ...user,
    password: hashPassword(password),
    forceChangePasswordNextSignIn,
    passwordSets,
    lastPasswordChangeDateTime: now,
  }
}
