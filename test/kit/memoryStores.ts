import { memoryTable } from './memoryTable.ts'
import { setImmediate } from 'node:timers/promises'
import { isClosed, type Hold, type RequestRecord } from '../../shared/room/record.ts'
import { hasOpenStages } from '../../shared/room/stages.ts'
import type { StepRow } from '../../shared/room/steps.ts'
import type { Audit, AuditEntry } from '../../shared/store/audit.ts'
import type { Preflight } from '../../shared/room/preflight.ts'
import type { StrayReport } from '../../shared/room/strays.ts'
import type { LicenceStock } from '../../shared/room/licenceStock.ts'
import type { Convention, Conventions } from '../../shared/store/conventions.ts'
import type { LicenceStocks } from '../../shared/store/licenceStocks.ts'
import { merge, type SkypeRoom, type SkypeRooms } from '../../shared/store/skypeRooms.ts'
import type { Strays } from '../../shared/store/strays.ts'
import type { PreflightStore } from '../../shared/store/preflight.ts'
import { keepQuarantine, type Quarantine } from '../../shared/store/quarantine.ts'
import { monthRow } from '../../shared/store/requestIndex.ts'
import type { Requests } from '../../shared/store/requests.ts'
import type { Reservations } from '../../shared/store/reservations.ts'
import type { Steps } from '../../shared/store/steps.ts'

interface Row<T> {
  value: T
  etag: string
}

/** Rows under ETags, kept as JSON. Each call takes a turn of the event loop, so that two callers meet each other as at a remote store. */
function makeRows<T>() {
  const rows = new Map<string, { json: string; version: number }>()
  let version = 0
  const write = (key: string, value: T) => void rows.set(key, { json: JSON.stringify(value), version: ++version })
  return {
    async read(key: string): Promise<Row<T> | undefined> {
      await setImmediate()
      const row = rows.get(key)
      return row && { value: JSON.parse(row.json) as T, etag: String(row.version) }
    },
    async insert(key: string, value: T): Promise<boolean> {
      await setImmediate()
      if (rows.has(key)) return false
      write(key, value)
      return true
    },
    async replace(key: string, value: T, etag: string): Promise<boolean> {
      await setImmediate()
      if (String(rows.get(key)?.version) !== etag) return false
      write(key, value)
      return true
    },
    async put(key: string, value: T): Promise<void> {
      await setImmediate()
      write(key, value)
    },
    async remove(key: string): Promise<void> {
      await setImmediate()
      rows.delete(key)
    },
    async list(prefix = ''): Promise<{ key: string; value: T }[]> {
      await setImmediate()
      const found = [...rows]
        .filter(([key]) => key.startsWith(prefix))
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
      return found.map(([key, { json }]) => ({ key, value: JSON.parse(json) as T }))
    },
  }
}

export function memoryRequests(...records: RequestRecord[]): Requests & { put(record: RequestRecord): Promise<void> } {
  const rows = makeRows<RequestRecord>()
  for (const record of records) void rows.put(record.id, record)
  const all = async () => (await rows.list()).map(({ value }) => value)
  return {
    put: (record) => rows.put(record.id, record),
    async read(id) {
      const row = await rows.read(id)
      return row && { record: row.value, etag: row.etag }
    },
    async change(id, step) {
      for (;;) {
        const known = await rows.read(id)
        const next = step(known?.value)
        if (next === undefined || next === known?.value) return next
        if (known ? await rows.replace(id, next, known.etag) : await rows.insert(id, next)) return next
      }
    },
    listOpen: async () => (await all()).filter((record) => !isClosed(record)),
    listStaged: async () => (await all()).filter(hasOpenStages),
    listMonth: async (month, { atMost, requester, after = '' }) =>
      (await all())
        .filter(({ createdAt }) => createdAt.startsWith(month))
        .filter(({ wanted }) => requester === undefined || wanted.requester?.email === requester)
        .map((record) => ({ id: record.id, row: monthRow(record) }))
        .filter(({ row }) => row > after)
        .toSorted((one, other) => (one.row < other.row ? -1 : 1))
        .slice(0, atMost),
    listTicket: async ({ id, source, ticket }) =>
      (await all()).filter((other) => other.source === source && other.ticket === ticket && other.id !== id),
  }
}

export function memorySteps(): Steps {
  const rows = makeRows<StepRow>()
  return {
    async write(requestId, row) {
      const key = `${requestId}/${row.attempt}/${row.step}`
      const known = await rows.read(key)
      if (!known) return void (await rows.insert(key, row))
      if (known.value.endedAt === undefined)
        await rows.replace(key, { ...row, startedAt: known.value.startedAt }, known.etag)
    },
    list: async (requestId, attempt) =>
      (await rows.list(`${requestId}/${attempt === undefined ? '' : `${attempt}/`}`)).map(({ value }) => value),
  }
}

export function memoryAudit(): Audit {
  const rows = makeRows<AuditEntry>()
  return {
    write: (entry) => rows.put(`${entry.requestId}/${entry.attempt}/${entry.step}/${entry.account}`, entry),
    ofRequest: async (requestId) => (await rows.list(`${requestId}/`)).map(({ value }) => value),
    ofAccount: async (account) =>
      (await rows.list()).flatMap(({ value }) => (value.account === account ? [value] : [])),
  }
}

interface Reserved {
  holder: string
  attempt: number
}

export function memoryReservations(): Reservations & { list(): Promise<string[]> } {
  const rows = makeRows<Reserved>()
  const keyOf = ({ kind, key }: Hold): string => `${kind}:${key}`
  const lineOf = (hold: Hold): string =>
    hold.kind === 'licence-unit' ? `${hold.kind}:${hold.key.split('/')[0]}/` : `waiting:${keyOf(hold)}/`
  const holders = (line: { value: Reserved }[]): string[] => line.map(({ value }) => value.holder)
  return {
    async take(hold, holder, attempt) {
      if (await rows.insert(keyOf(hold), { holder, attempt })) return { isMine: true }
      const known = await rows.read(keyOf(hold))
      if (known?.value.holder === holder) {
        if (attempt > known.value.attempt) await rows.replace(keyOf(hold), { holder, attempt }, known.etag)
        return { isMine: true }
      }
      await rows.put(`${lineOf(hold)}${holder}`, { holder, attempt })
      return { isMine: false, holder: known?.value.holder ?? 'another request' }
    },
    async release(hold, holder, attempt) {
      const known = await rows.read(keyOf(hold))
      if (known?.value.holder !== holder || known.value.attempt > attempt) return []
      await rows.remove(keyOf(hold))
      const line = await rows.list(lineOf(hold))
      if (hold.kind === 'licence-unit') return holders(line.slice(0, 1))
      for (const { key } of line) await rows.remove(key)
      return holders(line)
    },
    async countBefore(hold) {
      return (await rows.list(lineOf(hold))).filter(({ key }) => key < keyOf(hold)).length
    },
    countQueue: async (skuId) => (await rows.list(`licence-unit:${skuId}/`)).length,
    list: async () => (await rows.list()).map(({ key }) => key).filter((key) => !key.startsWith('waiting:')),
  }
}

export const memoryQuarantine = (): Quarantine => keepQuarantine(memoryTable())

export function memoryPreflight(): PreflightStore {
  const rows = makeRows<Preflight>()
  return { read: async () => (await rows.read('latest'))?.value, keep: (preflight) => rows.put('latest', preflight) }
}

export function memoryLicenceStocks(): LicenceStocks {
  const rows = makeRows<LicenceStock>()
  return { read: async () => (await rows.read('latest'))?.value, keep: (stock) => rows.put('latest', stock) }
}

export function memorySkypeRooms(): SkypeRooms {
  const rows = makeRows<SkypeRoom>()
  return {
    keep: async (room) => rows.put(room.account, merge((await rows.read(room.account))?.value, room)),
    find: async (account) => (await rows.read(account))?.value,
    list: async () => (await rows.list()).map(({ value }) => value),
  }
}

export function memoryConventions(): Conventions {
  const rows = makeRows<Convention>()
  return { read: async () => (await rows.read('latest'))?.value, keep: (convention) => rows.put('latest', convention) }
}

export function memoryStrays(): Strays {
  const rows = makeRows<StrayReport>()
  return {
    read: async () => (await rows.read('latest'))?.value,
    keep: (report) => rows.put('latest', { ...report, count: report.strays.length }),
  }
}
