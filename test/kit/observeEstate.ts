import type { Observer } from './observe.ts'
import { waitFor } from './stack.ts'

/** What tests see of all accounts, through the product's API alone. */
export interface EstateObserver {
  post(path: string, body?: object): Promise<Response>
  running(): Promise<JobSeen>
  /** The scan, once it is over. */
  ended(since?: string): Promise<JobSeen>
  /** Has every account read, and resolves when that is over. */
  scanned(): Promise<JobSeen>
  /** Has accounts put right, and resolves when that is over. */
  repaired(body: object): Promise<JobSeen>
  list(is?: (accounts: SummarySeen[]) => boolean): Promise<SummarySeen[]>
  summary(address: string, is?: (account: SummarySeen) => boolean): Promise<SummarySeen>
  figures(): Promise<FiguresSeen>
  read(address: string): Promise<AccountSeen>
  value(account: AccountSeen, setting: string): unknown
  /** Presses Re-check, and resolves when the account was looked at anew. */
  rechecked(address: string): Promise<AccountSeen>
  /** Sends an action, and resolves when it shows. */
  changed(address: string, action: string, body: object, is: (account: AccountSeen) => boolean): Promise<AccountSeen>
}

export interface SummarySeen {
  address: string
  wrong: string[]
  unread: string[]
  request?: string
  goneSince?: string
}

export interface AccountSeen {
  at: string
  findings: { setting: string; state: string; actual?: unknown; wanted?: unknown; seenAt?: string }[]
  faults: { pane: string; code: string }[]
  exceptions: { setting: string; owner: string }[]
  history: { changes: { setting: string; from: unknown; to: unknown }[] }[]
}

export interface JobSeen {
  id: string
  state: string
  progress: number
  accounts?: number
  isFirst?: true
  again?: string
  endedAt?: string
  problem?: { code: string }
  results?: { address: string; end: string; changed: string[]; left: string[]; code?: string }[]
}

interface FiguresSeen {
  accounts: number
  byStatus: Record<string, number>
  wrong: { setting: string; accounts: number }[]
}

export function estateOf(see: Observer, longestSeconds = 120): EstateObserver {
  const get = async <T>(path: string): Promise<T> => {
    const answer = await see.api(path)
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const post = (path: string, body: object = {}) =>
    see.api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await post(path, body)
    if (answer.status !== 202) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const list: EstateObserver['list'] = (is = () => true) =>
    waitFor('the list of accounts', async () => {
      const { accounts } = await get<{ accounts: SummarySeen[] }>('/accounts')
      return is(accounts) && accounts
    })
  const read = (address: string) => get<AccountSeen>(`/accounts/${address}`)
  const changed: EstateObserver['changed'] = async (address, action, body, is) => {
    await ask(`/accounts/${address}/${action}`, body)
    return waitFor(`${action} of ${address} to show`, async () => {
      const seen = await read(address)
      return is(seen) && seen
    })
  }
  const ended: EstateObserver['ended'] = (since = '') =>
    waitFor(
      'the scan to end',
      async () => {
        const job = await get<JobSeen>('/estate/scan')
        return job.state !== 'running' && (job.endedAt ?? '') > since && job
      },
      longestSeconds,
    )
  return {
    post,
    running: () =>
      waitFor('the scan to begin', async () => {
        const job = await get<JobSeen>('/estate/scan')
        return job.state === 'running' && job.accounts !== undefined && job
      }),
    ended,
    async scanned() {
      const { at } = await ask<{ at: string }>('/estate/scan')
      return ended(at)
    },
    async repaired(body) {
      const { id } = await ask<{ id: string }>('/estate/repairs', body)
      return waitFor(
        'the repair to end',
        async () => {
          const job = await get<JobSeen>(`/estate/repairs/${id}`)
          return !['queued', 'running'].includes(job.state) && job
        },
        longestSeconds,
      )
    },
    list,
    async summary(address, is = () => true) {
      const accounts = await list((all) => all.some((one) => one.address === address && is(one)))
      return accounts.find((one) => one.address === address) as SummarySeen
    },
    figures: () => get('/estate'),
    read,
    value: ({ findings }, id) => findings.find(({ setting }) => setting === id)?.actual,
    async rechecked(address) {
      const { at } = await read(address)
      return changed(address, 'recheck', {}, (seen) => seen.at > at)
    },
    changed,
  }
}
