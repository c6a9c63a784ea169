import { configureRoom } from '../../shared/configureRoom.ts'
import type { Work } from '../../shared/room/plan.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** Building, floor and seats for the room finder, and the time zone. */
export const ensurePlace = activity('ensurePlace', (world: Pick<World, 'rooms'>, work: Work, run) =>
  configureRoom('ensurePlace', world, work, run),
)
