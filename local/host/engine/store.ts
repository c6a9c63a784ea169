import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { HistoryEvent } from './historyEvents.ts'
import type { Instance } from './instance.ts'
import { together } from '../../kit/together.ts'

/** An event on its way to an instance. */
export interface Message {
  sequence: number
  event: HistoryEvent
}

/** An activity that was scheduled and has not ended. */
export interface PendingActivity {
  sequence: number
  instanceId: string
  taskId: number
  name: string
  /** What the worker is given: JSON text, null for no input. */
  input: string | null
}

/** Everything that the engine must remember; what a call or the outermost `together` returned from survives kill −9. */
export interface Store {
  together(work: () => void): void

  instance(instanceId: string): Instance | undefined
  putInstance(instance: Instance): void
  /** In the order of ids, beginning at one; read lazily. */
  instancesFrom(instanceId: string): Iterable<Instance>
  /** Removes an instance with all that belongs to it. */
  forget(instanceId: string): void

  history(instanceId: string): HistoryEvent[]
  append(instanceId: string, events: HistoryEvent[]): void
  measure(instanceId: string): { events: number; bytes: number }

  /** The message reaches its instance at `dueAt`, in milliseconds since 1970. */
  post(instanceId: string, event: HistoryEvent, dueAt: number): void
  dueMessages(instanceId: string, now: number): Message[]
  dueInstances(now: number, limit: number): string[]
  nextDue(now: number): number | undefined
  removeMessage(sequence: number): void

  addActivity(activity: Omit<PendingActivity, 'sequence'>): void
  activitiesAfter(sequence: number, limit: number): PendingActivity[]
  /** False when there is no such activity any more. */
  removeActivity(sequence: number): boolean
  /** Drops the messages and activities that an ended instance has no use for. */
  dropWork(instanceId: string): void

  close(): void
}

const schema = `
  create table if not exists instance (id text primary key, document text) without rowid;
  create table if not exists history (id text, position integer, event text, primary key (id, position)) without rowid;
  create table if not exists message (sequence integer primary key autoincrement, id text, due integer, event text);
  create index if not exists message_due on message (due, id);
  create index if not exists message_id on message (id, due);
  create table if not exists activity (
    sequence integer primary key autoincrement, id text, task integer, name text, input text);
  create index if not exists activity_id on activity (id);`

/** Opens the file of a task hub, readable by its owner alone; only one host at a time can. */
export function openStore(home: string, hubName: string): Store {
  const db = openFile(join(home, `${hubName}.sqlite`))
  const sql = (text: string) => db.prepare(text)
  const parse = <T>(text: SQLOutputValue | undefined) => JSON.parse(String(text)) as T
  return {
    together: (work) => together(db, work),
    close: () => db.close(),
    ...instances(sql, parse),
    ...messages(sql, parse),
    ...activities(sql),
  }
}

type Sql = (text: string) => ReturnType<DatabaseSync['prepare']>
type Parse = <T>(text: SQLOutputValue | undefined) => T

function instances(sql: Sql, parse: Parse) {
  const get = sql('select document from instance where id = ?')
  const put = sql('insert or replace into instance values (?, ?)')
  const from = sql('select document from instance where id >= ? order by id')
  const read = sql('select event from history where id = ? order by position')
  const size = sql('select count(*) events, coalesce(sum(octet_length(event)), 0) bytes from history where id = ?')
  const append = sql(
    'insert into history select ?1, coalesce(max(position), -1) + 1, ?2 from history where history.id = ?1',
  )
  const remove = ['instance', 'history', 'message', 'activity'].map((table) => sql(`delete from ${table} where id = ?`))
  return {
    instance: (id: string) => {
      const row = get.get(id)
      return row && parse<Instance>(row['document'])
    },
    putInstance: (instance: Instance) => void put.run(instance.instanceId, JSON.stringify(instance)),
    *instancesFrom(id: string) {
      for (const row of from.iterate(id)) yield parse<Instance>(row['document'])
    },
    forget: (id: string) => remove.forEach((statement) => statement.run(id)),
    history: (id: string) => read.all(id).map((row) => parse<HistoryEvent>(row['event'])),
    append: (id: string, events: HistoryEvent[]) => events.forEach((event) => append.run(id, JSON.stringify(event))),
    measure: (id: string) => size.get(id) as { events: number; bytes: number },
  }
}

function messages(sql: Sql, parse: Parse) {
  const post = sql('insert into message (id, due, event) values (?, ?, ?)')
  const due = sql('select sequence, event from message where id = ? and due <= ? order by due, sequence')
  const dueIds = sql('select distinct id from message where due <= ? limit ?')
  const next = sql('select min(due) due from message where due > ?')
  const remove = sql('delete from message where sequence = ?')
  return {
    post: (id: string, event: HistoryEvent, dueAt: number) => void post.run(id, dueAt, JSON.stringify(event)),
    dueMessages: (id: string, now: number): Message[] =>
      due.all(id, now).map((row) => ({ sequence: Number(row['sequence']), event: parse<HistoryEvent>(row['event']) })),
    dueInstances: (now: number, limit: number) => dueIds.all(now, limit).map((row) => String(row['id'])),
    nextDue: (now: number) => (next.get(now)?.['due'] ?? undefined) as number | undefined,
    removeMessage: (sequence: number) => void remove.run(sequence),
  }
}

function activities(sql: Sql) {
  const add = sql('insert into activity (id, task, name, input) values (?, ?, ?, ?)')
  const after = sql('select * from activity where sequence > ? order by sequence limit ?')
  const remove = sql('delete from activity where sequence = ?')
  const drop = ['message', 'activity'].map((table) => sql(`delete from ${table} where id = ?`))
  return {
    addActivity: (activity: Omit<PendingActivity, 'sequence'>) =>
      void add.run(activity.instanceId, activity.taskId, activity.name, activity.input),
    activitiesAfter: (sequence: number, limit: number): PendingActivity[] =>
      after.all(sequence, limit).map((row) => ({
        sequence: Number(row['sequence']),
        instanceId: String(row['id']),
        taskId: Number(row['task']),
        name: String(row['name']),
        input: row['input'] === null ? null : String(row['input']),
      })),
    removeActivity: (sequence: number) => remove.run(sequence).changes > 0,
    dropWork: (id: string) => drop.forEach((statement) => statement.run(id)),
  }
}

function openFile(file: string): DatabaseSync {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
    const db = new DatabaseSync(file, { timeout: 0 })
    chmodSync(file, 0o600)
    db.exec(`pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; ${schema}`)
    return db
  } catch (error) {
    const isTaken = error instanceof Error && error.message.includes('locked')
    const why = isTaken ? 'another host works with it; stop that one or choose another --home' : String(error)
    throw new Error(`cannot open ${file}: ${why}`, { cause: error })
  }
}
