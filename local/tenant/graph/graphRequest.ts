import type { TenantFacts } from '../accounts.ts'
import type { Answer } from '../answer.ts'
import type { GrantBook } from '../grants.ts'
import type { Look } from '../look.ts'
import type { AssignedLicence, InheritedLicence, User, World } from '../world.ts'
import { refuseMissing } from './failure.ts'
import type { Route } from './route.ts'

/** A call whose token, path, options and permissions are right. */
export interface GraphRequest {
  facts: TenantFacts
  world: World
  look: Look
  /** ISO time of the call. */
  now: string
  /** From the path: object id or user principal name. */
  id: string
  /** All that the path names, in order. */
  ids: string[]
  select: string[] | undefined
  filter: string | undefined
  /** Where the caller reached Graph, for links to go on from. */
  origin: string
  path: string
  options: Route['options']
  isEventual: boolean
  prefer: string | undefined
  body: unknown
  /** Of the managed identity, to be looked at and changed. */
  grants: GrantBook
  /** Held app permissions of the caller. */
  held: readonly string[]
  /** Directory roles of the app itself. */
  appRoles: readonly string[]
}

export type GraphFunction = (request: GraphRequest) => Answer

/** The user as Graph shows it now, by id or principal name; refuses when it is absent, deleted or not visible yet. */
export function readUser({ world, look, id }: GraphRequest): User {
  const wanted = id.toLowerCase()
  const isThis = (user: User) => [user.id, user.userPrincipalName.toLowerCase()].includes(wanted)
  const [user] = world
    .holders(wanted)
    .flatMap((holder) => look(world.users, holder) ?? [])
    .filter((user) => isThis(user) && !user.deletedDateTime)
  return user ?? refuseMissing(id)
}

/** A licence with the group that gives it, if one does. */
export type ShownLicence = AssignedLicence & Partial<InheritedLicence>

/** Each way by which a user has, or should have, a licence. */
export function licencesOf({ world, look }: GraphRequest, userId: string): ShownLicence[] {
  return [...(look(world.licences, userId) ?? []), ...(look(world.inherited, userId) ?? [])]
}

/** Each SKU that a user has, once: what is assigned directly hides what comes by a group. */
export function heldLicences(licences: ShownLicence[]): ShownLicence[] {
  const active = licences.filter(({ state = 'Active' }) => state === 'Active')
  return active.filter(({ skuId }, position) => active.findIndex((one) => one.skuId === skuId) === position)
}
