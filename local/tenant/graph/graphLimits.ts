import type { Answer } from '../answer.ts'
import { retryAfterSeconds } from '../pace.ts'
import type { Pace } from '../pace.ts'
import { makeBucket, unitLimit } from '../throttles.ts'
import type { Usage } from '../throttles.ts'
import { limits } from '../timings.ts'
import type { World } from '../world.ts'
import { graphAnswer } from './failure.ts'
import { graphCalls } from './graphData.ts'
import type { GraphCall } from './graphData.ts'
import type { Route } from './route.ts'

interface Admission {
  refusal?: Answer
  /** Headers that say what the call cost. */
  usage: Record<string, string>
}

/** The throttles of Graph: units and writes of all calls, and the limits that some calls have of their own. */
export function makeGraphLimits(world: World, pace: Pace): (route: Route, isRead: boolean) => Admission {
  const units = makeBucket(limits.graphUnits.milliseconds, pace)
  const writes = makeBucket(limits.graphWrites.milliseconds, pace)
  const refuseByOwn = makeOwnLimits(pace)
  return (route, isRead) => {
    const refusal = refuseByOwn(route)
    if (refusal) return { refusal, usage: {} }
    const cost = unitsOf(route)
    const forUnits = units.take(cost, unitLimit(world.users.count()))
    if (forUnits.isFull) return { refusal: throttled(forUnits, 'ResourceUnitLimitExceeded'), usage: {} }
    const forWrites = isRead ? undefined : writes.take(1, limits.graphWrites.calls)
    if (forWrites?.isFull) return { refusal: throttled(forWrites, 'WriteLimitExceeded'), usage: {} }
    return { usage: showUsage(cost, Math.max(forUnits.share, forWrites?.share ?? 0)) }
  }
}

/** $select saves one unit, $top below 20 another, and every call costs at least one (throttling-limits). */
function unitsOf({ name, select, options }: Route): number {
  const isShort = Number(options.$top ?? Infinity) < 20
  return Math.max(1, graphCalls[name].units - (select ? 1 : 0) - (isShort ? 1 : 0))
}

function showUsage(cost: number, share: number): Record<string, string> {
  const nearLimit = share >= 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {}
  return { 'x-ms-resource-unit': String(cost), ...nearLimit }
}

function throttled({ freeIn, share }: Usage, reason: string): Answer {
  const answer = graphAnswer(429, 'TooManyRequests', 'Too many requests')
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'Retry-After': retryAfterSeconds(freeIn),
      'x-ms-throttle-limit-percentage': share.toFixed(2),
      'x-ms-throttle-information': reason,
    },
  }
}

/** Conditional access gives no Retry-After (learn, graph/throttling-limits, 2025). */
function makeOwnLimits(pace: Pace): (route: Route) => Answer | undefined {
  const own = {
    conditionalAccess: makeBucket(limits.conditionalAccess.milliseconds, pace),
    reports: makeBucket(limits.reports.milliseconds, pace),
  }
  return ({ name }) => {
    const { limit }: GraphCall = graphCalls[name]
    const usage = limit && own[limit].take(1, limits[limit].calls)
    if (!usage?.isFull) return undefined
    const answer = graphAnswer(429, 'TooManyRequests', 'Too many requests')
    if (limit === 'conditionalAccess') return answer
    return { ...answer, headers: { ...answer.headers, 'Retry-After': retryAfterSeconds(usage.freeIn) } }
  }
}
