import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { newPolicy } from './graph/conditionalAccessBodies.ts'
import type { PolicySettings } from './graph/conditionalAccessBodies.ts'
import type { Services } from './serve.ts'

/** What most tenants have, and what stops a room. */
const mfaForAll: z.input<typeof newPolicy> = {
  displayName: 'Require multifactor authentication for all users',
  state: 'enabled',
  conditions: {
    applications: { includeApplications: ['All'] },
    users: { includeUsers: ['All'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
}

const example = z.strictObject({ example: z.literal('mfa-for-all') }).transform(() => newPolicy.parse(mfaForAll))

/**
 * POST /conditional-access/policies: a policy as Graph takes it, or {"example": "mfa-for-all"}; seen at once, 201.
 * DELETE /conditional-access/policies: none are left.
 */
export function accessControl({ world, documents, pace }: Services): Hono {
  const app = new Hono()
  app.post('/conditional-access/policies', async (c) => {
    const settings: PolicySettings = z.union([example, newPolicy]).parse(await c.req.json())
    const createdDateTime = new Date(pace.now()).toISOString()
    const policy = { ...settings, id: randomUUID(), createdDateTime, modifiedDateTime: null }
    documents.together(() => world.accessPolicies.write(policy.id, policy, 'none'))
    return c.json(policy, 201)
  })
  app.delete('/conditional-access/policies', (c) => {
    documents.together(() => {
      for (const id of world.accessPolicies.ids()) world.accessPolicies.remove(id)
    })
    return c.body(null, 204)
  })
  return app
}
