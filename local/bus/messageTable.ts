import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import { together } from '../kit/together.ts'

/** One message of a queue. Times are milliseconds since 1970. */
export interface StoredMessage {
  sequence: number
  enqueuedAt: number
  /** Deliveries begun, the one that holds the lock included. */
  deliveries: number
  /** Token of the delivery that holds the message. */
  lock: string | undefined
  lockedUntil: number | undefined
  /** The encoded AMQP message as it was sent. */
  content: Buffer
}

/** The messages of all queues in one SQLite file; what a call returned from survives kill −9. */
export interface MessageTable {
  /** All of them or none. */
  insert(queue: string, enqueuedAt: number, contents: Buffer[]): void
  lockNext(queue: string, lock: string, lockedUntil: number): StoredMessage | undefined
  findLocked(queue: string, lock: string): StoredMessage | undefined
  findEndedLocks(queue: string, time: number): StoredMessage[]
  firstLockEnd(queue: string): number | undefined
  extendLock(sequence: number, lockedUntil: number): void
  /** Unlocks the message, in this or another queue, at its old place in the order. */
  unlock(sequence: number, queue: string, content: Buffer): void
  remove(sequence: number): void
  list(queue: string, fromSequence: number, count: number): StoredMessage[]
  count(queue: string): { active: number; locked: number }
  close(): void
}

export function openMessageTable(file: string): MessageTable {
  const db = openDatabase(file)
  const insert = db.prepare('insert into message (queue, enqueued_at, content) values (?, ?, ?)')
  const lockNext = db.prepare(`update message set lock = ?, locked_until = ?, deliveries = deliveries + 1
    where sequence = (select sequence from message where queue = ? and lock is null order by sequence limit 1)
    returning *`)
  const findLocked = db.prepare('select * from message where queue = ? and lock = ?')
  const findEndedLocks = db.prepare("select * from message where queue = ? and lock > '' and locked_until <= ?")
  const firstLockEnd = db.prepare("select min(locked_until) as time from message where queue = ? and lock > ''")
  const extendLock = db.prepare('update message set locked_until = ? where sequence = ?')
  const unlock = db.prepare(
    'update message set queue = ?, content = ?, lock = null, locked_until = null where sequence = ?',
  )
  const remove = db.prepare('delete from message where sequence = ?')
  const list = db.prepare('select * from message where queue = ? and sequence >= ? order by sequence limit ?')
  const count = db.prepare('select count(*) as total, count(lock) as locked from message where queue = ?')
  return {
    insert: (queue, enqueuedAt, contents) =>
      together(db, () => contents.forEach((content) => insert.run(queue, enqueuedAt, content))),
    lockNext: (queue, lock, lockedUntil) => toMessage(lockNext.get(lock, lockedUntil, queue)),
    findLocked: (queue, lock) => toMessage(findLocked.get(queue, lock)),
    findEndedLocks: (queue, time) => toMessages(findEndedLocks.all(queue, time)),
    firstLockEnd: (queue) => toTime(firstLockEnd.get(queue)?.['time']),
    extendLock: (sequence, lockedUntil) => void extendLock.run(lockedUntil, sequence),
    unlock: (sequence, queue, content) => void unlock.run(queue, content, sequence),
    remove: (sequence) => void remove.run(sequence),
    list: (queue, fromSequence, limit) => toMessages(list.all(queue, fromSequence, limit)),
    count: (queue) => {
      const { total, locked } = count.get(queue) ?? {}
      return { active: Number(total) - Number(locked), locked: Number(locked) }
    },
    close: () => db.close(),
  }
}

function openDatabase(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const db = new DatabaseSync(file)
  chmodSync(file, 0o600)
  // autoincrement: the sequence number of a removed message is never given again
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal;
    create table if not exists message (
      sequence integer primary key autoincrement, queue text not null, enqueued_at integer not null,
      deliveries integer not null default 0, lock text, locked_until integer, content blob not null);
    create index if not exists message_by_lock on message (queue, lock, sequence);
    create index if not exists message_by_queue on message (queue, sequence)`)
  return db
}

type Row = Record<string, SQLOutputValue>

const toTime = (value: SQLOutputValue | undefined) => (typeof value === 'number' ? value : undefined)

const toMessages = (rows: Row[]) => rows.map(toMessage).filter((message) => message !== undefined)

const toMessage = (row: Row | undefined): StoredMessage | undefined =>
  row && {
    sequence: Number(row['sequence']),
    enqueuedAt: Number(row['enqueued_at']),
    deliveries: Number(row['deliveries']),
    lock: typeof row['lock'] === 'string' ? row['lock'] : undefined,
    lockedUntil: toTime(row['locked_until']),
    content: Buffer.from(row['content'] as Uint8Array),
  }
