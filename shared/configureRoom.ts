import { toRefused } from './failures.ts'
import { done, type Later, type Outcome, type Refused } from './outcome.ts'
import type { Work } from './room/plan.ts'
import { differencesFor, toCmdlets } from './room/settings/catalogue.ts'
import type { Step } from './room/settings/setting.ts'
import type { World } from './world.ts'

interface Run {
  claim: (claim: { kind: 'settings'; name: Step; isDone: boolean }) => Promise<unknown>
  wait: (why: Unseen) => Later | Refused
}

/** What is waited for when the room is not found. */
type Unseen = 'mailbox-visible' | 'skype-visible'

/** Writes the settings that a step is responsible for, in one request. The values are absolute, so writing them twice is writing them once. */
export async function configureRoom(
  step: Step,
  { rooms }: Pick<World, 'rooms'>,
  work: Work,
  run: Run,
  unseen: Unseen = 'mailbox-visible',
): Promise<Outcome<null>> {
  const differences = differencesFor(step, work.differences)
  const claim = { kind: 'settings', name: step } as const
  await run.claim({ ...claim, isDone: false })
  const effect = await rooms.configure(work, toCmdlets(differences))
  if (effect.kind === 'failed')
    return effect.reason === 'absent' ? run.wait(unseen) : toRefused(effect, 'changing rooms')
  await run.claim({ ...claim, isDone: true })
  return done(null, differences)
}
