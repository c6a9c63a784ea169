import type { AccountSummary } from '../../../shared/room/estate/account.ts'
import type { PaperLicence } from '../../../shared/room/capabilities.ts'
import type { AccountView } from '../../../shared/room/estate/accountView.ts'
import type { Alert } from '../../../shared/room/estate/alerts.ts'
import type { EstateFigures } from '../../../shared/room/estate/figures.ts'
import type { JobView } from '../../../shared/room/estate/jobView.ts'
import type { Edit, RepairResult, Scope } from '../../../shared/room/estate/repair.ts'
import type { Download, Post, Send } from './api.ts'

/** Empty where nobody has asked for one yet. */
export type ScanSeen = Partial<JobView>

/** Work that is not taken up yet has nothing but its id. */
export type RepairSeen = Partial<Omit<JobView, 'id' | 'state'>> & {
  id: string
  state: JobView['state'] | 'queued'
  results?: RepairResult[]
}

/** What one request or repair has changed. */
export interface HistoryEntry {
  at: string
  requestId: string
  attempt: number
  step: string
  changes: { setting: string; from: unknown; to: unknown }[]
}

export type AccountSeen = AccountView & { history: HistoryEntry[]; paperLicences: PaperLicence[] }

/** What was read, and the mark of that reading. */
export interface Marked<Value> {
  etag: string
  value: Value
}

export interface EstateApi {
  /** The reading known before, the same object, while nothing has changed since. */
  accounts(known?: Marked<AccountSummary[]>): Promise<Marked<AccountSummary[]>>
  account(address: string, known?: Marked<AccountSeen>): Promise<Marked<AccountSeen>>
  figures(): Promise<EstateFigures>
  alerts(): Promise<Alert[]>
  scan(): Promise<ScanSeen>
  askForScan(): Promise<{ at: string; isJoined: boolean }>
  repair(wanted: { scope: Scope; edits?: Edit[] }): Promise<{ id: string }>
  repairOf(id: string): Promise<RepairSeen>
  stop(id: string): Promise<void>
  recheck(address: string): Promise<{ at: string }>
  except(
    address: string,
    exception: { setting: string; owner: string; reason: string; until: string },
  ): Promise<{ at: string }>
  endException(address: string, setting: string): Promise<{ at: string }>
  file: (format: 'csv' | 'json') => ReturnType<Download>
}

const fresh = { cache: 'no-store' } as const

export function makeEstateApi(send: Send, post: Post, download: Download): EstateApi {
  const get = async <T>(path: string): Promise<T> => (await send(path, fresh)).body as T
  const tell = async <T>(path: string, body: unknown = {}): Promise<T> => (await post(path, body)).body as T
  const account = (address: string): string => `accounts/${encodeURIComponent(address)}`
  async function getMarked<Value>(
    path: string,
    known: Marked<Value> | undefined,
    toValue: (body: unknown) => Value,
  ): Promise<Marked<Value>> {
    const { status, etag, body } = await send(path, { ...fresh, headers: { 'if-none-match': known?.etag ?? '' } })
    return known && status === 304 ? known : { etag, value: toValue(body) }
  }
  return {
    accounts: (known) => getMarked('accounts', known, (body) => (body as { accounts: AccountSummary[] }).accounts),
    account: (address, known) => getMarked(account(address), known, (body) => body as AccountSeen),
    figures: () => get('estate'),
    alerts: async () => (await get<{ alerts: Alert[] }>('alerts')).alerts,
    scan: () => get('estate/scan'),
    askForScan: () => tell('estate/scan'),
    repair: (wanted) => tell('estate/repairs', wanted),
    repairOf: (id) => get(`estate/repairs/${id}`),
    stop: (id) => tell(`estate/${id}/stop`),
    recheck: (address) => tell(`${account(address)}/recheck`),
    except: (address, exception) => tell(`${account(address)}/except`, exception),
    endException: (address, setting) => tell(`${account(address)}/end-exception`, { setting }),
    file: (format) => download(`export/accounts?format=${format}`),
  }
}
