import { isNews, judgePreflight, type PreflightFinding } from '../../shared/room/preflight.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'clock' | 'log' | 'preflight' | 'readPreflight' | 'demands'>

/** Reads what the service may do and what the tenant has, and keeps what was found; says in the log what is missing, once. A reading that is newer than the wish for it is enough. */
export async function checkTenant(world: Needs, wishedAt?: string): Promise<void> {
  const known = await world.preflight.read()
  if (known && wishedAt !== undefined && known.readAt >= wishedAt) return
  const readAt = world.clock.now().toISOString()
  const findings = judgePreflight(await world.readPreflight(), world.demands)
  await world.preflight.keep({ readAt, demands: world.demands, findings })
  report(world, known?.findings ?? [], findings)
}

function report({ log }: Needs, before: PreflightFinding[], now: PreflightFinding[]): void {
  for (const finding of now.filter((one) => isNews(one, before))) {
    const { id, title, state, users, remedy } = finding
    if (state === 'missing') log.warn('missing in the tenant', { id, title, steps: users.join(', '), remedy })
    else log.info('no longer missing in the tenant', { id, title, state })
  }
}
