import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Answer } from './answer.ts'
import { serveBatch } from './batch.ts'
import type { Call, Outcome, Work } from './call.ts'
import { makeArmSurface } from './automation/armSurface.ts'
import type { Worker } from './automation/worker.ts'
import { exchangeBatch } from './exchange/exchangeBatch.ts'
import { makeExchangeSurface, refuseCaller } from './exchange/exchangeSurface.ts'
import { tooManyAtOnce } from './exchange/failure.ts'
import { graphBatch } from './graph/graphBatch.ts'
import { makeGraphSurface } from './graph/graphSurface.ts'
import { exchangeResource, graphResource, managementResource } from './identityEndpoint.ts'
import { retryAfterSeconds } from './pace.ts'
import { serve } from './serve.ts'
import type { Services } from './serve.ts'
import { makeSlots } from './throttles.ts'
import { limits } from './timings.ts'

const largestBody = 4 * 1024 * 1024

/** Graph, the Exchange admin API and Azure Resource Manager on the paths of Microsoft's hosts. */
export function microsoftApp(services: Services, worker: Worker): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: largestBody }))
  const serveGraph = graphServer(services)
  const serveExchange = exchangeServer(services)
  const serveArm = armServer(services, worker)
  app.all('/subscriptions/*', (c) => respond(c, services, 'arm', serveArm))
  app.all('/v1.0/*', (c) => respond(c, services, 'graph', serveGraph))
  app.all('/adminapi/*', (c) => respond(c, services, 'exchange', serveExchange))
  return app
}

type Serve = (call: Call, origin: string) => Promise<Outcome>

function graphServer(services: Services): Serve {
  const understand = makeGraphSurface(services)
  const { pace, tokens } = services
  return async (call, origin) => {
    const token = await tokens.check(call.headers['authorization'], graphResource, pace.now())
    const serveOne = (one: Call) => serve(services, one, understand(one, token, origin))
    const isBatch = call.method === 'POST' && /^\/v1\.0\/\$batch$/i.test(call.path)
    if (!isBatch || token !== 'valid') return serveOne(call)
    return serveBatch(call, (carrier, work) => serve(services, carrier, work), graphBatch(call, serveOne))
  }
}

function armServer(services: Services, worker: Worker): Serve {
  const understand = makeArmSurface(services, () => worker.wake())
  const { pace, tokens } = services
  return async (call) => {
    const token = await tokens.check(call.headers['authorization'], managementResource, pace.now())
    return serve(services, call, understand(call, token))
  }
}

/** A request, single or batch, takes one of the tenant's slots; items of a batch share it. */
function exchangeServer(services: Services): Serve {
  const understand = makeExchangeSurface(services)
  const slots = makeSlots(limits.exchangeConcurrent)
  const { pace, tokens } = services
  const refusal = tooManyAtOnce(retryAfterSeconds(pace.compress(limits.exchangeRetryMilliseconds)))
  return async (call, origin) => {
    const token = await tokens.check(call.headers['authorization'], exchangeResource, pace.now())
    const hasSlot = slots.take()
    const serveOuter = (outer: Call, work: Work) =>
      serve(services, outer, hasSlot ? work : { ...work, admit: () => refusal })
    try {
      if (!call.path.endsWith('/$batch')) return await serveOuter(call, understand(call, token, origin))
      const checkCaller = () => refuseCaller(token, services.grants.read())
      const serveItem = (item: Call) => serve(services, item, understand(item, token, origin))
      return await serveBatch(call, serveOuter, exchangeBatch(call, checkCaller, serveItem))
    } finally {
      if (hasSlot) slots.giveBack()
    }
  }
}

async function respond(
  c: Context,
  { counter }: Services,
  surface: Call['surface'],
  serveCall: Serve,
): Promise<Response> {
  counter.enter()
  try {
    const { origin, pathname, search } = new URL(c.req.url)
    const call = {
      surface,
      method: c.req.method,
      path: pathname + search,
      headers: c.req.header(),
      body: parse(await c.req.text()),
    }
    const outcome = await serveCall(call, origin)
    if (outcome.isDelivered) return toResponse(outcome.answer)
    const { incoming } = c.env as HttpBindings
    incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  } finally {
    counter.leave()
  }
}

/** What is not JSON is nothing, and is refused by whatever needs a body. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toResponse({ status, headers, body }: Answer): Response {
  if (body === undefined) return new Response(null, { status, ...(headers && { headers }) })
  if (typeof body === 'string')
    return new Response(body, { status, headers: { ...headers, 'Content-Type': 'text/plain' } })
  return Response.json(body, { status, ...(headers && { headers }) })
}
