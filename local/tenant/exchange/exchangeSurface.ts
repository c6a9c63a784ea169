import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'
import type { Call, Work } from '../call.ts'
import type { Grants } from '../grants.ts'
import { blind, lookingFrom } from '../look.ts'
import type { Services } from '../serve.ts'
import { latencies } from '../timings.ts'
import type { Range } from '../timings.ts'
import type { TokenCheck } from '../tokens.ts'
import { cmdletNameOf, endpointOf, findCmdlet, knownCmdlet, readInvocation } from './adminRequest.ts'
import type { Invocation } from './adminRequest.ts'
import type { CmdletFunction } from './cmdlet.ts'
import { cmdlets } from './cmdletData.ts'
import type { CmdletName } from './cmdletData.ts'
import { cmdletFunctions } from './cmdletFunctions.ts'
import { exchangeAnswer } from './failure.ts'
import { toPage } from './page.ts'
import type { Page } from './page.ts'

/** Understands one request on the admin API, or one item of a batch. */
type ExchangeSurface = (call: Call, token: TokenCheck, origin: string) => Work

const look = lookingFrom('exchange')

export function makeExchangeSurface({ facts, world, pace, grants }: Services): ExchangeSurface {
  const invoke = (invocation: Invocation, isFlapping: boolean): Page => {
    const now = new Date(pace.now()).toISOString()
    const run = cmdletFunctions[invocation.cmdlet] as CmdletFunction<CmdletName>
    const result = run(invocation.parameters, {
      facts,
      world,
      look: isFlapping ? blind : look,
      now,
      anchor: invocation.anchor,
    })
    return toPage(result, invocation.pageSize, invocation.skipToken)
  }
  return (call, token, origin) => {
    const name = cmdletNameOf(call.body)
    return {
      ...describe(name),
      act(isFlapping) {
        refuseCaller(token, grants.read())
        const roles = grants.read().exchangeRoles
        if (endpointOf(call, facts) === 'EXOModuleFile') return listCmdlets(call, roles)
        const invocation = readInvocation(call, findCmdlet(name, roles), facts)
        return toAnswer(invoke(invocation, isFlapping), invocation, call, origin)
      },
    }
  }
}

function describe(name: string): { name: string; cmdlet?: string; isRead: boolean; latency: Range } {
  if (!name) return { name: 'EXOModuleFile', isRead: true, latency: latencies.moduleFile }
  const known = knownCmdlet(name)
  const latency = known ? latencies[cmdlets[known].latency] : latencies.refusal
  return { name: known ?? 'unknown cmdlet', cmdlet: known ?? name, isRead: /^Get-/i.test(name), latency }
}

/** Throws unless the token is right, and the identity may manage Exchange and holds at least one role there. */
export function refuseCaller(token: TokenCheck, { exchange, exchangeRoles }: Grants): void {
  if (token !== 'valid' || !exchange.includes('Exchange.ManageAsApp')) {
    throw new Refusal({ status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, body: '' })
  }
  if (exchangeRoles.length > 0) return
  const text =
    "The role assigned to application isn't supported in this scenario. Please check online documentation for assigning correct Directory Roles to Azure AD Application for EXO App-Only Authentication."
  throw new Refusal(exchangeAnswer(403, 'Forbidden', text))
}

function listCmdlets({ headers }: Call, roles: readonly string[]): Answer {
  const asked = headers['commandname'] ?? '*'
  const held = Object.entries(cmdlets).filter(([, { roles: giving }]) => giving.some((role) => roles.includes(role)))
  const names = held.map(([name]) => name).filter((name) => asked === '*' || asked.split(',').includes(name))
  return { status: 200, body: { value: [{ exportedCmdlets: names.join(',') }] } }
}

function toAnswer(
  { value, warnings, skipToken }: Page,
  { cmdlet, select }: Invocation,
  call: Call,
  origin: string,
): Answer {
  const { pathname } = new URL(call.path, 'http://local')
  const isSilent = /^(Set|Add|Remove)-/.test(cmdlet) && value.length === 0
  const selected = (item: object) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => select?.includes(name) ?? true))
  const query = new URLSearchParams({
    ...(select && { $select: select.join(',') }),
    ...(skipToken && { $skiptoken: skipToken }),
  })
  return {
    status: 200,
    body: {
      '@odata.context': `https://outlook.office365.com${pathname.replace(/InvokeCommand$/, '')}$metadata#Collection(Exchange.GenericHashTable)`,
      ...(warnings.length > 0 && { '@adminapi.warnings': warnings }),
      ...(skipToken && { '@odata.nextLink': `${origin}${pathname}?${query.toString()}` }),
      ...(isSilent ? {} : { value: value.map(selected) }),
    },
  }
}
