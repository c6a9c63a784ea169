import { Hono } from 'hono'
import { z } from 'zod'
import { findHolder } from './accounts.ts'
import type { Services } from './serve.ts'
import { numberTypes } from './teams.ts'
import { addTeamsPolicy } from './teamsCast.ts'

const numberSchema = z.strictObject({
  telephoneNumber: z.string().regex(/^\+\d{3,15}$/),
  numberType: z.enum(numberTypes),
  isoCountryCode: z.string().length(2).nullable().default(null),
  city: z.string().nullable().default(null),
  locationId: z.guid().nullable().default(null),
})

const policySchema = z.strictObject({ policyType: z.string().min(1), name: z.string().min(1) })

/**
 * POST /telephone-numbers {telephoneNumber, numberType…}: a free number for the inventory, 201.
 * POST /teams-policies {policyType, name}: a policy, 201 with its id.
 * GET /teams/{address}: the truth of one account: its numbers, and its policies by type.
 */
export function teamsControl({ world, facts, documents }: Services): Hono {
  const app = new Hono()
  app.post('/telephone-numbers', async (c) => {
    const number = { ...numberSchema.parse(await c.req.json()), assignmentTargetId: null, assignmentCategory: null }
    if (world.numbers.truth(number.telephoneNumber)) return c.json({ error: 'the number is there already' }, 409)
    documents.together(() => world.numbers.write(number.telephoneNumber, number, 'none'))
    return c.json(number, 201)
  })
  app.post('/teams-policies', async (c) => {
    const { policyType, name } = policySchema.parse(await c.req.json())
    return c.json(addTeamsPolicy(world, facts.seed, policyType, name), 201)
  })
  app.get('/teams/:address', (c) => {
    const id = findHolder(world, c.req.param('address'))
    if (!id) return c.json({ error: 'no such account' }, 404)
    const held = world.numbers.ids().filter((number) => world.numbers.truth(number)?.assignmentTargetId === id)
    const names = new Map(world.teamsPolicies.all().map(({ policyId, name }) => [policyId, name]))
    const assigned = Object.entries(world.teamsAssignments.truth(id) ?? {})
    const policies = Object.fromEntries(assigned.map(([type, policyId]) => [type, names.get(policyId)]))
    return c.json({ telephoneNumbers: held, policies })
  })
  return app
}
