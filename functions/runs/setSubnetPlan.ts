import { setTimeout as sleep } from 'node:timers/promises'
import { secondsAfter } from '../../shared/room/times.ts'
import { Transient } from '../../shared/http/transient.ts'
import type { Failed } from '../../shared/microsoft365/effect.ts'
import type { Command } from '../../shared/room/command.ts'
import {
  decideLocation,
  decidePolicy,
  sayDenied,
  sayForeign,
  sayPlan,
  type PlanMove,
  type PlanProgress,
} from '../../shared/room/subnetPlan.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'accessPolicies' | 'subnetPlans' | 'clock' | 'log'>
type PlanCommand = Extract<Command, { kind: 'subnet-plan' }>

/** Conditional access answers one call a second in the whole tenant. */
const betweenCalls = 1_200
/** Longer than all calls of a plan may take together. */
const claimSeconds = 120

/**
 * Makes the named location and the report-only policy of a plan, or finds that they are there. What was made is kept at once, because the tenant shows it only later.
 * Throws when Microsoft 365 is busy; the queue brings the command back, and it goes on where it was.
 */
export async function setSubnetPlan(world: Needs, command: PlanCommand, rest = betweenCalls): Promise<void> {
  const now = world.clock.now()
  const { planId: id, plan, by } = command
  const begun: PlanProgress = {
    id,
    name: plan.name,
    state: 'working',
    by,
    at: now.toISOString(),
    until: secondsAfter(now, claimSeconds),
    lines: [],
  }
  const progress = await world.subnetPlans.claim(begun)
  if (!progress) throw new Transient('somebody else works on this plan')
  try {
    const end = await makeParts(world, command, progress, rest)
    await world.subnetPlans.keep(end)
    world.log.info('subnet plan', { plan: plan.name, by, state: end.state })
  } catch (error) {
    // Whoever comes next need not wait for the claim.
    const known = (await world.subnetPlans.read(id)) ?? progress
    await world.subnetPlans.keep({ ...known, until: now.toISOString() })
    throw error
  }
}

async function makeParts(
  { accessPolicies, subnetPlans }: Needs,
  { plan }: PlanCommand,
  progress: PlanProgress,
  rest: number,
): Promise<PlanProgress> {
  const location = await makeLocation(accessPolicies, plan, progress, rest)
  if ('reason' in location) return refuse(progress, location)
  const kept = { ...progress, locationId: location.id }
  await subnetPlans.keep(kept)
  await sleep(rest)
  const known = await accessPolicies.listPolicies()
  if ('kind' in known) return refuse(kept, known)
  const move = decidePolicy(plan, location.id, known)
  if (move.kind === 'foreign') return { ...kept, state: 'refused', lines: sayForeign(plan) }
  const isMade = move.kind === 'keep' || isOnItsWay(known, progress.policyId)
  if (isMade) return { ...kept, state: 'done', lines: sayPlan(plan, location.kind, 'keep') }
  await sleep(rest)
  const policyId = await accessPolicies.createPolicy(plan, location.id)
  if (typeof policyId !== 'string') return refuse(kept, policyId)
  return { ...kept, policyId, state: 'done', lines: sayPlan(plan, location.kind, 'make') }
}

/** Made by an earlier command a moment ago; the tenant does not show it yet. */
const isOnItsWay = (known: { id: string }[], id: string | undefined): boolean =>
  id !== undefined && !known.some((one) => one.id === id)

async function makeLocation(
  accessPolicies: Needs['accessPolicies'],
  plan: PlanCommand['plan'],
  { locationId }: PlanProgress,
  rest: number,
): Promise<{ kind: PlanMove['kind']; id: string } | Failed> {
  const known = await accessPolicies.listLocations()
  if ('kind' in known) return known
  const move = decideLocation(plan, known)
  if (move.kind === 'keep') return move
  if (move.kind === 'make' && locationId !== undefined) return { kind: 'keep', id: locationId }
  await sleep(rest)
  const id = await accessPolicies.writeLocation(plan, move.kind === 'change' ? move.id : undefined)
  return typeof id === 'string' ? { kind: move.kind, id } : id
}

const refuse = (progress: PlanProgress, { reason, text }: Failed): PlanProgress => ({
  ...progress,
  state: 'refused',
  lines: reason === 'denied' ? sayDenied() : [`Microsoft 365 refused: ${text}`],
})
