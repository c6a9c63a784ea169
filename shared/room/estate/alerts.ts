import { settingOf } from '../settings/catalogue.ts'
import { openFaults, type AccountSummary } from './account.ts'
import { actionsFor, type DriftPolicy } from './drift.ts'

/** Something that somebody should know, as it is now; of one kind and subject there is one. */
export interface Concern {
  kind: 'setting-wrong' | 'account-gone' | 'off-convention' | 'licence-low' | 'licence-over'
  /** The setting, or the licence. */
  subject: string
  /** One sentence. */
  says: string
  /** How many accounts, or units. */
  count: number
  /** The first of them. */
  accounts: string[]
}

/** A concern over time: it opens, may grow, is closed when it has healed, and opens again. */
export interface Alert extends Concern {
  id: string
  state: 'open' | 'closed'
  openedAt: string
  /** When it was seen last. */
  seenAt: string
  closedAt?: string
  /** How often it has opened. */
  times: number
  /** The count that people were told last. */
  told: number
}

/** What people are told; the same one twice has the same id. */
export interface Notice {
  id: string
  type: 'alert.opened' | 'alert.grown' | 'alert.closed'
  at: string
  alert: Alert
}

/** So many accounts are named; the page has all of them. */
const mostNamed = 20

export interface Licence {
  name: string
  /** Units that can still be given; below zero more are used than were bought. */
  left: number
}

export interface EstateState {
  accounts: AccountSummary[]
  licences: Licence[]
  /** Addresses that do not follow the naming pattern. */
  strays: string[]
}

export interface AlertRules {
  drift: DriftPolicy
  /** Units at which a licence is running out. */
  lowUnits: number
}

export function findConcerns({ accounts, licences, strays }: EstateState, rules: AlertRules, today: string): Concern[] {
  const wrong = new Map<string, string[]>()
  for (const account of accounts.filter(({ goneSince }) => goneSince === undefined))
    for (const setting of openFaults(account, today))
      wrong.set(setting, [...(wrong.get(setting) ?? []), account.address])
  const gone = accounts.filter(({ goneSince, request }) => goneSince !== undefined && request !== undefined)
  return [
    ...[...wrong]
      .filter(([setting]) => actionsFor(setting, rules.drift).includes('alert'))
      .map(([setting, addresses]) =>
        concern('setting-wrong', setting, addresses, `${settingOf(setting).title}: not as it should be`),
      ),
    ...some(
      'account-gone',
      gone.map(({ address }) => address),
      'Rooms that were set up here are gone',
    ),
    ...some('off-convention', strays, 'Rooms do not follow the naming pattern'),
    ...licences.flatMap((licence) => findLicenceConcern(licence, rules)),
  ]
}

const concern = (kind: Concern['kind'], subject: string, accounts: string[], says: string): Concern => ({
  kind,
  subject,
  says: `${says} (${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}).`,
  count: accounts.length,
  accounts: accounts.slice(0, mostNamed),
})

const some = (kind: Concern['kind'], accounts: string[], says: string): Concern[] =>
  accounts.length > 0 ? [concern(kind, '', accounts, says)] : []

function findLicenceConcern({ name, left }: Licence, { lowUnits }: AlertRules): Concern[] {
  if (left < 0)
    return [
      {
        kind: 'licence-over',
        subject: name,
        says: `${name}: ${-left} more in use than were bought.`,
        count: -left,
        accounts: [],
      },
    ]
  if (left > lowUnits) return []
  return [
    { kind: 'licence-low', subject: name, says: `${name}: ${left} left.`, count: lowUnits - left + 1, accounts: [] },
  ]
}

const keyOf = ({ kind, subject }: Pick<Concern, 'kind' | 'subject'>): string => `${kind}:${subject}`

/** What there is to tell after a look at everything. Concerns that are as they were are no news. */
export function foldAlerts(known: Alert[], concerns: Concern[], at: string): { alerts: Alert[]; notices: Notice[] } {
  const before = new Map(known.map((alert) => [keyOf(alert), alert]))
  const now = new Set(concerns.map(keyOf))
  const seen = concerns.map((one) => see(before.get(keyOf(one)), one, at))
  const healed = known.filter((alert) => !now.has(keyOf(alert)))
  const closed = healed.map((alert) =>
    alert.state === 'open' ? { ...alert, state: 'closed' as const, closedAt: at, told: 0 } : alert,
  )
  const isNews = (alert: Alert) => before.get(keyOf(alert))?.state !== alert.state
  const notices = [
    ...seen.filter(isNews).map((alert) => notice('alert.opened', alert, at)),
    ...seen
      .filter((alert) => !isNews(alert) && alert.count > (before.get(keyOf(alert))?.told ?? 0))
      .map((alert) => notice('alert.grown', alert, at)),
    ...closed.filter(isNews).map((alert) => notice('alert.closed', alert, at)),
  ]
  return { alerts: [...seen.map((alert) => ({ ...alert, told: alert.count })), ...closed], notices }
}

function see(before: Alert | undefined, concern: Concern, at: string): Alert {
  const isOpen = before?.state === 'open'
  return {
    ...concern,
    id: keyOf(concern),
    state: 'open',
    openedAt: isOpen ? before.openedAt : at,
    seenAt: at,
    times: (before?.times ?? 0) + (isOpen ? 0 : 1),
    told: before?.told ?? 0,
  }
}

const notice = (type: Notice['type'], alert: Alert, at: string): Notice => ({
  id: `${alert.id}:${alert.times}:${type}:${alert.count}`,
  type,
  at,
  alert,
})
