import { secondsSince } from './room/times.ts'
import { refused, type Refused } from './outcome.ts'
import { findMissing, isNews, judgePreflight, type PreflightFinding } from './room/preflight.ts'
import { stepsOf, type Plan } from './room/plan.ts'
import type { Room } from './room/request.ts'
import type { World } from './world.ts'

export type Checking = Pick<World, 'clock' | 'log' | 'preflight' | 'readPreflight' | 'demands'>

/** Reads what the service may do and what the tenant has, and keeps what was found; says in the log what is missing, once. A reading that is newer than the wish for it is enough. */
export async function checkTenant(world: Checking, wishedAt?: string): Promise<void> {
  const known = await world.preflight.read()
  if (known && wishedAt !== undefined && known.readAt >= wishedAt) return
  const readAt = world.clock.now().toISOString()
  const findings = judgePreflight(await world.readPreflight(), world.demands)
  await world.preflight.keep({ readAt, demands: world.demands, findings })
  report(world, known?.findings ?? [], findings)
}

function report({ log }: Checking, before: PreflightFinding[], now: PreflightFinding[]): void {
  for (const finding of now.filter((one) => isNews(one, before))) {
    const { id, title, state, users, remedy } = finding
    if (state === 'missing') log.warn('missing in the tenant', { id, title, steps: users.join(', '), remedy })
    else log.info('no longer missing in the tenant', { id, title, state })
  }
}

/** What was found longer ago is looked at anew before somebody is refused because of it: it may have been granted since. */
const trustedSeconds = 60

/** A plan of which a step would break off for want of a permission ends before anything is written. While nobody has looked, nothing is in its way. */
export async function findUnprepared(world: Checking, plan: Plan, room: Room): Promise<Refused | undefined> {
  const find = async (): Promise<PreflightFinding[]> =>
    findMissing(stepsOf(plan, room), (await world.preflight.read())?.findings ?? [], plan).filter(
      ({ id }) => id !== 'prerequisite:domain' || plan.address.endsWith(`@${world.demands.domain}`),
    )
  if ((await find()).length === 0) return undefined
  const { readAt = '' } = (await world.preflight.read()) ?? {}
  if (secondsSince(readAt, world.clock.now()) > trustedSeconds) await checkTenant(world)
  const what = (await find()).map(({ title }) => title).join('; ')
  return what === '' ? undefined : refused('not-prepared', { what })
}
