import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Key {
  PartitionKey: string
  RowKey: string
}

/** As it is on the wire. */
export type Entity = Key & { 'odata.etag': string; Timestamp: string } & Properties
export type Properties = Record<string, unknown>

/** What entities of a page have in common: `property operator value`. */
export type Condition = [property: keyof Key, operator: 'eq' | 'ge' | 'gt' | 'le' | 'lt', value: string]

/** Entities in one SQLite file that belongs to one process; what a call returned from survives kill −9. */
export interface EntityStore {
  /** False when there is one already. */
  createTable(name: string): boolean
  hasTable(name: string): boolean
  get(table: string, key: Key): Entity | undefined
  /** Inserts or replaces, with a timestamp and an ETag that no other write has. */
  put(table: string, key: Key, properties: Properties): Entity
  remove(table: string, key: Key): void
  /** In the ordinal order of keys, from the first that is not before `from`. */
  list(table: string, from: Key, conditions: Condition[], atMost: number): Entity[]
  close(): void
}

const operators = { eq: '=', ge: '>=', gt: '>', le: '<=', lt: '<' }

export function openEntityStore(file: string): EntityStore {
  const db = openDatabase(file)
  const nextTimestamp = makeTimestamps()
  const createTable = db.prepare('insert or ignore into tables values (?)')
  const findTable = db.prepare('select 1 from tables where name = ?')
  const get = db.prepare('select value from entity where "table" = ? and PartitionKey = ? and RowKey = ?')
  const put = db.prepare('insert or replace into entity values (?, ?, ?, ?)')
  const remove = db.prepare('delete from entity where "table" = ? and PartitionKey = ? and RowKey = ?')
  return {
    createTable: (name) => createTable.run(name).changes > 0,
    hasTable: (name) => findTable.get(name) !== undefined,
    get(table, { PartitionKey, RowKey }) {
      const row = get.get(table, toBytes(PartitionKey), toBytes(RowKey))
      return row && toEntity(row)
    },
    put(table, { PartitionKey, RowKey }, properties) {
      const Timestamp = nextTimestamp()
      const etag = `W/"datetime'${encodeURIComponent(Timestamp)}'"`
      const entity = { 'odata.etag': etag, PartitionKey, RowKey, Timestamp, ...properties }
      put.run(table, toBytes(PartitionKey), toBytes(RowKey), JSON.stringify(entity))
      return entity
    },
    remove: (table, { PartitionKey, RowKey }) => void remove.run(table, toBytes(PartitionKey), toBytes(RowKey)),
    list(table, from, conditions, atMost) {
      const filter = conditions.map(([property, operator]) => `and ${property} ${operators[operator]} ?`).join(' ')
      const select = db.prepare(
        `select value from entity where "table" = ? and (PartitionKey, RowKey) >= (?, ?) ${filter}
        order by PartitionKey, RowKey limit ?`,
      )
      const keys = [from.PartitionKey, from.RowKey, ...conditions.map(([, , value]) => value)]
      return select.all(table, ...keys.map(toBytes), atMost).map(toEntity)
    },
    close: () => db.close(),
  }
}

/** Bytes that sort as the service sorts keys: ordinal, by UTF-16 code unit. */
const toBytes = (key: string) => Buffer.from(key, 'utf16le').swap16()

const toEntity = (row: Record<string, unknown>) => JSON.parse(String(row['value'])) as Entity

function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  chmodSync(file, 0o600)
  // names of tables do not differ by case
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal;
    create table if not exists tables (name text collate nocase primary key) without rowid;
    create table if not exists entity ("table" text collate nocase, PartitionKey blob, RowKey blob, value text,
      primary key ("table", PartitionKey, RowKey))`)
  return db
}

/** In microseconds, each later than the one before. */
function makeTimestamps(): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, Date.now() * 1000)
    const toMilliseconds = new Date(Math.floor(last / 1000)).toISOString().slice(0, -1)
    return `${toMilliseconds}${String(last % 1000).padStart(3, '0')}0Z`
  }
}
