import type { World } from './world.ts'

/** The groups that a user is in, as far as conditional access asks. */
export function groupIdsOf({ memberships }: World, userId: string): string[] {
  return memberships.get(userId) ?? []
}
