import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { findHolder, isDeleted, purge, softDelete } from './accounts.ts'
import { Refusal } from './answer.ts'
import { withDefaults } from './exchange/cmdletData.ts'
import { faultSchema } from './faults.ts'
import type { Grants } from './grants.ts'
import { isPassword } from './password.ts'
import { seedAccount, seedSchema } from './seedAccount.ts'
import type { Services } from './serve.ts'
import { skus } from './skuData.ts'
import { skuOf } from './subscriptions.ts'
import type { World } from './world.ts'

const grantsSchema = z
  .strictObject({
    graph: z.array(z.string()),
    exchange: z.array(z.string()),
    exchangeRoles: z.array(z.string()),
    automation: z.array(z.string()),
  })
  .partial()

/** For rehearsals, tests and the auditor: the truth, behind every lag, and the switches. Needs no token. */
export function controlApi(services: Services): Hono {
  const { facts, documents, world, faults, counter, grants } = services
  const now = () => new Date().toISOString()
  const app = new Hono()
  app.onError((error, c) => c.json({ error: explain(error) }, 400))
  app.get('/counts', (c) => c.json(counter.read()))
  app.post('/faults', async (c) => {
    faults.add(z.array(faultSchema).parse([await c.req.json<unknown>()].flat()))
    return c.body(null, 204)
  })
  app.delete('/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  app.put('/grants', async (c) => {
    grants.change(grantsSchema.parse(await c.req.json()) as Partial<Grants>)
    return c.json(grants.read())
  })
  app.put('/skus/:partNumber', async (c) => {
    const { skuPartNumber } = skus.find((sku) => sku.skuPartNumber === c.req.param('partNumber')) ?? unknownSku()
    const { enabled } = z.strictObject({ enabled: z.int().nonnegative() }).parse(await c.req.json())
    const { consumed = 0 } = world.subscriptions.get(skuPartNumber) ?? {}
    world.subscriptions.put(skuPartNumber, { skuPartNumber, enabled, consumed })
    return c.body(null, 204)
  })
  app.post('/accounts', async (c) => {
    const seed = seedSchema.parse(await c.req.json())
    const isNew = documents.together(() => seedAccount(world, facts, seed, now()))
    return isNew
      ? c.json(readTruth(world, findHolder(world, seed.address)), 201)
      : c.json({ error: 'the address is taken' }, 409)
  })
  return withAccounts(app, services, now)
}

function withAccounts(app: Hono, { documents, world }: Services, now: () => string): Hono {
  const idOf = (c: Context) => findHolder(world, c.req.param('address') ?? '')
  const absent = (c: Context) => c.json({ error: 'no such account' }, 404)
  app.get('/accounts/:address', (c) => {
    const id = idOf(c)
    return id ? c.json(readTruth(world, id)) : absent(c)
  })
  app.post('/accounts/:address/check-password', async (c) => {
    const hash = world.users.truth(idOf(c) ?? '')?.password
    const { password } = z.strictObject({ password: z.string() }).parse(await c.req.json())
    return c.json({ matches: hash !== undefined && isPassword(password, hash) })
  })
  /** Once: recoverable. Once more: gone for ever. */
  app.delete('/accounts/:address', (c) => {
    const id = idOf(c)
    if (!id) return absent(c)
    documents.together(() => (isDeleted(world, id) ? purge(world, id) : softDelete(world, id, now())))
    return c.body(null, 204)
  })
  return app
}

/** What is so, whoever can see it; a password is never shown. */
function readTruth({ users, recipients, calendars, places, regions, licences }: World, id = ''): object {
  const user = users.truth(id)
  const mailbox = recipients.truth(id)
  return {
    user: user ? { ...user, password: undefined, hasKnownPassword: user.password !== undefined } : null,
    passwordSets: user?.passwordSets ?? 0,
    mailbox: mailbox ?? null,
    calendar: mailbox ? withDefaults(calendars.truth(id)) : null,
    place: places.truth(id) ?? {},
    region: regions.truth(id) ?? null,
    licences: (licences.truth(id) ?? []).map(({ skuId }) => skuOf(skuId)?.skuPartNumber),
  }
}

function unknownSku(): never {
  throw new Error(`known are: ${skus.map(({ skuPartNumber }) => skuPartNumber).join(', ')}`)
}

function explain(error: Error): unknown {
  if (error instanceof Refusal) return error.answer.body
  return error instanceof z.ZodError ? z.prettifyError(error) : error.message
}
