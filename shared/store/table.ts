import { odata, RestError, type TableClient } from '@azure/data-tables'

/** Azure Tables with one JSON document per row. */
export interface Table<T> {
  read(partition: string, row: string): Promise<Stored<T> | undefined>
  /** False when there is a row already. */
  insert(partition: string, row: string, value: T): Promise<boolean>
  /** False when the row was changed or removed since it was read. */
  replace(partition: string, row: string, value: T, etag: string): Promise<boolean>
  put(partition: string, row: string, value: T): Promise<void>
  /** With an etag only if unchanged since; a row that is gone already is no error. */
  remove(partition: string, row: string, etag?: string): Promise<void>
  /** In the order of row keys. */
  list(partition: string, atMost?: number): Promise<Stored<T>[]>
  /** The same, from behind a row key; it need not exist. */
  listAfter(partition: string, row: string, atMost?: number): Promise<Stored<T>[]>
  /** Those of which the row key begins so. */
  listPrefixed(partition: string, prefix: string): Promise<Stored<T>[]>
}

export interface Stored<T> {
  row: string
  value: T
  etag: string
}

/** A table with a short form of each value beside it. */
export interface HeadedTable<T, H> extends Table<T> {
  listHeads(partition: string): Promise<H[]>
}

interface Entity {
  rowKey?: string
  etag?: string
  json: string
}

/** A property holds 32 K UTF-16 characters; larger values would have to go to blobs. */
const longestValue = 30_000

export const makeHeadedTable = <T, H>(client: TableClient, toHead: (value: T) => H): HeadedTable<T, H> => ({
  ...makeTable<T>(client, (value) => ({ head: toJson(toHead(value), client.tableName) })),
  listHeads: (partition) =>
    unless([status.gone], [], async () => {
      const queryOptions = { filter: odata`PartitionKey eq ${partition}`, select: ['head'] }
      const heads: H[] = []
      for await (const { head } of client.listEntities<{ head: string }>({ queryOptions }))
        heads.push(JSON.parse(head) as H)
      return heads
    }),
})

/** `beside` gives further properties of a row. */
export function makeTable<T>(client: TableClient, beside: (value: T) => Record<string, string> = () => ({})): Table<T> {
  const toStored = ({ rowKey = '', etag = '', json }: Entity): Stored<T> => ({
    row: rowKey,
    etag,
    value: JSON.parse(json) as T,
  })
  const toRow = (partitionKey: string, rowKey: string, value: T) => ({
    partitionKey,
    rowKey,
    json: toJson(value, client.tableName),
    ...beside(value),
  })
  const { gone, taken, changed } = status
  const query = (filter: string, atMost = Infinity) =>
    unless([gone], [], async () => (await listSome(client, filter, atMost)).map(toStored))

  return {
    read: (partition, row) => unless([gone], undefined, async () => toStored(await client.getEntity(partition, row))),
    insert: (partition, row, value) =>
      unless([taken], false, () => succeeds(client.createEntity(toRow(partition, row, value)))),
    replace: (partition, row, value, etag) =>
      unless([gone, changed], false, () =>
        succeeds(client.updateEntity(toRow(partition, row, value), 'Replace', { etag })),
      ),
    async put(partition, row, value) {
      await client.upsertEntity(toRow(partition, row, value), 'Replace')
    },
    async remove(partition, row, etag) {
      await unless([gone, changed], false, () =>
        succeeds(client.deleteEntity(partition, row, etag === undefined ? {} : { etag })),
      )
    },
    list: (partition, atMost) => query(odata`PartitionKey eq ${partition}`, atMost),
    listAfter: (partition, row, atMost = Infinity) =>
      query(odata`PartitionKey eq ${partition} and RowKey gt ${row}`, atMost),
    listPrefixed: (partition, prefix) =>
      query(odata`PartitionKey eq ${partition} and RowKey ge ${prefix} and RowKey lt ${above(prefix)}`),
  }
}

/** Writes what `step` makes of a row, under its ETag, again and again until nobody was faster. `step` is pure; returning its argument, or nothing, writes nothing. */
export async function changeRow<T>(
  table: Table<T>,
  [partition, row]: readonly [partition: string, row: string],
  step: (known: T | undefined) => T | undefined,
): Promise<T | undefined> {
  for (;;) {
    const known = await table.read(partition, row)
    const next = step(known?.value)
    if (next === undefined || next === known?.value) return next
    const isWritten = known
      ? await table.replace(partition, row, next, known.etag)
      : await table.insert(partition, row, next)
    if (isWritten) return next
  }
}

const status = { gone: 404, taken: 409, changed: 412 }

function toJson(value: unknown, table: string): string {
  const json = JSON.stringify(value)
  if (json.length > longestValue) throw new Error(`a row for ${table} is too large: ${json.length} characters`)
  return json
}

/** The first key behind all that begin so. */
const above = (prefix: string): string =>
  prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)

async function listSome(client: TableClient, filter: string, atMost: number): Promise<Entity[]> {
  const entities: Entity[] = []
  const queryOptions = { filter }
  for await (const entity of client.listEntities<Entity>({ queryOptions })) {
    entities.push(entity)
    if (entities.length >= atMost) break
  }
  return entities
}

const succeeds = async (call: Promise<unknown>): Promise<boolean> => {
  await call
  return true
}

/** A status that answers the question is no error: not there, there already, changed meanwhile. */
async function unless<R>(statuses: number[], instead: R, call: () => Promise<R>): Promise<R> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof RestError && statuses.includes(error.statusCode ?? 0)) return instead
    throw error
  }
}
