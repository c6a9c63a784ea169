import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { accessControl } from './accessControl.ts'
import { findHolder, isDeleted, purge, softDelete } from './accounts.ts'
import { Refusal } from './answer.ts'
import { directoryRoles } from './directoryRoles.ts'
import { faultSchema } from './faults.ts'
import type { Grants } from './grants.ts'
import { meetingControl } from './meetingControl.ts'
import { isPassword } from './password.ts'
import { seedAccount, seedSchema } from './seedAccount.ts'
import { groupSeedSchema, readGroupTruth, seedGroup } from './seedGroup.ts'
import type { Services } from './serve.ts'
import { signInControl } from './signInControl.ts'
import { skus } from './skuData.ts'
import { switchesControl } from './switches.ts'
import { teamsControl } from './teamsControl.ts'
import { readTruth } from './truth.ts'
import type { Subscription } from './world.ts'

const grantsSchema = z
  .strictObject({
    graph: z.array(z.string()),
    exchange: z.array(z.string()),
    exchangeRoles: z.array(z.string()),
    directoryRoles: z.array(z.enum(Object.keys(directoryRoles))),
    administrator: z.array(z.string()),
    automation: z.array(z.string()),
  })
  .partial()

const handSchema = z.strictObject({
  calendar: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

const subscriptionSchema = z.strictObject({
  enabled: z.int().nonnegative(),
  capabilityStatus: z.enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut']).optional(),
})

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
    const { skuPartNumber, mostUnits } =
      skus.find((sku) => sku.skuPartNumber === c.req.param('partNumber')) ?? unknownSku()
    const bought = subscriptionSchema.parse(await c.req.json())
    if (bought.enabled > (mostUnits ?? Infinity)) throw new Error(`a tenant has at most ${mostUnits} ${skuPartNumber}`)
    const { consumed = 0 } = world.subscriptions.get(skuPartNumber) ?? {}
    world.subscriptions.put(skuPartNumber, { skuPartNumber, consumed, ...bought } as Subscription)
    return c.body(null, 204)
  })
  app.post('/accounts', async (c) => {
    const seed = seedSchema.parse(await c.req.json())
    const id = documents.together(() => seedAccount(world, facts, seed, now()))
    return id ? c.json(readTruth(world, id), 201) : c.json({ error: 'the address is taken' }, 409)
  })
  app.route('/', teamsControl(services))
  app.route('/', accessControl(services))
  app.route('/', signInControl(services))
  app.route('/', meetingControl(services))
  app.route('/', switchesControl(services))
  return withGroups(withAccounts(app, services, now), services, now)
}

function withAccounts(app: Hono, { documents, world }: Services, now: () => string): Hono {
  const idOf = (c: Context) => findHolder(world, c.req.param('address') ?? '')
  const absent = (c: Context) => c.json({ error: 'no such account' }, 404)
  app.get('/accounts/:address', (c) => {
    const id = idOf(c)
    return id ? c.json(readTruth(world, id)) : absent(c)
  })
  /** Somebody changes it by hand. */
  app.patch('/accounts/:address', async (c) => {
    const id = idOf(c)
    if (!id) return absent(c)
    const { calendar } = handSchema.parse(await c.req.json())
    world.calendars.write(id, { ...world.calendars.truth(id), ...calendar }, 'calendarChanged')
    return c.json(readTruth(world, id))
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

function withGroups(app: Hono, { facts, documents, world }: Services, now: () => string): Hono {
  app.post('/groups', async (c) => {
    const seed = groupSeedSchema.parse(await c.req.json())
    const id = documents.together(() => seedGroup(world, facts, seed, now()))
    return c.json(readGroupTruth(world, id), 201)
  })
  app.get('/groups/:id', (c) => {
    const truth = readGroupTruth(world, c.req.param('id'))
    return truth ? c.json(truth) : c.json({ error: 'no such group' }, 404)
  })
  return app
}

function unknownSku(): never {
  throw new Error(`known are: ${skus.map(({ skuPartNumber }) => skuPartNumber).join(', ')}`)
}

function explain(error: Error): unknown {
  if (error instanceof Refusal) return error.answer.body
  return error instanceof z.ZodError ? z.prettifyError(error) : error.message
}
