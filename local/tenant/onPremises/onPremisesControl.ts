import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { automationResourceId, runbookName, workerGroup } from '../automation/account.ts'
import type { Worker } from '../automation/worker.ts'
import { isPassword } from '../password.ts'
import type { Services } from '../serve.ts'
import { withDefaults } from './calendarCmdlets.ts'
import { distinguishedName, findByAddress } from './directory.ts'
import type { AdAccount, DirectoryObject } from './directory.ts'
import { isSynchronised } from './directorySync.ts'
import type { DirectorySync } from './directorySync.ts'
import { CmdletFailure } from './failure.ts'
import { onPremisesSeedSchema, seedOnPremises } from './seedOnPremises.ts'

/** Switches and truth of what stands behind the worker, for rehearsals and tests. Needs no token. */
export function onPremisesControl(services: Services, worker: Worker, sync: DirectorySync): Hono {
  const { facts, worker: group, exchangeServer } = services
  const app = new Hono()
  app.onError((error, c) => c.json({ error: explain(error) }, 400))
  app.get('/worker', (c) => c.json({ isOnline: group.isOnline() }))
  app.put('/worker', async (c) => {
    const { isOnline } = z.strictObject({ isOnline: z.boolean() }).parse(await c.req.json())
    group.turn(isOnline)
    worker.wake()
    return c.json({ isOnline })
  })
  app.get('/automation', (c) =>
    c.json({ resourceId: automationResourceId(facts), runbook: runbookName, workerGroup, isOnline: group.isOnline() }),
  )
  app.get('/sync', (c) => c.json(sync.read()))
  app.put('/sync', async (c) => {
    const { isRunning } = z.strictObject({ isRunning: z.boolean() }).parse(await c.req.json())
    sync.turn(isRunning)
    return c.json({ isRunning })
  })
  app.post('/sync/run', (c) => c.json({ changed: sync.run() }))
  app.get('/exchange-server', (c) => c.json({ adminDisplayVersion: exchangeServer.version() }))
  app.put('/exchange-server', async (c) => {
    const shape = /^(?:Version )?\d+\.\d+ \(Build \d+\.\d+\)$/
    const body = z.strictObject({ adminDisplayVersion: z.string().regex(shape) }).parse(await c.req.json())
    exchangeServer.upgrade(body.adminDisplayVersion)
    return c.json({ adminDisplayVersion: exchangeServer.version() })
  })
  return withForest(app, services)
}

function withForest(app: Hono, { documents, facts, onPremises }: Services): Hono {
  const find = (c: Context): DirectoryObject | undefined => findByAddress(onPremises, c.req.param('address') ?? '')[0]
  const absent = (c: Context) => c.json({ error: 'no such object in the forest' }, 404)
  app.post('/on-premises', async (c) => {
    const seed = onPremisesSeedSchema.parse(await c.req.json())
    const at = new Date().toISOString()
    const isNew = documents.together(() => seedOnPremises(onPremises, facts, seed, at))
    if (!isNew) return c.json({ error: 'the address is taken' }, 409)
    const [object] = findByAddress(onPremises, seed.address)
    return c.json(object ? readTruth(object) : {}, 201)
  })
  app.get('/on-premises/:address', (c) => {
    const object = find(c)
    return object ? c.json(readTruth(object)) : absent(c)
  })
  app.post('/on-premises/:address/check-password', async (c) => {
    const { password } = z.strictObject({ password: z.string() }).parse(await c.req.json())
    const object = find(c)
    const hash = object?.account?.password
    return object ? c.json({ matches: hash !== undefined && isPassword(password, hash) }) : absent(c)
  })
  return app
}

/** What is so; a password is never shown. */
function readTruth(object: DirectoryObject): object {
  const { account, recipient, skype, displayName, proxyAddresses } = object
  return {
    adUser: account && showAccount(object, account),
    recipient: recipient && { ...recipient, calendar: undefined, displayName, emailAddresses: proxyAddresses },
    calendar: recipient && withDefaults(recipient.calendar),
    meetingRoom: skype?.kind === 'meetingRoom' ? skype : null,
    skypeUser: skype?.kind === 'user' ? skype : null,
  }
}

function showAccount(object: DirectoryObject, { password, ...shown }: AdAccount): object {
  const { displayName, name, mail, proxyAddresses, office, phone } = object
  const more = { name, displayName, mail, proxyAddresses, office, phone, distinguishedName: distinguishedName(object) }
  return { ...shown, ...more, hasKnownPassword: password !== undefined, isSynchronised: isSynchronised(object) }
}

function explain(error: Error): unknown {
  if (error instanceof CmdletFailure) return `${error.failureClass}: ${error.message}`
  return error instanceof z.ZodError ? z.prettifyError(error) : error.message
}
