import { configureRoom } from '../../shared/configureRoom.ts'
import type { Work } from '../../shared/room/plan.ts'
import type { World } from '../../shared/world.ts'
import { activity } from '../activity.ts'

/** The room in Skype for Business: pool, number, plans. Online an account shows there only some time after it got its licence. */
export const enableSkype = activity('enableSkype', (world: Pick<World, 'rooms'>, work: Work, run) =>
  configureRoom('enableSkype', world, work, run, work.hasSkypeOnline ? 'skype-visible' : 'mailbox-visible'),
)
