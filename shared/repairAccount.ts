import { toRefused } from './failures.ts'
import type { Failed } from './microsoft365/effect.ts'
import { release } from './release.ts'
import { keepLook } from './keepLook.ts'
import { markGone, type RoomAccount } from './room/estate/account.ts'
import type { Job } from './room/estate/job.ts'
import { wishOf } from './room/estate/observe.ts'
import {
  findOvertaken,
  findRepairs,
  findWrongKind,
  toDifferences,
  type Edit,
  type RepairResult,
} from './room/estate/repair.ts'
import { identify } from './room/identify.ts'
import { toAccountChanges } from './room/plan.ts'
import { toCmdlets, type Difference, type Finding } from './room/settings/catalogue.ts'
import type { Snapshot } from './room/snapshot.ts'
import { homesOf, topologyOf } from './room/topology.ts'
import { asksForSkype } from './room/wishes.ts'
import type { World } from './world.ts'

type Needs = Pick<World, 'rooms' | 'accounts' | 'audit' | 'topologies' | 'clock'> & Parameters<typeof release>[0]

/** Puts one account right, or sets what an editor asks for: reads it afresh, writes what differs, keeps what was changed. A request that works on the account goes first. */
export async function repairAccount(world: Needs, job: Job, address: string): Promise<RepairResult> {
  if (isOnServer(world, address)) return refuse(address, 'repair-on-servers')
  const hold = { kind: 'address', key: address } as const
  const taken = await world.reservations.take(hold, job.id, job.attempts)
  if (!taken.isMine) return { ...refuse(address, 'account-busy', { holder: taken.holder }), end: 'busy' }
  try {
    return await repairHeld(world, job, address)
  } finally {
    await release(world, hold, { id: job.id, attempts: job.attempts })
  }
}

/** Its mailbox is not seen from the cloud. */
export const isOnServer = ({ topologies }: Pick<World, 'topologies'>, address: string): boolean =>
  homesOf[topologyOf(address, topologies)].exchange === 'server'

async function repairHeld(world: Needs, job: Job, address: string): Promise<RepairResult> {
  const { at, isWhole, snapshot } = await readAccount(world, address)
  if ('kind' in snapshot) return fail(address, snapshot, 'reading rooms, users and licences')
  if (!snapshot.holder && !snapshot.mailbox) {
    await world.accounts.change(address, (known) => known && markGone(known, at))
    return refuse(address, 'account-gone')
  }
  const account = await keepLook(world, { at, snapshot, isWhole })
  const refusal = findRefusal(snapshot, account)
  if (refusal) return refuse(address, refusal.code, refusal.facts)
  const { asked, left } = decideWrites(job, account, at)
  if (!Array.isArray(asked)) return asked
  if (asked.length === 0) return { address, end: left.length > 0 ? 'left' : 'right', changed: [], left }
  const failed = await write(world, snapshot, asked)
  if (failed) return { ...fail(address, failed, 'changing rooms'), left }
  const changed = asked.map(({ setting }) => setting)
  await world.audit.write({
    at,
    requestId: job.id,
    attempt: job.attempts,
    step: 'repair',
    account: address,
    changes: asked,
  })
  return { address, end: 'written', changed, left }
}

/** With all that its request asked for, where everything of it is online. */
export async function readAccount(
  world: Pick<World, 'rooms' | 'accounts' | 'topologies' | 'clock'>,
  address: string,
): Promise<{ at: string; isWhole: boolean; snapshot: Snapshot | Failed }> {
  const at = world.clock.now().toISOString()
  const wishes = (await world.accounts.read(address))?.wish?.room
  const isWhole = topologyOf(address, world.topologies) === 'online' && !(wishes && asksForSkype(wishes))
  const place = { address, topology: 'online', ...(isWhole && wishes && { wishes }) } as const
  return { at, isWhole, snapshot: await world.rooms.read(place) }
}

/** Whose account it is, is decided as for a request. */
function findRefusal(snapshot: Snapshot, { name, wish }: RoomAccount) {
  const room = { ...wishOf(name, wish), address: snapshot.address }
  const made = { mailbox: false, password: false }
  const found = identify({ room, snapshot, topology: 'online', made, lookAlikes: [] })
  if (found.kind === 'refuse') return found
  return found.kind === 'reuse' ? undefined : { code: 'account-not-a-room', facts: {} }
}

/** What is to be written, and what is left wrong. */
function decideWrites({ edits, scope }: Job, { address, findings, exceptions }: RoomAccount, at: string) {
  const { repairs, left } = findRepairs(findings, exceptions, at.slice(0, 10), scope?.settings)
  return { asked: edits ? decideEdits(address, edits, findings) : repairs, left }
}

/** What an editor saw must still be so, else he would undo somebody's work without knowing. */
function decideEdits(address: string, edits: Edit[], findings: Finding[]): Difference[] | RepairResult {
  const overtaken = findOvertaken(edits, findings)
  if (overtaken.length > 0) return refuse(address, 'account-changed-since', { settings: overtaken.join(', ') })
  const wrong = findWrongKind(edits, findings)
  if (wrong.length > 0) return refuse(address, 'value-of-wrong-kind', { settings: wrong.join(', ') })
  return toDifferences(edits, findings)
}

async function write({ rooms }: Needs, snapshot: Snapshot, differences: Difference[]): Promise<Failed | undefined> {
  const { address, user } = snapshot
  const place = { address, topology: 'online' } as const
  const effect = await rooms.configure(place, toCmdlets(differences))
  if (effect.kind === 'failed') return effect
  const changes = toAccountChanges(snapshot, differences)
  if (!user || Object.keys(changes).length === 0) return undefined
  const reading = await rooms.prepareAccount({ ...place, userId: user.id }, changes)
  return 'kind' in reading ? reading : undefined
}

const refuse = (address: string, code: string, facts: Record<string, string> = {}): RepairResult => ({
  address,
  end: 'refused',
  changed: [],
  left: [],
  code,
  facts,
})

function fail(address: string, failed: Failed, what: string): RepairResult {
  const { code, facts } = toRefused(failed, what)
  const texts = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]))
  return { ...refuse(address, code, texts), end: 'failed' }
}
