import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Work } from '../call.ts'
import { isGranted } from '../grants.ts'
import { blind, lookingFrom } from '../look.ts'
import { retryAfterSeconds } from '../pace.ts'
import type { Services } from '../serve.ts'
import { makeBucket, unitLimit } from '../throttles.ts'
import type { Usage } from '../throttles.ts'
import { latencies, limits } from '../timings.ts'
import type { TokenCheck } from '../tokens.ts'
import { graphAnswer, refuse, refuseUnprivileged } from './failure.ts'
import { graphCalls } from './graphData.ts'
import { graphFunctions } from './graphFunctions.ts'
import { routeOf } from './route.ts'
import type { Route } from './route.ts'

/** Understands one call on Graph, or one item of a batch. */
type GraphSurface = (call: Call, token: TokenCheck, origin: string) => Work

const look = lookingFrom('graph')

export function makeGraphSurface({ facts, world, pace, grants }: Services): GraphSurface {
  const units = makeBucket(limits.graphUnits.milliseconds, pace)
  const writes = makeBucket(limits.graphWrites.milliseconds, pace)
  const act = (route: Route, { body }: Call, origin: string, isFlapping: boolean): Answer => {
    const { graph: held, directoryRoles: appRoles } = grants.read()
    const { permissions } = graphCalls[route.name]
    if (permissions.length > 0 && !isGranted(held, permissions)) refuseUnprivileged()
    const now = new Date(pace.now()).toISOString()
    const looking = isFlapping ? blind : look
    return graphFunctions[route.name]({ facts, world, look: looking, now, held, appRoles, body, origin, ...route })
  }
  return (call, token, origin) => {
    const route = tryRoute(call, token)
    if ('status' in route) return refusing(call, route)
    const isRead = call.method === 'GET'
    const cost = unitsOf(route)
    let share = 0
    return {
      name: route.name,
      isRead,
      latency: latencies[graphCalls[route.name].latency],
      admit() {
        const forUnits = units.take(cost, unitLimit(world.users.count()))
        if (forUnits.isFull) return throttled(forUnits, 'ResourceUnitLimitExceeded')
        const forWrites = isRead ? undefined : writes.take(1, limits.graphWrites.calls)
        share = Math.max(forUnits.share, forWrites?.share ?? 0)
        return forWrites?.isFull ? throttled(forWrites, 'WriteLimitExceeded') : undefined
      },
      act: (isFlapping) => withUsage(act(route, call, origin, isFlapping), cost, share),
    }
  }
}

/** $select saves one unit, $top below 20 another, and every call costs at least one (throttling-limits). */
function unitsOf({ name, select, options }: Route): number {
  const isShort = Number(options.$top ?? Infinity) < 20
  return Math.max(1, graphCalls[name].units - (select ? 1 : 0) - (isShort ? 1 : 0))
}

function withUsage(answer: Answer, cost: number, share: number): Answer {
  const nearLimit = share >= 0.8 ? { 'x-ms-throttle-limit-percentage': share.toFixed(2) } : {}
  return { ...answer, headers: { ...answer.headers, 'x-ms-resource-unit': String(cost), ...nearLimit } }
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

function tryRoute(call: Call, token: TokenCheck): Route | Answer {
  try {
    if (token !== 'valid') refuse(401, 'InvalidAuthenticationToken', tokenFaults[token])
    return routeOf(call)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

function refusing({ method }: Call, answer: Answer): Work {
  return { name: `refused ${method}`, isRead: method === 'GET', latency: latencies.refusal, act: () => answer }
}

const tokenFaults: Record<Exclude<TokenCheck, 'valid'>, string> = {
  missing: 'Access token is empty.',
  expired: 'Lifetime validation failed, the token is expired.',
  'wrong-audience': 'Access token validation failure. Invalid audience.',
  invalid: 'Access token validation failure.',
}
