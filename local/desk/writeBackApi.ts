import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Faults } from './faults.ts'
import { notSupported } from './readRequest.ts'
import type { Api, TicketingSystem, WriteBack } from './systems/ticketingSystem.ts'

/** The API of one system: faults first, then the token, then its own routes; every error in the shape of that system. */
export function makeWriteBackApi(system: TicketingSystem, tickets: WriteBack, token: string, faults: Faults): Api {
  const api: Api = new Hono()
  api.onError((error, c) => {
    if (!(error instanceof HTTPException)) throw error
    return c.json(system.errorBody(error.status, error.message), error.status)
  })
  api.use(faults.meet)
  system.signIn?.(api, token)
  api.use(async (c, next) => {
    if (!isSame(system.presentedToken(c.req) ?? '', token))
      throw new HTTPException(401, { message: 'not authenticated' })
    await next()
  })
  system.routes(api, tickets)
  api.all('*', (c) => {
    throw notSupported(`${c.req.method} ${c.req.path}`)
  })
  return api
}

/** In constant time, whatever the lengths. */
function isSame(presented: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(presented), digest(expected))
}
