import { checkTenant } from '../../shared/checkTenant.ts'
import { isPreflightDue } from '../../shared/room/preflight.ts'

type Needs = Parameters<typeof checkTenant>[0]

/** Looks at the tenant soon after a start, after each change of the settings, each hour, and more often while something is missing. */
export const preflight = (world: Needs) =>
  async function preflight(): Promise<void> {
    const known = await world.preflight.read()
    if (isPreflightDue(known, world.demands, world.clock.now())) await checkTenant(world)
  }
