import { toKey } from './key.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** What one step did to one account: before and after, never a secret. */
export interface AuditEntry {
  at: string
  /** Or of the work on many accounts that it was a part of. */
  requestId: string
  attempt: number
  step: string
  account: string
  changes: { setting: string; from: unknown; to: unknown }[]
}

export interface Audit {
  /** By request and by account. Writing the same entry twice leaves one. */
  write(entry: AuditEntry): Promise<void>
  ofRequest(requestId: string): Promise<AuditEntry[]>
  ofAccount(account: string): Promise<AuditEntry[]>
}

export function makeAudit(access: TablesAccess): Audit {
  const table = openTable<AuditEntry>(access, 'audit')
  return {
    async write(entry) {
      const row = `${String(entry.attempt).padStart(4, '0')}:${entry.step}`
      const account = toKey(entry.account)
      await table.put(`request:${entry.requestId}`, `${row}:${account}`, entry)
      await table.put(`account:${account}`, `${entry.requestId}:${row}`, entry)
    },
    ofRequest: async (requestId) => (await table.list(`request:${requestId}`)).map(({ value }) => value),
    ofAccount: async (account) => (await table.list(`account:${toKey(account)}`)).map(({ value }) => value),
  }
}
