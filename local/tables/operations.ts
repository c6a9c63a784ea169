import type { HonoRequest } from 'hono'
import { checkKey, checkTableName } from './address.ts'
import type { Entity, EntityStore, Key, Properties } from './entityStore.ts'
import { toProperties } from './properties.ts'
import { continueAt, parseContinuation, parseFilter, parseTop } from './query.ts'
import { Refusal } from './refusal.ts'

/** A request for a table that is there; table and key are empty where the address has none. */
interface Call {
  request: HonoRequest
  store: EntityStore
  table: string
  key: Key
  /** Address of the table's metadata, which an answer names. */
  metadata: string
}

export interface Answer {
  isNew?: true
  headers?: Record<string, string>
  body?: Properties
}

/** Looks at conditions and writes in one turn of the event loop, so that nothing comes between. */
type Operation = (call: Call) => Answer | Promise<Answer>

const createTable: Operation = async ({ request, store, metadata }) => {
  const { TableName } = await readBody(request)
  if (typeof TableName !== 'string') throw new Refusal('PropertiesNeedValue')
  checkTableName(TableName)
  if (!store.createTable(TableName)) throw new Refusal('TableAlreadyExists')
  return { isNew: true, body: { ...element(metadata), TableName } }
}

const insertEntity: Operation = async ({ request, store, table, metadata }) => {
  const body = await readBody(request)
  const { PartitionKey, RowKey } = body
  if (typeof PartitionKey !== 'string' || typeof RowKey !== 'string') throw new Refusal('PropertiesNeedValue')
  const key = { PartitionKey, RowKey }
  checkKey(key)
  const properties = toProperties(body)
  if (store.get(table, key)) throw new Refusal('EntityAlreadyExists')
  const entity = store.put(table, key, properties)
  return { isNew: true, headers: { etag: entity['odata.etag'] }, body: { ...element(metadata), ...entity } }
}

const putEntity: Operation = async ({ request, store, table, key }) => {
  const properties = toProperties(await readBody(request))
  const etag = request.header('if-match')
  if (etag !== undefined) checkEtag(etag, store.get(table, key))
  return { headers: { etag: store.put(table, key, properties)['odata.etag'] } }
}

const deleteEntity: Operation = ({ request, store, table, key }) => {
  checkEtag(request.header('if-match') ?? '', store.get(table, key))
  store.remove(table, key)
  return {}
}

const getEntity: Operation = ({ request, store, table, key, metadata }) => {
  const entity = store.get(table, key)
  if (!entity) throw new Refusal('ResourceNotFound')
  const body = { ...element(metadata), ...select(entity, request.query('$select')) }
  return { headers: { etag: entity['odata.etag'] }, body }
}

const queryEntities: Operation = ({ request, store, table, metadata }) => {
  const atMost = parseTop(request.query('$top'))
  const conditions = parseFilter(request.query('$filter'))
  const from = parseContinuation(request.query('NextPartitionKey'), request.query('NextRowKey'))
  const entities = store.list(table, from, conditions, atMost + 1)
  const next = entities[atMost]
  const value = entities.slice(0, atMost).map((entity) => select(entity, request.query('$select')))
  return { headers: next ? continueAt(next) : {}, body: { 'odata.metadata': metadata, value } }
}

/** By method and kind of address, with the parameters that each takes. */
export const operations = new Map<string, { run: Operation; parameters?: string[] }>([
  ['POST tables', { run: createTable }],
  ['POST table', { run: insertEntity }],
  ['GET table', { run: queryEntities, parameters: ['$filter', '$select', '$top', 'NextPartitionKey', 'NextRowKey'] }],
  ['GET entity', { run: getEntity, parameters: ['$select'] }],
  ['PUT entity', { run: putEntity }],
  ['DELETE entity', { run: deleteEntity }],
])

function checkEtag(etag: string, stored: Entity | undefined): void {
  if (!/^(\*|W\/"[^"]*")?$/.test(etag)) throw new Refusal('InvalidInput')
  if (!stored) throw new Refusal('ResourceNotFound')
  if (etag !== '*' && etag !== stored['odata.etag']) throw new Refusal('UpdateConditionNotSatisfied')
}

const element = (metadata: string) => ({ 'odata.metadata': `${metadata}/@Element` })

/** The ETag is always there. */
function select(entity: Entity, names: string | undefined): Properties {
  const wanted = names && ['odata.etag', ...names.split(',')]
  return wanted ? Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.includes(name))) : entity
}

const longestBody = 4 * 1024 * 1024

async function readBody(request: HonoRequest): Promise<Properties> {
  if (Number(request.header('content-length')) > longestBody) throw new Refusal('RequestBodyTooLarge')
  const body: unknown = await request.json().catch(() => undefined)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('InvalidInput')
  return body as Properties
}
