import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { findHolder } from './accounts.ts'
import type { Services } from './serve.ts'
import { failureReasons, signInSeed } from './signIns.ts'

/** POST /sign-ins {address or userId, errorCode…}: somebody signed in, or tried to; 201 with the line of the log. */
export function signInControl({ world, documents, pace }: Services): Hono {
  const app = new Hono()
  app.post('/sign-ins', async (c) => {
    const { address, userId, createdDateTime, ...rest } = signInSeed.parse(await c.req.json())
    const user = world.users.truth(userId ?? findHolder(world, address ?? '') ?? '')
    if (!user) return c.json({ error: 'no such account' }, 404)
    const failureReason = rest.failureReason ?? failureReasons[rest.errorCode] ?? 'Other.'
    const line = {
      ...rest,
      failureReason,
      id: randomUUID(),
      userId: user.id,
      userPrincipalName: user.userPrincipalName,
      userDisplayName: user.displayName,
      createdDateTime: createdDateTime ?? new Date(pace.now()).toISOString(),
    }
    documents.together(() => world.signIns.write(line.id, line, createdDateTime ? 'none' : 'signInLogged'))
    return c.json(line, 201)
  })
  return app
}
