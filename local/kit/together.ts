import type { DatabaseSync } from 'node:sqlite'

/** All that is written is there, or nothing of it; within another one it is a part of that. */
export function together<T>(db: DatabaseSync, work: () => T): T {
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
