import type { Alert, Notice } from '../room/estate/alerts.ts'
import { toKey } from './key.ts'
import { openTable, type TablesAccess } from './tables.ts'
import type { Table } from './table.ts'

/** What somebody should know of all accounts, and who has yet to be told. */
export interface Alerts {
  list(): Promise<Alert[]>
  /** Keeps what people are to be told before the alerts themselves: who dies in between tells them again, and never forgets. */
  keep(alerts: Alert[], notices: Notice[]): Promise<void>
  listPending(): Promise<Notice[]>
  dropPending(notice: Notice): Promise<void>
}

interface Rows {
  alerts: Table<Alert>
  pending: Table<Notice>
}

export const makeAlerts = (access: TablesAccess): Alerts =>
  keepAlerts({ alerts: openTable(access, 'estate'), pending: openTable(access, 'estate') })

export const keepAlerts = ({ alerts, pending }: Rows): Alerts => ({
  list: async () => (await alerts.list('alerts')).map(({ value }) => value),
  async keep(all, notices) {
    for (const notice of notices) await pending.put('notices', toKey(notice.id), notice)
    for (const alert of all) await alerts.put('alerts', toKey(alert.id), alert)
  },
  listPending: async () => (await pending.list('notices')).map(({ value }) => value),
  dropPending: ({ id }) => pending.remove('notices', toKey(id)),
})
