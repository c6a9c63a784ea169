import { Hono } from 'hono'
import { z } from 'zod'
import { findHolder } from './accounts.ts'
import { answerInvitation } from './roomAnswer.ts'
import type { Services } from './serve.ts'

const invitation = z.strictObject({
  from: z.email(),
  room: z.email(),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
})

/**
 * POST /external-invitations {from, room, start, end}: what the room would answer to somebody of another tenant, whom Graph
 * cannot play: {"response": "accepted" | "declined" | "none", "inCalendar": "accepted" | "tentativelyAccepted" | null}.
 * Nothing is booked. `none` with null is an invitation that is ignored. An address of this tenant is refused.
 * PUT and DELETE /grants/graph/{role}: gives or takes one app role, for instance Calendars.ReadWrite for a booking probe.
 */
export function meetingControl({ world, grants, pace }: Services): Hono {
  const app = new Hono()
  app.post('/external-invitations', async (c) => {
    const { from, room, ...times } = invitation.parse(await c.req.json())
    if (findHolder(world, from)) return c.json({ error: 'from is an address of this tenant' }, 400)
    const id = findHolder(world, room)
    if (!id || world.recipients.truth(id)?.recipientTypeDetails !== 'RoomMailbox') {
      return c.json({ error: 'no such room' }, 404)
    }
    const now = new Date(pace.now()).toISOString()
    return c.json(answerInvitation(world, id, { organizer: from, ...times }, now))
  })
  const without = (role: string) => grants.read().graph.filter((one) => one !== role)
  app.put('/grants/graph/:role', (c) => {
    grants.change({ graph: [...without(c.req.param('role')), c.req.param('role')] })
    return c.json(grants.read())
  })
  app.delete('/grants/graph/:role', (c) => {
    grants.change({ graph: without(c.req.param('role')) })
    return c.json(grants.read())
  })
  return app
}
