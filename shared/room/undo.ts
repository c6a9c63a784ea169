import { claimedNames } from './claims.ts'
import { nameOfLicence } from './licences.ts'
import { isRestoring, lifecycleOf, type Claim, type RequestRecord } from './record.ts'
import type { TeamsPolicyType } from './settings/teams.ts'
import { accountOf, withoutNeverExpires } from './settings/account.ts'
import { settingOf, toCmdlets, userPropertyOf, type Difference } from './settings/catalogue.ts'
import { bookingClaims, bookingOf } from './testBooking.ts'
import type { Bag, Holder, Snapshot } from './snapshot.ts'

/** What brings something back; the values are absolute, so it may be written again. */
export type UndoWrite =
  | { kind: 'room'; writes: { cmdlet: string; parameters: Bag }[] }
  | { kind: 'block' | 'enable' }
  | { kind: 'account'; changes: { usageLocation?: string; passwordPolicies?: string } }
  | { kind: 'teams'; userId: string; changes: TeamsReturn }
  | { kind: 'licences'; userId: string; add: string[]; remove: string[] }

/** By policy type, an empty name where none was assigned before; and the number that goes. */
export interface TeamsReturn {
  policies: Partial<Record<TeamsPolicyType, string>>
  unassign?: string
}

/** One write of an undo, what it is for people, and whether a reading shows it already. */
export interface Return {
  titles: string[]
  changes: { setting: string; from: unknown; to: unknown }[]
  write: UndoWrite
  isBack: boolean
}

/** What is brought back after a cancel: settings and licences that this request may have written, whether a reading shows them or not. */
export const decideReturns = (record: RequestRecord, snapshot: Snapshot): Return[] => [
  ...settingReturns(record, snapshot),
  ...licenceReturns(record, snapshot),
]

/** What cannot go back: a mailbox that it made or began to make, an account that it restored, a password, and where there was none a usage location or time zone. */
export function listLeft(record: RequestRecord, { holder }: Snapshot): string[] {
  const { account, claims, before } = record
  const has = (kind: string) => claims.some((claim) => claim.kind === kind)
  return [
    ...(has('restored') ? [`the restored account ${account}`] : []),
    ...listMailbox(account ?? '', claims, holder),
    ...(lifecycleOf(record) === 'retire' && has('number') ? ['the phone number, which was freed'] : []),
    ...(has('member') ? ['the membership in the group of licences'] : []),
    ...(has('password') && !isRestoring(record) ? ['the new password'] : []),
    ...before
      .filter((difference) => staysSet(difference) && isBegun(record, difference))
      .map((difference) => sayStaying(difference)),
    ...listBookings(record),
  ]
}

/** Test bookings that could not be called off. */
export const listBookings = (record: RequestRecord): string[] =>
  bookingClaims(record).map((claim) => {
    const { start, canary } = bookingOf(record.id, '', claim)
    return `a test booking on ${start.slice(0, 10)}, made from ${canary}`
  })

function listMailbox(account: string, claims: Claim[], holder: Holder | undefined): string[] {
  const mailbox = claims.find(({ kind }) => kind === 'mailbox')
  const isSure = mailbox?.isDone || holder?.type === 'RoomMailbox'
  return mailbox && (isSure || !holder) ? [`${isSure ? '' : 'perhaps '}the room mailbox ${account}`] : []
}

/** It had no value, and having got one cannot be without. */
export const staysSet = ({ setting, from }: Difference): boolean =>
  from === '' && settingOf(setting).isNeverEmptied === true

/** What was made is named. */
function sayStaying({ setting, to }: Difference): string {
  const { title, target } = settingOf(setting)
  const isMade = target !== undefined && 'cmdlet' in target && target.cmdlet.startsWith('New-')
  return `the ${title.toLowerCase()}${isMade ? ` ${String(to)}` : ''}`
}

/** The step that writes it has begun, so it may be written. */
const isBegun = ({ claims }: RequestRecord, { setting }: Difference): boolean =>
  claims.some(({ name }) => name === settingOf(setting).step)

function settingReturns(record: RequestRecord, snapshot: Snapshot): Return[] {
  const differences = record.before
    .filter(
      (difference) => isBegun(record, difference) && settingOf(difference.setting).target && !staysSet(difference),
    )
    .map(({ setting, from, to }) => ({ setting, from: to, to: from }))
  const ofAccount = differences.filter(({ setting }) => userPropertyOf(setting) !== undefined)
  const ofRoom = differences.filter(({ setting }) => 'cmdlet' in (settingOf(setting).target ?? {}))
  // Calendar processing can be written while it is a room; its kind goes back last.
  const [kind, others] = [ofRoom.filter(isKind), ofRoom.filter((difference) => !isKind(difference))]
  return [
    ...[others, kind].flatMap((some) =>
      some.length > 0 ? [toReturn(some, snapshot, { kind: 'room', writes: toCmdlets(some) })] : [],
    ),
    ...teamsReturns(differences, snapshot),
    ...(accountOf(snapshot) ? accountReturns(ofAccount, snapshot) : []),
  ]
}

function teamsReturns(differences: Difference[], snapshot: Snapshot): Return[] {
  const ofTeams = differences.filter(({ setting }) => 'teams' in (settingOf(setting).target ?? {}))
  if (!snapshot.user || ofTeams.length === 0) return []
  const changes: TeamsReturn = { policies: {} }
  for (const { setting, from, to } of ofTeams) {
    const { target } = settingOf(setting)
    if (!target || !('teams' in target)) continue
    if (target.teams === 'PhoneNumber') changes.unassign = String(from)
    else changes.policies[target.teams] = String(to)
  }
  return [toReturn(ofTeams, snapshot, { kind: 'teams', userId: snapshot.user.id, changes })]
}

const isKind = ({ setting }: Difference): boolean => setting === 'mailbox.type'

const toReturn = (changes: Difference[], snapshot: Snapshot, write: UndoWrite): Return => ({
  titles: changes.map(({ setting }) => settingOf(setting).title),
  changes,
  write,
  isBack: changes.every(
    ({ setting, to }) => JSON.stringify(settingOf(setting).read(snapshot) ?? '') === JSON.stringify(to),
  ),
})

/** Sign-in is blocked again, or allowed again, before anything else of the account goes back. */
function accountReturns(differences: Difference[], snapshot: Snapshot): Return[] {
  const { passwordPolicies = '' } = snapshot.user ?? {}
  const writes: Record<string, (to: unknown) => UndoWrite> = {
    accountEnabled: (to) => ({ kind: to === true ? 'enable' : 'block' }),
    usageLocation: (to) => ({ kind: 'account', changes: { usageLocation: String(to) } }),
    passwordPolicies: () => ({
      kind: 'account',
      changes: { passwordPolicies: withoutNeverExpires(passwordPolicies) },
    }),
  }
  return Object.entries(writes).flatMap(([property, toWrite]) => {
    const difference = differences.find(({ setting }) => userPropertyOf(setting) === property)
    return difference ? [toReturn([difference], snapshot, toWrite(difference.to))] : []
  })
}

/** The licences are again those that the account had before; what a group gives is the group's. */
function licenceReturns(record: RequestRecord, { user, skus }: Snapshot): Return[] {
  const { licencesBefore = [] } = record
  const claimed = claimedNames(record, 'licence')
  if (!user || claimed.length === 0) return []
  const working = user.licences.filter(({ state }) => state === 'Active')
  const held = working.map(({ skuId }) => skuId)
  const ofGroups = working.flatMap(({ skuId, isFromGroup }) => (isFromGroup ? [skuId] : []))
  const remove = claimed.filter((skuId) => !licencesBefore.includes(skuId) && !ofGroups.includes(skuId))
  const add = licencesBefore.filter((skuId) => !held.includes(skuId))
  if (remove.length + add.length === 0) return []
  const namesOf = (skuIds: string[]) => skuIds.map((skuId) => nameOfLicence(skuId, skus)).join(', ')
  const change = { setting: 'licence.room', from: namesOf(claimed), to: namesOf(licencesBefore) || 'none' }
  return [
    {
      titles: [settingOf(change.setting).title],
      changes: [change],
      write: { kind: 'licences', userId: user.id, add, remove },
      isBack: add.length === 0 && !remove.some((skuId) => held.includes(skuId)),
    },
  ]
}
