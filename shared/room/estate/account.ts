import { settingOf, type Finding } from '../settings/catalogue.ts'
import type { Pane } from '../settings/setting.ts'
import type { Room } from '../request.ts'
import { activeExceptions, type Exception } from './exceptions.ts'

/** A finding with the time of its reading, where it is older than the look at the account. */
export type KnownFinding = Finding & { seenAt?: string }

/** Why a pane could not be read, as a code of a problem. */
export interface Fault {
  pane: Pane
  code: 'mailbox-settings-not-permitted' | 'account-settings-not-permitted' | 'reading-failed'
  /** Microsoft's own words, for administrators. */
  text?: string
}

/** What one look at a room account found. Settings that it did not look at are missing. */
export interface Observation {
  /** When the reading began. */
  at: string
  address: string
  name: string
  userId?: string
  findings: Finding[]
  faults: Fault[]
  /** Names of the licences that work. */
  licences: string[]
}

/** What a room is to be, by the last of its requests that ended ready. */
export interface Wish {
  requestId: string
  room: Room
  at: string
}

/** A room account as it was seen last; one row of the estate. */
export interface RoomAccount extends Omit<Observation, 'findings'> {
  findings: KnownFinding[]
  /** Without one it was not set up here. */
  wish?: Wish
  exceptions: Exception[]
  /** Since when the tenant does not list it any more. */
  goneSince?: string
  /** By which request it was given up, and until which day it can come back. */
  retired?: { requestId: string; at: string; restorableUntil: string }
}

/** Takes a look in. A look that began earlier than the known one changes nothing; what could not be read, or was not looked at, keeps its last value and that value's time. */
export function foldObservation(known: RoomAccount | undefined, seen: Observation): RoomAccount {
  if (!known) return { ...seen, exceptions: [] }
  if (known.at > seen.at) return known
  const { exceptions, wish } = known
  return { ...seen, findings: foldFindings(known, seen), exceptions, ...(wish && { wish }) }
}

function foldFindings(known: RoomAccount, seen: Observation): KnownFinding[] {
  const before = new Map(
    known.findings.map((finding) => [finding.setting, { ...finding, seenAt: finding.seenAt ?? known.at }]),
  )
  const isSeen = new Set(seen.findings.map(({ setting }) => setting))
  const fresh = seen.findings.map((finding) => withLastValue(finding, before.get(finding.setting)))
  return [...fresh, ...[...before.values()].filter(({ setting }) => !isSeen.has(setting))]
}

const withLastValue = (finding: Finding, before: KnownFinding | undefined): KnownFinding =>
  finding.state === 'unknown' && before?.seenAt !== undefined && before.actual !== undefined
    ? { ...finding, actual: before.actual, seenAt: before.seenAt }
    : finding

/** Nobody has looked at it yet. */
const unseen = (address: string, name: string): RoomAccount => ({
  at: '',
  address,
  name,
  findings: [],
  faults: [],
  licences: [],
  exceptions: [],
})

/** The newest wish wins. */
export function foldWish(known: RoomAccount | undefined, address: string, wish: Wish): RoomAccount {
  const account = known ?? unseen(address, wish.room.name)
  return account.wish && account.wish.at >= wish.at ? account : { ...account, wish }
}

export const markGone = (account: RoomAccount, at: string): RoomAccount =>
  account.goneSince !== undefined || account.at >= at ? account : { ...account, goneSince: at }

/** Given up: nothing is wanted of it any more. An older look does not bring it back. */
export function foldRetirement(
  known: RoomAccount | undefined,
  address: string,
  name: string,
  retired: NonNullable<RoomAccount['retired']>,
): RoomAccount {
  const { wish: _, ...account } = known ?? unseen(address, name)
  return { ...account, at: retired.at, goneSince: account.goneSince ?? retired.at, retired }
}

export const statusWords = {
  'no-action-needed': 'No Action Needed',
  'needs-action': 'Needs Action',
  'not-available': 'N/A',
} as const
export type Status = keyof typeof statusWords

/** What lists show of an account; small, because ten thousand are sent at once. */
export interface AccountSummary {
  address: string
  name: string
  location: string
  licence: string
  checkedAt: string
  /** Settings that are not as they should be. */
  wrong: string[]
  /** Panes with something that could not be read. */
  unread: Pane[]
  /** Until when somebody answers for a wrong setting, as dates. */
  excepted?: Record<string, string>
  /** The request that set it up. */
  request?: string
  goneSince?: string
}

export function summarise(account: RoomAccount): AccountSummary {
  const { address, name, at, findings, licences, wish, goneSince, exceptions } = account
  const idsOf = (state: Finding['state']) => findings.flatMap((one) => (one.state === state ? [one.setting] : []))
  const unread = [...idsOf('unknown').map((id) => settingOf(id).pane), ...account.faults.map(({ pane }) => pane)]
  const excepted = Object.fromEntries(exceptions.map(({ setting, until }) => [setting, until]))
  return {
    address,
    name,
    location: locationOf(findings),
    licence: licences.join(', '),
    checkedAt: at,
    wrong: idsOf('wrong'),
    unread: [...new Set(unread)],
    ...(exceptions.length > 0 && { excepted }),
    ...(wish && { request: wish.requestId }),
    ...(goneSince !== undefined && { goneSince }),
  }
}

const placeSettings = ['location.city', 'location.building', 'location.floorLabel', 'location.floor']

function locationOf(findings: Finding[]): string {
  const valueOf = (id: string) => findings.find(({ setting }) => setting === id)?.actual ?? ''
  const [city, building, label, floor] = placeSettings.map((id) => String(valueOf(id)))
  const storey = label || (floor && `floor ${floor}`)
  return [city, building, storey].filter(Boolean).join(', ')
}

/** Wrong settings that nobody answers for today. */
export const openFaults = ({ wrong, excepted = {} }: AccountSummary, today: string): string[] =>
  wrong.filter((setting) => !((excepted[setting] ?? '') >= today))

/** What can be told to be wrong outweighs what could not be read. `today` is an ISO date. */
export function statusOf(summary: AccountSummary, today: string): Status {
  if (summary.goneSince !== undefined || summary.checkedAt === '') return 'not-available'
  if (openFaults(summary, today).length > 0) return 'needs-action'
  return summary.unread.length > 0 ? 'not-available' : 'no-action-needed'
}

/** The same for one pane of the account page. */
export function statusOfPane(account: RoomAccount, pane: Pane, today: string): Status {
  const ofPane = account.findings.filter(({ setting }) => settingOf(setting).pane === pane)
  const answered = new Set(activeExceptions(account.exceptions, today).map(({ setting }) => setting))
  if (ofPane.some(({ state, setting }) => state === 'wrong' && !answered.has(setting))) return 'needs-action'
  const isUnread = ofPane.some(({ state }) => state === 'unknown') || account.faults.some((one) => one.pane === pane)
  return isUnread || ofPane.length === 0 ? 'not-available' : 'no-action-needed'
}
