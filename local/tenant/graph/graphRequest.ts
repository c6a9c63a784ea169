import type { TenantFacts } from '../accounts.ts'
import type { Answer } from '../answer.ts'
import type { Look } from '../look.ts'
import type { AssignedLicence, User, World } from '../world.ts'
import { refuseMissing } from './failure.ts'

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
  /** Every query option as it was asked. */
  query: Record<string, string>
  /** Where the caller reaches this tenant. */
  origin: string
  body: unknown
  /** Held app permissions. */
  held: readonly string[]
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

export function licencesOf({ world, look }: GraphRequest, userId: string): AssignedLicence[] {
  return look(world.licences, userId) ?? []
}
