import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { parseAddress } from './address.ts'
import type { EntityStore } from './entityStore.ts'
import { operations } from './operations.ts'
import type { Answer } from './operations.ts'
import { Refusal, notSupported } from './refusal.ts'
import { checkSignature } from './sharedKey.ts'
import type { Account } from './sharedKey.ts'

/** The part of the Table service's REST API that the local tables have; the rest is refused. */
export function makeTablesApi(store: EntityStore, account: Account, log: (line: string) => void): Hono {
  const app = new Hono()
  app.all('*', async (c) => {
    c.header('x-ms-request-id', randomUUID())
    c.header('x-ms-client-request-id', c.req.header('x-ms-client-request-id'))
    c.header('x-ms-version', c.req.header('x-ms-version'))
    checkSignature(account, c.req.raw)
    const { pathname, origin } = new URL(c.req.url)
    const { kind, table, key } = parseAddress(pathname, account.name)
    const { run, parameters = [] } = operations.get(`${c.req.method} ${kind}`) ?? {}
    if (!run) throw notSupported(`${c.req.method} ${pathname}`)
    checkSupport(c, parameters)
    if (table && !store.hasTable(table)) throw new Refusal('TableNotFound')
    const metadata = `${origin}/${account.name}/$metadata#${table || 'Tables'}`
    return send(c, await run({ request: c.req, store, table, key, metadata }))
  })
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : new Refusal('InternalError')
    const reason = refusal === error ? error.message : error.stack
    if (refusal.status >= 500) log(`${c.req.method} ${new URL(c.req.url).pathname}: ${reason}`)
    return refuse(c, refusal)
  })
  return app
}

const mediaTypes = new Set(['application/json', 'application/json;odata=minimalmetadata'])

/** Nothing that was asked for is passed over. */
function checkSupport({ req }: Context, parameters: string[]): void {
  const other = Object.keys(req.query()).find((name) => !parameters.includes(name))
  if (other !== undefined) throw notSupported(`the parameter ${other}`)
  const accept = req.header('accept') ?? 'Atom'
  if (!mediaTypes.has(accept)) throw notSupported(`answers as ${accept}`)
}

const json = { 'content-type': 'application/json;odata=minimalmetadata;streaming=true;charset=utf-8' }

function send(c: Context, { isNew, headers, body }: Answer): Response {
  const isUnwanted = isNew && c.req.header('prefer') === 'return-no-content'
  if (isUnwanted) c.header('preference-applied', 'return-no-content')
  if (isUnwanted || !body) return c.body(null, 204, headers)
  return c.body(JSON.stringify(body), isNew ? 201 : 200, { ...json, ...headers })
}

function refuse(c: Context, { status, code, message }: Refusal): Response {
  const value = `${message}\nRequestId:${c.res.headers.get('x-ms-request-id')}\nTime:${new Date().toISOString()}`
  const body = JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value } } })
  return c.body(body, status, { ...json, 'x-ms-error-code': code })
}
