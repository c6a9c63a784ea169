import { toRefused } from './failures.ts'
import { done, type Outcome } from './outcome.ts'
import { waitFor } from './patience.ts'
import type { Work } from './room/plan.ts'
import { differencesFor, toCmdlets } from './room/settings/catalogue.ts'
import type { Step } from './room/settings/setting.ts'
import type { World } from './world.ts'

/** Writes the settings that a step is responsible for, in one request. The values are absolute, so writing them twice is writing them once. */
export async function configureRoom(
  step: Step,
  { rooms, patience }: Pick<World, 'rooms' | 'patience'>,
  work: Work,
  waitedSeconds: number,
): Promise<Outcome<null>> {
  const differences = differencesFor(step, work.differences)
  const effect = await rooms.configure(work.address, toCmdlets(differences))
  if (effect.kind === 'done') return done(null, differences)
  return effect.reason === 'absent'
    ? waitFor('mailbox-visible', waitedSeconds, patience)
    : toRefused(effect, 'changing rooms')
}
