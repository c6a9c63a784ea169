import type { Pane } from '../settings/setting.ts'
import { openFaults, statusOf, type AccountSummary, type Status } from './account.ts'

/** Numbers over all accounts. */
export interface EstateFigures {
  accounts: number
  byStatus: Record<Status, number>
  /** How many accounts have a setting wrong that nobody answers for, the commonest first. */
  wrong: { setting: string; accounts: number }[]
  /** How many have a pane that could not be read. */
  unread: { pane: Pane; accounts: number }[]
  /** Accounts that a request set up here. */
  ours: number
  excepted: number
  byLicence: { licence: string; accounts: number }[]
}

export function figuresOf(accounts: AccountSummary[], today: string): EstateFigures {
  const byStatus: Record<Status, number> = { 'needs-action': 0, 'not-available': 0, 'no-action-needed': 0 }
  for (const account of accounts) byStatus[statusOf(account, today)] += 1
  const isExcepted = (account: AccountSummary) => openFaults(account, today).length < account.wrong.length
  return {
    accounts: accounts.length,
    byStatus,
    wrong: count(
      accounts.flatMap((account) => openFaults(account, today)),
      'setting',
    ),
    unread: count(
      accounts.flatMap(({ unread }) => unread),
      'pane',
    ),
    ours: accounts.filter(({ request }) => request !== undefined).length,
    excepted: accounts.filter(isExcepted).length,
    byLicence: count(
      accounts.map(({ licence }) => licence || 'none'),
      'licence',
    ),
  }
}

function count<T extends string, Name extends string>(
  values: T[],
  name: Name,
): ({ [K in Name]: T } & { accounts: number })[] {
  const numbers = new Map<T, number>()
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1)
  return [...numbers]
    .toSorted(([, one], [, other]) => other - one)
    .map(([value, accounts]) => ({ [name]: value, accounts }) as { [K in Name]: T } & { accounts: number })
}
