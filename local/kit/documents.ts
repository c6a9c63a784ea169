import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { together } from './together.ts'

/** All documents of one kind, by id. */
export interface Collection<T> {
  get(id: string): T | undefined
  put(id: string, value: T): void
  remove(id: string): void
  /** In the order of ids. */
  all(): T[]
}

/** JSON documents in one SQLite file, readable and writable by the owner alone; what `put` returned from survives kill −9. */
export interface Documents {
  of<T>(kind: string): Collection<T>
  /** All or nothing. A call inside a call joins the outer one. */
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
  const all = db.prepare('select value from document where kind = ? order by id')
  return {
    of: <T>(kind: string): Collection<T> => {
      const parse = (row: Record<string, unknown>) => JSON.parse(String(row['value'])) as T
      return {
        get: (id) => {
          const row = get.get(kind, id)
          return row && parse(row)
        },
        put: (id, value) => void put.run(kind, id, JSON.stringify(value)),
        remove: (id) => void remove.run(kind, id),
        all: () => all.all(kind).map(parse),
      }
    },
    together: (work) => together(db, work),
    close: () => db.close(),
  }
}
