import { Hono } from 'hono'
import { z } from 'zod'
import type { Services } from './serve.ts'
import type { World } from './world.ts'

/** What is so for the tenant as a whole, and may be otherwise in another tenant. */
const switchesSchema = z.strictObject({
  /** Entra ID P1, without which there is no sign-in log. */
  hasPremium: z.boolean(),
  /** Modern authentication in Exchange Online (page Set-OrganizationConfig, OAuth2ClientProfileEnabled). */
  isModernAuthenticationEnabled: z.boolean(),
  /** The same on the servers (pages Set-OrganizationConfig and Get-CsOAuthConfiguration). */
  isExchangeServerModern: z.boolean(),
  isSkypeServerModern: z.boolean(),
  /** Microsoft's ready-made set of rules, instead of policies of one's own. */
  hasSecurityDefaults: z.boolean(),
  /** Microsoft retired Skype for Business Online on 31 July 2021. */
  skypeOnline: z.enum(['alive', 'retired']),
})

export type Switches = z.infer<typeof switchesSchema>

/** That a tenant begins so is an assumption. */
const atFirst: Switches = {
  hasPremium: true,
  isModernAuthenticationEnabled: true,
  isExchangeServerModern: true,
  isSkypeServerModern: true,
  hasSecurityDefaults: false,
  skypeOnline: 'retired',
}

export function readSwitches({ switches }: World): Switches {
  return { ...atFirst, ...switches.get('tenant') }
}

/** GET /switches, and PUT /switches with those that change; both answer how all of them stand. */
export function switchesControl({ world }: Services): Hono {
  const app = new Hono()
  app.get('/switches', (c) => c.json(readSwitches(world)))
  app.put('/switches', async (c) => {
    const before = readSwitches(world)
    const given = switchesSchema.partial().parse(await c.req.json())
    world.switches.put('tenant', { ...before, ...(given as Partial<Switches>) })
    return c.json(readSwitches(world))
  })
  return app
}
