import { decideLicence, roomLicencesOf } from './licences.ts'
import { isSameName } from './naming.ts'
import type { ProblemCode } from './problems.ts'
import type { Room } from './request.ts'
import { withNeverExpires } from './settings/account.ts'
import {
  compareSettings,
  differencesFor,
  findDifferences,
  settingOf,
  userPropertyOf,
  type Difference,
} from './settings/catalogue.ts'
import type { Step } from './settings/setting.ts'
import { floorOf } from './settings/location.ts'
import { isVisible, type Bag, type Holder, type Snapshot, type User, type Value } from './snapshot.ts'

/** What is to be done for one account, decided from one reading of the tenant. */
export interface Plan {
  kind: 'create' | 'reuse'
  address: string
  /** Known when the room can be read already; a new room is planned in detail once it is visible. */
  work?: Work
}

/** What a visible account still needs; with no steps it is ready. */
export interface Work {
  address: string
  userId: string
  /** new: a password is made and handed out; keep: the device on the wall keeps working. */
  password: 'new' | 'keep'
  differences: Difference[]
  /** What is written to the account, as Graph takes it. */
  account: { usageLocation?: string; passwordPolicies?: string }
  /** Steps that have something to do. */
  steps: Step[]
  /** SKU ids of the room licences that are active now. */
  licences: string[]
}

export interface Refusal {
  kind: 'refuse'
  code: ProblemCode
  facts: Record<string, string>
}

/** What this request has already made in an earlier attempt. */
export interface Made {
  mailbox: boolean
  password: boolean
  /** The account is settled, whatever the ticket calls the room by now. */
  isFixed?: boolean
}

const refuse = (code: ProblemCode, facts: Record<string, string> = {}): Refusal => ({ kind: 'refuse', code, facts })

/** Identifies the room and plans the work, without touching anything. */
export function decidePlan(room: Room, snapshot: Snapshot, made: Made): Plan | Refusal {
  const unavailable = findUnavailable(room)
  if (unavailable) return unavailable
  const found = decideMailbox(snapshot, made)
  if (found.kind === 'refuse') return found
  const work = found.kind === 'reuse' ? decideWork(room, snapshot, made) : undefined
  if (work && 'kind' in work) return work
  return findLicenceProblem(room, snapshot, work) ?? { ...found, address: snapshot.address, ...(work && { work }) }
}

function findUnavailable({ services, phoneNumber, enterpriseVoice, dialOut }: Room): Refusal | undefined {
  if (services !== 'teams') return refuse('skype-not-available')
  const needsVoice = phoneNumber !== undefined || enterpriseVoice || dialOut !== 'none'
  return needsVoice ? refuse('voice-not-available') : undefined
}

/** Nothing, or a room mailbox; anything else at the address needs a person. */
export function decideMailbox(snapshot: Snapshot, made: Made): { kind: 'create' | 'reuse' } | Refusal {
  const { address, holder } = snapshot
  if (holder) return decideHolder(address, holder)
  if (made.mailbox) return { kind: 'create' }
  if (snapshot.user) return refuse('account-without-mailbox', { address })
  return snapshot.isDeleted ? refuse('address-was-deleted', { address }) : { kind: 'create' }
}

function decideHolder(address: string, { type, name, isSynced }: Holder): { kind: 'reuse' } | Refusal {
  if (type === 'UserMailbox' || type === 'LinkedMailbox')
    return refuse('mailbox-belongs-to-a-person', { address, name })
  if (isSynced) return refuse('directory-synced', { address })
  if (type === 'RoomMailbox') return { kind: 'reuse' }
  return refuse(type.endsWith('Mailbox') ? 'mailbox-of-another-kind' : 'address-in-use', {
    address,
    name,
    what: wordsFor(type),
  })
}

const kinds: Record<string, string> = {
  SharedMailbox: 'a shared mailbox',
  EquipmentMailbox: 'an equipment mailbox',
  RemoteRoomMailbox: 'a room mailbox on an Exchange server',
  MailUser: 'a mail user',
  MailContact: 'a contact',
  RoomList: 'a room list',
}
const wordsFor = (type: string): string => kinds[type] ?? (type.includes('Group') ? 'a group' : 'something else')

/** What a visible account still needs; undefined while it is not visible everywhere. */
export function decideWork(room: Room, snapshot: Snapshot, made: Made): Work | Refusal | undefined {
  const { address, user } = snapshot
  if (!user || !isVisible(snapshot)) return undefined
  const foreign = findAlias(snapshot) ?? findOtherRoom(room, snapshot, made)
  if (foreign) return foreign
  const differences = findDifferences(compareSettings(snapshot, room))
  if (differencesFor(undefined, differences).length > 0) return refuse('addresses-differ', { address })
  const password = decidePassword(room, user, made)
  const licences = roomLicencesOf(user).map(({ skuId }) => skuId)
  const steps = new Set(differences.flatMap(({ setting }) => settingOf(setting).step ?? []))
  if (password === 'new') steps.add('ensureAccount')
  return {
    address,
    userId: user.id,
    password,
    differences,
    account: toAccount(user, differences),
    steps: [...steps],
    licences,
  }
}

/** Nobody signs in with another address of an account, and its room is called by its first one. */
function findAlias({ address, mailbox = {} }: Snapshot): Refusal | undefined {
  const primary = textOf(mailbox['PrimarySmtpAddress']).toLowerCase()
  return primary === address ? undefined : refuse('address-is-an-alias', { address, primary, other: wordsOf(mailbox) })
}

/**
 * An address that nobody asked for may be that of another room: proposed addresses are made to be read, and two rooms can get the same one.
 * So what stands there is taken for the room only if it has its name, and its building and floor where both are known.
 */
function findOtherRoom(room: Room, { address, mailbox = {}, place = {} }: Snapshot, made: Made): Refusal | undefined {
  if (room.address !== undefined || made.mailbox || made.isFixed) return undefined
  const isSame =
    isSameName(room.name, textOf(mailbox['DisplayName'])) &&
    fits(room.building, [place['Building']]) &&
    fits(floorOf(room), [place['Floor'], place['FloorLabel']])
  return isSame ? undefined : refuse('address-of-another-room', { address, other: wordsOf(mailbox, place) })
}

const textOf = (value: Value | undefined): string => String(value ?? '')

function fits(wanted: string | number | undefined, known: (Value | undefined)[]): boolean {
  const texts = known.map(textOf).filter((text) => text !== '')
  return wanted === undefined || texts.length === 0 || texts.some((text) => isSameName(text, String(wanted)))
}

function wordsOf({ DisplayName: name = '' }: Bag, { Building: building, Floor: floor, FloorLabel: label }: Bag = {}) {
  const floorText = textOf(label) || textOf(floor)
  const place = [textOf(building), floorText && `floor ${floorText}`].filter((text) => text !== '').join(', ')
  return place === '' ? `"${textOf(name)}"` : `"${textOf(name)}" (${place})`
}

function toAccount({ passwordPolicies }: User, differences: Difference[]): Work['account'] {
  const targetOf = (property: string) => differences.find(({ setting }) => userPropertyOf(setting) === property)
  const location = targetOf('usageLocation')
  return {
    ...(location && { usageLocation: String(location.to) }),
    ...(targetOf('passwordPolicies') && { passwordPolicies: withNeverExpires(passwordPolicies) }),
  }
}

/**
 * Resetting the password of a working room signs out the device on the wall, so it is kept unless asked, blocked or never set.
 * A password that an earlier attempt of this request set is kept as well.
 */
function decidePassword(room: Room, user: User, made: Made): 'new' | 'keep' {
  if (made.password) return 'keep'
  if (made.mailbox) return 'new'
  // There is nothing to keep where none was ever set.
  if (user.passwordChangedAt === undefined) return 'new'
  return room.password ?? (user.isEnabled ? 'keep' : 'new')
}

/** A licence that the tenant does not own is found before anything is written; one that has run out is waited for later. */
function findLicenceProblem(room: Room, { skus, user }: Snapshot, work: Work | undefined): Refusal | undefined {
  if (work && differencesFor('assignLicence', work.differences).length === 0) return undefined
  const choice = decideLicence(room.licence, skus, user && roomLicencesOf(user))
  if (choice.kind === 'excluded') return refuse('licence-from-a-group', { licence: choice.name })
  return choice.kind === 'not-owned' ? refuse('licence-not-owned', { licence: choice.name }) : undefined
}
