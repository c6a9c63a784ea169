import { findProfileProblems, type Profiles } from './profiles.ts'
import type { FieldProblem } from './problems.ts'
import { findDateProblem, type Room } from './request.ts'

/** What only this day and this estate make wrong. */
export interface RoomRules {
  /** ISO date, against which the day of an installation is checked. */
  today: string
  profiles: Profiles
}

/** A date in the past is right for a later event of a ticket, and wrong for its first. */
export function findRoomProblems(room: Room, { today, profiles }: RoomRules, isNew = true): FieldProblem[] {
  const late = isNew ? findDateProblem(room, today) : undefined
  return [...(late ? [late] : []), ...findProfileProblems(room, profiles)]
}
