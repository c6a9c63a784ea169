import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Work } from '../call.ts'
import { isGranted } from '../grants.ts'
import { blind, lookingFrom } from '../look.ts'
import type { Services } from '../serve.ts'
import { latencies } from '../timings.ts'
import type { TokenCheck } from '../tokens.ts'
import { refuse, refuseUnprivileged } from './failure.ts'
import { graphCalls } from './graphData.ts'
import type { GraphCall } from './graphData.ts'
import { graphFunctions } from './graphFunctions.ts'
import { makeGraphLimits } from './graphLimits.ts'
import { routeOf } from './route.ts'
import type { Route } from './route.ts'

/** Understands one call on Graph, or one item of a batch. */
type GraphSurface = (call: Call, token: TokenCheck, origin: string) => Work

const look = lookingFrom('graph')

export function makeGraphSurface(services: Services): GraphSurface {
  const admit = makeGraphLimits(services.world, services.pace)
  return (call, token, origin) => {
    const route = tryRoute(call, token)
    if ('status' in route) return refusing(call, route)
    const entry: GraphCall = graphCalls[route.name]
    const isRead = call.method === 'GET' || entry.isQuestion === true
    let usage: Record<string, string> = {}
    return {
      name: route.name,
      isRead,
      latency: latencies[entry.latency],
      admit() {
        const admission = admit(route, isRead)
        usage = admission.usage
        return admission.refusal
      },
      act(isFlapping) {
        const answer = answerCall(services, route, call, origin, isFlapping)
        return { ...answer, headers: { ...answer.headers, ...usage } }
      },
    }
  }
}

function answerCall(
  { facts, world, pace, grants, tokens }: Services,
  route: Route,
  { body, headers }: Call,
  origin: string,
  isFlapping: boolean,
): Answer {
  const { graph, administrator, directoryRoles: appRoles } = grants.read()
  const held = tokens.isAdministrator(headers['authorization']) ? administrator : graph
  const { permissions } = graphCalls[route.name]
  if (permissions.length > 0 && !isGranted(held, permissions)) refuseUnprivileged()
  const now = new Date(pace.now()).toISOString()
  const looking = isFlapping ? blind : look
  return graphFunctions[route.name]({
    facts,
    world,
    grants,
    look: looking,
    now,
    held,
    appRoles,
    body,
    origin,
    ...route,
  })
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
