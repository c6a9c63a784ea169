import { configureRoom } from '../../shared/configureRoom.ts'
import type { Work } from '../../shared/room/plan.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** Auto-accept and the rest of calendar processing. */
export const ensureCalendar = activity('ensureCalendar', (world: Pick<World, 'rooms'>, work: Work, run) =>
  configureRoom('ensureCalendar', world, work, run),
)
