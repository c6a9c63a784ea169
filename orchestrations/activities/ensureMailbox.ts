import { toRefused } from '../../shared/failures.ts'
import { done, refused, type Change, type Outcome } from '../../shared/outcome.ts'
import { dropClaim, keepClaim } from '../../shared/room/claims.ts'
import { displayNameOf } from '../../shared/room/displayName.ts'
import { identify } from '../../shared/room/identify.ts'
import type { Plan } from '../../shared/room/plan.ts'
import { madeBy, roomOfRun, type Claim, type RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'naming'>
type Target = Pick<Plan, 'kind' | 'row' | 'address' | 'topology' | 'from'>

/** Makes the room mailbox, or makes one of what is there; once. What was begun before is looked for first: its answer may have been lost. */
export const ensureMailbox = activity(
  'ensureMailbox',
  async (world: Needs, target: Target, run): Promise<Outcome<null>> => {
    // Somebody made it inside; it comes with the next synchronisation.
    if (target.row === 'remote' && !madeBy(run.record).mailbox) return done(null)
    if (target.kind === 'restore') return restore(world, target, run)
    const isAccount = target.from?.type === 'account'
    return target.kind === 'convert' && !isAccount ? convert(world, target, run) : make(world, target, run)
  },
)

/** The kind is a setting like others: writing it twice is writing it once, and an undo puts it back. */
async function convert({ rooms }: Needs, target: Target, run: RunContext): Promise<Outcome<null>> {
  const claim = { kind: 'settings', name: 'ensureMailbox' } as const
  await run.claim({ ...claim, isDone: false })
  const effect = await rooms.configure(target, [{ cmdlet: 'Set-Mailbox', parameters: { Type: 'Room' } }])
  if (effect.kind === 'failed') return toRefused(effect, 'converting mailboxes')
  await run.claim({ ...claim, isDone: true })
  return done(null, evidenceOf(target, 'RoomMailbox'))
}

async function restore({ rooms }: Needs, target: Target, run: RunContext): Promise<Outcome<null>> {
  const { deletedId = '' } = target.from ?? {}
  const claim = { kind: 'restored', name: deletedId } as const
  const wasBegun = run.record.claims.some(({ kind }) => kind === claim.kind)
  await run.claim({ ...claim, isDone: false })
  const effect = await rooms.restore(deletedId)
  // Restored by the call whose answer was lost.
  const isBack = effect.kind === 'done' || (wasBegun && effect.reason === 'absent')
  if (!isBack) {
    await run.change((record) => dropClaim(record, claim))
    return toRefused(effect, 'restoring deleted accounts')
  }
  await run.claim({ ...claim, isDone: true })
  return done(null, evidenceOf(target, 'restored'))
}

const evidenceOf = ({ kind, from }: Target, to: string): Change[] => [
  { setting: 'mailbox.type', from: kind === 'restore' ? 'deleted' : (from?.type ?? 'nothing'), to },
]

async function make(world: Needs, target: Target, run: RunContext): Promise<Outcome<null>> {
  const wasBegun = madeBy(run.record).mailbox
  const seen = wasBegun ? await observe(world, target, run) : undefined
  if (seen) return seen
  const isFirst = (await begin(target, run)) && !wasBegun
  const effect = await (target.kind === 'convert' ? world.rooms.enableMailbox(target) : create(world, target, run))
  if (effect.kind === 'done') return keep(target, run)
  if (effect.reason === 'taken') return settleTaken(world, target, run, isFirst)
  // What was begun before may have been made, and only its answer lost.
  if (isFirst) await run.change((record) => dropClaim(record, claimOf(target)))
  return toRefused(effect, 'creating room mailboxes')
}

/** By whom cannot be read yet: what this request has begun is ours, not replicated. */
const settleTaken = async (world: Needs, target: Target, run: RunContext, isFirst: boolean): Promise<Outcome<null>> =>
  isFirst ? yieldToOther(world, target, run) : ((await observe(world, target, run)) ?? run.wait('mailbox-visible'))

const claimOf = ({ address }: Target): Pick<Claim, 'kind' | 'name'> => ({ kind: 'mailbox', name: address })

/** False when the same step is at work twice, and the other one came first. */
async function begin(target: Target, run: RunContext): Promise<boolean> {
  let isFirst = true
  await run.change((record) => {
    isFirst = !madeBy(record).mailbox
    return isFirst ? keepClaim(record, { ...claimOf(target), attempt: run.attempt, isDone: false }) : record
  })
  return isFirst
}

async function keep(target: Target, run: RunContext): Promise<Outcome<null>> {
  await run.claim({ ...claimOf(target), isDone: true })
  return done(null, evidenceOf(target, 'a new room mailbox'))
}

/** What stands at the address now, if the same request looks again. */
async function look({ rooms }: Needs, target: Target, run: RunContext, made = madeBy(run.record)) {
  const room = roomOfRun(run.record)
  const snapshot = await rooms.read(target)
  if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
  return room ? identify({ room, snapshot, made, topology: target.topology, lookAlikes: [] }) : refused('cancelled')
}

/** Ours if a mailbox that suits shows; nothing yet if none does. */
async function observe(world: Needs, target: Target, run: RunContext): Promise<Outcome<null> | undefined> {
  const found = await look(world, target, run)
  if (found.kind === 'refused') return found
  if (found.kind === 'refuse') {
    await run.change((record) => dropClaim(record, claimOf(target)))
    return refused(found.code, found.facts)
  }
  const isThere = found.kind === 'reuse' || ('row' in found && found.row === 'remote')
  return isThere ? keep(target, run) : undefined
}

/** Somebody else made something at the address since it was looked at: nothing here is ours, and what it is decides a new plan. */
async function yieldToOther(world: Needs, target: Target, run: RunContext): Promise<Outcome<null>> {
  const isMade = ({ claims }: RequestRecord) => claims.some(({ kind, isDone }) => kind === 'mailbox' && isDone)
  const record = await run.change((known) => (isMade(known) ? known : dropClaim(known, claimOf(target))))
  // The other one was this very step, run twice.
  if (isMade(record)) return done(null)
  const found = await look(world, target, run, { mailbox: false, password: false })
  if (found.kind === 'refused') return found
  if (found.kind === 'refuse') return refused(found.code, found.facts)
  return found.kind === target.kind ? run.wait('mailbox-visible') : refused('outdated')
}

/** Names are unique in the organisation; an address in another domain may have used up the plain one. */
async function create({ rooms, naming }: Needs, { address, topology }: Target, { record, requestId }: RunContext) {
  const name = address.slice(0, address.indexOf('@'))
  const room = roomOfRun(record)
  const displayName = room ? displayNameOf(room, naming.displayName) : name
  const effect = await rooms.create({ address, topology, name, displayName })
  const isNameTaken =
    effect.kind === 'failed' &&
    effect.reason === 'taken' &&
    /\bname\b/i.test(effect.text) &&
    !/proxy address/i.test(effect.text)
  return isNameTaken
    ? rooms.create({ address, topology, name: `${name.slice(0, 57)}-${requestId.slice(0, 6)}`, displayName })
    : effect
}
