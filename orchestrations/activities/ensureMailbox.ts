import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Change, type Outcome } from '../../shared/outcome.ts'
import { decideMailbox } from '../../shared/room/plan.ts'
import { dropClaim, keepClaim } from '../../shared/room/claims.ts'
import { madeBy, roomOfRun, type RequestRecord } from '../../shared/room/record.ts'
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
    const wasBegun = madeBy(run.record).mailbox
    const seen = wasBegun ? await observe(world, target, run) : undefined
    if (seen) return seen
    const isFirst = await begin(target, run)
    const effect = await create(world, target, run)
    if (effect.kind === 'done') return keep(target, run)
    if (effect.reason !== 'taken') {
      // What was begun before may have been made, and only its answer lost.
      if (!wasBegun && isFirst) await run.change((record) => dropClaim(record, claimOf(target)))
      return toRefused(effect, 'creating room mailboxes')
    }
    // Taken, but by whom cannot be read yet: ours, not replicated.
    if (wasBegun || !isFirst) return (await observe(world, target, run)) ?? run.wait('mailbox-visible')
    return yieldToOther(world, target, run)
  },
)

const claimOf = ({ address }: Target) => ({ kind: 'mailbox', name: address }) as const

/** False when the same step is at work twice, and the other one came first. */
async function begin(target: Target, run: RunContext): Promise<boolean> {
  let isFirst = true
  await run.change((record) => {
    isFirst = !madeBy(record).mailbox
    return isFirst ? keepClaim(record, { ...claimOf(target), attempt: run.attempt, isDone: false }) : record
  })
  return isFirst
}

async function keep(target: Target, run: RunContext): Promise<Outcome<Target>> {
  await run.claim({ ...claimOf(target), isDone: true })
  return done(target, evidence)
}

/** Ours if a mailbox that suits shows; nothing yet if none does. */
async function observe({ rooms }: Needs, target: Target, run: RunContext): Promise<Outcome<Target> | undefined> {
  const snapshot = await rooms.read(target.address)
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  const found = decideMailbox(snapshot, madeBy(run.record))
  if (found.kind === 'refuse') {
    await run.change((record) => dropClaim(record, claimOf(target)))
    return refused(found.code, found.facts)
  }
  return found.kind === 'reuse' ? keep(target, run) : undefined
}

/** Somebody else made something at the address since it was looked at: nothing here is ours, and what it is decides a new plan. */
async function yieldToOther({ rooms }: Needs, target: Target, run: RunContext): Promise<Outcome<Target>> {
  const isMade = ({ claims }: RequestRecord) => claims.some(({ kind, isDone }) => kind === 'mailbox' && isDone)
  const record = await run.change((known) => (isMade(known) ? known : dropClaim(known, claimOf(target))))
  // The other one was this very step, run twice.
  if (isMade(record)) return done(target)
  const snapshot = await rooms.read(target.address)
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  const found = decideMailbox(snapshot, { mailbox: false, password: false })
  if (found.kind === 'refuse') return refused(found.code, found.facts)
  return found.kind === 'reuse' ? refused('outdated') : run.wait('mailbox-visible')
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
