import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** JSON documents by kind and id in one SQLite file, readable and writable by the owner alone; what `put` returned from survives kill −9. */
export interface Documents {
  get<T>(kind: string, id: string): T | undefined
  put(kind: string, id: string, value: unknown): void
  remove(kind: string, id: string): void
  /** In the order of ids. */
  all<T>(kind: string): { id: string; value: T }[]
  /** All or nothing. Calls inside a call join the outer one. */
  together<T>(work: () => T): T
  close(): void
}

export function openDocuments(file: string): Documents {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  chmodSync(file, 0o600)
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal;
    create table if not exists document (kind text, id text, value text, primary key (kind, id)) without rowid`)
  const get = db.prepare('select value from document where kind = ? and id = ?')
  const put = db.prepare('insert or replace into document values (?, ?, ?)')
  const remove = db.prepare('delete from document where kind = ? and id = ?')
  const all = db.prepare('select id, value from document where kind = ? order by id')
  const parse = (row: Record<string, unknown>): unknown => JSON.parse(String(row['value']))
  return {
    get: <T>(kind: string, id: string) => {
      const row = get.get(kind, id)
      return row && (parse(row) as T)
    },
    put: (kind, id, value) => void put.run(kind, id, JSON.stringify(value)),
    remove: (kind, id) => void remove.run(kind, id),
    all: <T>(kind: string) => all.all(kind).map((row) => ({ id: String(row['id']), value: parse(row) as T })),
    together: (work) => together(db, work),
    close: () => db.close(),
  }
}

function together<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work()
  db.exec('begin immediate')
  try {
    const result = work()
    db.exec('commit')
    return result
  } catch (error) {
    db.exec('rollback')
    throw error
  }
}
