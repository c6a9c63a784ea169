import { approvalReasonsFor, type ApprovalReason } from './approval.ts'
import { findReopenings } from './bookingRules.ts'
import type { Facts, Made, Move } from './decisionTable.ts'
import type { Device } from './device.ts'
import { identify, refuse, type Refusal } from './identify.ts'
import type { LifecycleAction } from './lifecycle.ts'
import { licenceNotes } from './licenceNotes.ts'
import { roomLicencesOf } from './licences.ts'
import { decideLicenceSet, needsLicence } from './licenceSet.ts'
import type { Room } from './request.ts'
import { accountOf, withNeverExpires } from './settings/account.ts'
import {
  compareSettings,
  differencesFor,
  findDifferences,
  settingOf,
  userPropertyOf,
  type Difference,
} from './settings/catalogue.ts'
import type { Step } from './settings/setting.ts'
import { placeNotes, showsDetails } from './details.ts'
import { isVisible, type Snapshot, type Value } from './snapshot.ts'
import type { Topology } from './topology.ts'
import { asksForSkype, findImpossible, type SkypeHome } from './wishes.ts'

/** An account, as far as it takes to read and to write it. */
export interface AccountRef extends SkypeHome {
  address: string
  /** In Entra ID; an account that is on premises alone has none. */
  userId?: string
  /** Exchange's id of its calendar, where what people see of it is written. */
  calendarFolder?: string
}

/** What is to be done for one account, decided from one reading of the tenant. */
export interface Plan extends Pick<AccountRef, 'address' | 'topology' | 'hasSkypeOnline'> {
  kind: Move
  /** Of the decision table. */
  row: string
  /** Why somebody may have to agree first. */
  reasons: ApprovalReason[]
  /** What stands there now, where it becomes something else. */
  from?: { type: string; name: string; deletedId?: string }
  /** Bound when everything else is done. */
  device?: Device
  /** Nothing is to be done: the room was compared, and at most booked for a test. */
  isCheck?: true
  /** What is done with the account instead of setting it up. */
  action?: LifecycleAction
  /** It is deleted already. */
  isGone?: true
  /** An earlier run of the request has written already, or found its sign-in blocked: it is proved again though nothing is to be set. */
  wasChanged?: true
  /** Known when the room can be read already; a new room is planned in detail once it is visible. */
  work?: Work
}

/** What a visible account still needs; with no steps it is ready. */
export interface Work extends AccountRef {
  /** new: a password is made and handed out; keep: the device on the wall keeps working. */
  password: 'new' | 'keep'
  differences: Difference[]
  /** What is written to the account; the policies are those of Entra, Active Directory has a switch of its own. */
  account: { usageLocation?: string; passwordPolicies?: string }
  /** Steps that have something to do. */
  steps: Step[]
  /** SKU ids of the room licences that are active now. */
  licences: string[]
  /** What people should know about its licences, as they are now, and about what is not written. */
  notes?: string[]
}

/** Identifies the room and plans the work, without touching anything. */
export function decidePlan(facts: Facts): Plan | Refusal {
  const { room, snapshot, topology } = facts
  const { address } = snapshot
  const found = findImpossible(room, snapshot, topology) ?? identify(facts)
  if (found.kind === 'refuse') return found
  const work = found.kind === 'reuse' ? decideWork(facts) : undefined
  if (work && 'kind' in work) return work
  const licence = findLicence(room, snapshot, work)
  if (licence?.kind === 'refuse') return licence
  const { kind, row } = found
  const reasons = approvalReasonsFor({ ...facts, identified: found, work, licencesLeft: licence?.left })
  const where = { address, topology, ...skypeOf(snapshot) }
  return { kind, row, ...where, reasons, ...fromOf(kind, snapshot), ...deviceOf(room), ...(work && { work }) }
}

/** The steps that write for a plan, as far as it is known now: a room that cannot be read yet needs all that was asked for. */
export function stepsOf({ work, kind, hasSkypeOnline }: Plan, room: Room): string[] {
  if (work) return work.steps
  const all = ['ensureMailbox', 'ensureCalendar', 'ensurePlace', 'ensureAccount']
  return [
    ...(kind === 'reuse' ? all.slice(1) : all),
    ...(asksForSkype(room) ? ['enableSkype'] : []),
    ...(needsLicence(room, { hasSkypeOnline }) ? ['assignLicence'] : []),
  ]
}

const skypeOf = ({ hasSkypeOnline }: Snapshot): Pick<AccountRef, 'hasSkypeOnline'> =>
  hasSkypeOnline ? { hasSkypeOnline } : {}

const deviceOf = ({ device }: Room): Pick<Plan, 'device'> => (device ? { device } : {})

function fromOf(kind: Move, { holder, deleted, address }: Snapshot): Pick<Plan, 'from'> {
  if (kind === 'convert')
    return { from: holder ? { type: holder.type, name: holder.name } : { type: 'account', name: address } }
  if (kind !== 'restore' || !deleted) return {}
  const { type = '', name, userId } = deleted
  return { from: { type, name, ...(userId !== undefined && { deletedId: userId }) } }
}

/** Identifies the room for a comparison; what would have to be bought or agreed to is no matter. */
export function decideCheck(facts: Facts): Plan | Refusal {
  const { room, snapshot, topology } = facts
  const found = findImpossible(room, snapshot, topology) ?? identify(facts)
  if (found.kind === 'refuse') return found
  const { kind, row } = found
  const { address, user } = snapshot
  return { kind, row, address, topology, ...(user && { userId: user.id }), reasons: [], isCheck: true }
}

/** What a visible account still needs; undefined while it is not visible everywhere as what it is to be. */
export function decideWork(facts: Omit<Facts, 'lookAlikes'>): Work | Refusal | undefined {
  const { room, snapshot, topology, made } = facts
  const found = identify({ ...facts, lookAlikes: [] })
  if (found.kind === 'refuse') return found
  const isShown = isVisible(snapshot, topology) && showsDetails(room, snapshot)
  if (found.kind !== 'reuse' || !isShown) return undefined
  const { address } = snapshot
  const differences = withReopenings(findDifferences(compareSettings(snapshot, room)), facts)
  const stop = differences.find(({ setting, from }) => stops[setting]?.(from))
  if (stop)
    return refuse(stop.setting === 'skype.registrarPool' ? 'skype-pool-differs' : 'addresses-differ', { address })
  const password = decidePassword(room, snapshot, made)
  const notes = [...licenceNotes(room, snapshot, topology), ...placeNotes(room, snapshot, topology)]
  const steps = new Set(differences.flatMap(({ setting }) => settingOf(setting).step ?? []))
  if (password === 'new') steps.add('ensureAccount')
  return {
    ...refOf(snapshot, topology),
    password,
    differences,
    account: toAccountChanges(snapshot, differences),
    steps: [...steps],
    licences: roomLicenceIds(snapshot),
    ...(notes.length > 0 && { notes }),
  }
}

/** Of a room that this request has brought back; what its profile says of bookings goes first. */
function withReopenings(differences: Difference[], { snapshot, made }: Pick<Facts, 'snapshot' | 'made'>): Difference[] {
  const known = new Set(differences.map(({ setting }) => setting))
  const more = made.isRestored ? findReopenings(snapshot).filter(({ setting }) => !known.has(setting)) : []
  return [...differences, ...more]
}

export const roomLicenceIds = ({ user, skus }: Snapshot): string[] =>
  user ? roomLicencesOf(user, skus).map(({ skuId }) => skuId) : []

/** The account, as far as a reading knows it. */
export function refOf(snapshot: Snapshot, topology: Topology): AccountRef {
  const { address, user, calendarFolder } = snapshot
  return {
    address,
    topology,
    ...skypeOf(snapshot),
    ...(user && { userId: user.id }),
    ...(calendarFolder && { calendarFolder: calendarFolder.id }),
  }
}

/** What a person has to put right before anything else helps; other findings without a step are only shown. A room is not moved from one pool to another. */
const stops: Record<string, (from: Value) => boolean> = {
  'account.addressesAgree': () => true,
  'skype.registrarPool': (from) => from !== '',
}

/** The differences that are written to the user in Entra. */
export function toAccountChanges({ user, directory }: Snapshot, differences: Difference[]): Work['account'] {
  const targetOf = (property: string) => differences.find(({ setting }) => userPropertyOf(setting) === property)
  const location = targetOf('usageLocation')
  const policies = directory ? '' : (user?.passwordPolicies ?? '')
  return {
    ...(location && { usageLocation: String(location.to) }),
    ...(targetOf('passwordPolicies') && { passwordPolicies: withNeverExpires(policies) }),
  }
}

/**
 * Resetting the password of a working room signs out the device on the wall, so it is kept unless asked, blocked or never set.
 * A password that an earlier attempt of this request set is kept as well.
 */
function decidePassword(room: Room, snapshot: Snapshot, made: Made): 'new' | 'keep' {
  if (made.password) return 'keep'
  if (made.mailbox) return 'new'
  const account = accountOf(snapshot)
  // There is nothing to keep where none was ever set.
  if (account?.passwordChangedAt === undefined) return 'new'
  return room.password ?? (account.isEnabled ? 'keep' : 'new')
}

/** A licence that the tenant does not own is found before anything is written; one that has run out is waited for later. */
function findLicence(
  room: Room,
  { skus, user, hasSkypeOnline }: Snapshot,
  work: Work | undefined,
): Refusal | { kind: 'choice'; left: number } | undefined {
  if (!needsLicence(room, { hasSkypeOnline })) return undefined
  if (work && differencesFor('assignLicence', work.differences).length === 0) return undefined
  const set = decideLicenceSet(room, { skus, user: user ?? { licences: [] }, hasSkypeOnline })
  if (set.kind === 'refuse') return set
  const left = set.missing.map((skuId) => skus.find((sku) => sku.skuId === skuId)?.free ?? 0)
  return set.missing.length > 0 && set.awaited === undefined ? { kind: 'choice', left: Math.min(...left) } : undefined
}
