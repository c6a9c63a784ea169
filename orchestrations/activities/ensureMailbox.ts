import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Change, type Outcome } from '../../shared/outcome.ts'
import { decideMailbox } from '../../shared/room/plan.ts'
import { dropClaim, madeBy, roomOfRun } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms'>
interface Target {
  address: string
}

const evidence: Change[] = [{ setting: 'mailbox.type', from: 'nothing', to: 'a new room mailbox' }]

/** Makes the room mailbox once. What was begun before is looked for first: its answer may have been lost. */
export const ensureMailbox = activity(
  'ensureMailbox',
  async (world: Needs, target: Target, run): Promise<Outcome<Target>> => {
    const claim = { kind: 'mailbox', name: target.address } as const
    if (madeBy(run.record).mailbox) {
      const seen = await observe(world, target, run)
      if (seen) return seen
    }
    await run.claim({ ...claim, isDone: false })
    const effect = await create(world, target, run)
    if (effect.kind === 'done') {
      await run.claim({ ...claim, isDone: true })
      return done(target, evidence)
    }
    // Taken, but by whom cannot be read yet: ours, not replicated.
    if (effect.reason === 'taken') return (await observe(world, target, run)) ?? run.wait('mailbox-visible')
    await run.change((record) => dropClaim(record, claim))
    return toRefused(effect, 'creating room mailboxes')
  },
)

async function observe({ rooms }: Needs, target: Target, run: RunContext): Promise<Outcome<Target> | undefined> {
  const snapshot = await rooms.read(target.address)
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  const found = decideMailbox(snapshot, madeBy(run.record))
  if (found.kind === 'refuse') return refused(found.code, found.facts)
  if (found.kind === 'create') return undefined
  await run.claim({ kind: 'mailbox', name: target.address, isDone: true })
  return done(target, evidence)
}

/** Names are unique in the organisation; an address in another domain may have used up the plain one. */
async function create({ rooms }: Needs, { address }: Target, { record, requestId }: RunContext) {
  const name = address.slice(0, address.indexOf('@'))
  const displayName = roomOfRun(record)?.name ?? name
  const effect = await rooms.create({ address, name, displayName })
  const isNameTaken =
    effect.kind === 'failed' &&
    effect.reason === 'taken' &&
    /\bname\b/i.test(effect.text) &&
    !/proxy address/i.test(effect.text)
  return isNameTaken
    ? rooms.create({ address, name: `${name.slice(0, 57)}-${requestId.slice(0, 6)}`, displayName })
    : effect
}
