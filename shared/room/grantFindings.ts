import { tellTales } from './exchangeNeeds.ts'
import { isGranted, needsOf, partsOf } from './grants.ts'
import type { Estate, GrantKind, Need } from './need.ts'
import type { ActionSet, PreflightFinding, PreflightReading, PreflightState } from './preflight.ts'

/** How people call the place where a grant is given, and how it is given there. */
const places: Record<GrantKind, { title: (grant: string) => string; give: (grant: string) => string }> = {
  graph: {
    title: (grant) => `App role ${grant} on Microsoft Graph`,
    give: (grant) => `Grant the managed identity of the back the app role ${grant} on Microsoft Graph.`,
  },
  'exchange-app': {
    title: (grant) => `App role ${grant} on Exchange Online`,
    give: (grant) => `Grant the managed identity of the back the app role ${grant} on Office 365 Exchange Online.`,
  },
  exchange: {
    title: (grant) => `Management role ${grant} in Exchange Online`,
    give: (grant) =>
      `Give the role group of the service in Exchange Online the management role ${grant}; its scope can be limited to rooms.`,
  },
  azure: {
    title: (grant) => `${grant} on the Automation account`,
    give: (grant) => `Assign the managed identity of the back ${grant} on the Automation account.`,
  },
  server: {
    title: (grant) => `The worker's account inside the organisation: ${grant}`,
    give: () => 'No cloud service shows it: check it on the server.',
  },
}

/** One finding for each least grant: there, missing for these steps, or not to be told. */
export function judgeGrants(reading: PreflightReading, estate: Estate): PreflightFinding[] {
  const groups = Map.groupBy(needsOf(estate), ({ kind, grants }) => `${kind}:${grants[0]}`)
  return [...groups].flatMap(([id, needs]) => needs.slice(0, 1).map((first) => toFinding(id, first, needs, reading)))
}

function toFinding(
  id: string,
  { kind, grants: [least] }: Need,
  needs: Need[],
  reading: PreflightReading,
): PreflightFinding {
  const states = new Map(needs.map((need) => [need, stateOf(need, reading)]))
  const unmet = needs.filter((need) => states.get(need) === 'missing')
  const isUnreadable = needs.some((need) => states.get(need) === 'unreadable')
  const state = unmet.length > 0 ? 'missing' : isUnreadable ? 'unreadable' : 'ok'
  const concerned = unmet.length > 0 ? unmet : needs
  return {
    id,
    kind,
    title: places[kind].title(inWords(least)),
    state,
    why: toReasons(concerned, state),
    users: [...new Set(concerned.flatMap(({ users, without }) => (without === undefined ? users : [])))],
    where: [...new Set(concerned.map(({ where }) => where))],
    remedy: toRemedy(kind, state, least, reading),
  }
}

function toReasons(needs: Need[], state: PreflightState): string {
  const reasons = [...new Set(needs.map(({ why }) => why))].join('; ')
  const losses = needs.flatMap(({ without }) => (without === undefined ? [] : [`Without it ${without}.`]))
  return [`Needed for ${reasons}.`, ...(state === 'missing' ? losses : [])].join(' ')
}

function toRemedy(kind: GrantKind, state: PreflightState, least: string, reading: PreflightReading): string {
  if (state === 'ok') return ''
  if (kind === 'server') return places.server.give('')
  if (state === 'unreadable') return `Read again later; if it stays so: ${places[kind].give(inWords(least))}`
  const held = heldOf(kind, reading) ?? []
  const lacking = partsOf(least).filter((part) => !held.includes(part))
  return places[kind].give(lacking.join(' and ') || inWords(least))
}

const inWords = (grant: string): string => partsOf(grant).join(' and ')

/** App roles stand in tokens; which roles Exchange and Azure gave, they tell by what they allow. */
const heldOf = (kind: GrantKind, { graphRoles, exchangeAppRoles }: PreflightReading): string[] | undefined =>
  kind === 'graph' ? graphRoles : kind === 'exchange-app' ? exchangeAppRoles : undefined

function stateOf({ kind, call, grants }: Need, reading: PreflightReading): PreflightState {
  switch (kind) {
    case 'graph':
    case 'exchange-app': {
      const held = heldOf(kind, reading)
      if (reading.refused?.includes(call)) return 'missing'
      return held === undefined ? 'unreadable' : isGranted(grants, held) ? 'ok' : 'missing'
    }
    case 'exchange':
      return toState(reading.cmdlets, (cmdlets) => cmdlets.includes(call))
    case 'azure':
      return toState(reading.permissions, (permissions) => isAllowed(permissions, call))
    case 'server':
      return 'unreadable'
  }
}

const toState = <T>(part: T | undefined, isThere: (part: T) => boolean): PreflightState =>
  part === undefined ? 'unreadable' : isThere(part) ? 'ok' : 'missing'

/** A pattern of Azure: `*` stands for anything, also for several parts; upper and lower case are the same. */
const fits = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`, 'i').test(action)

const isAllowed = (permissions: readonly ActionSet[], action: string): boolean =>
  permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => fits(pattern, action)) && !notActions.some((pattern) => fits(pattern, action)),
  )

/** What is held and needed by nothing, or wider than what would do. */
export const findExcess = (reading: PreflightReading, estate: Estate): PreflightFinding[] => [
  ...appRolesTooMany('graph', reading, estate),
  ...appRolesTooMany('exchange-app', reading, estate),
  ...tellTales
    .filter(({ cmdlet }) => reading.cmdlets?.includes(cmdlet))
    .map(({ cmdlet, role, means }) => ({
      ...excess('exchange', role, `The service can run ${cmdlet}: ${means}. Rooms never need it.`),
      remedy: `Take the management role ${role} away, or the Entra role that brings it; Exchange Recipient Administrator is the widest that rooms need.`,
    })),
  ...automationTooMuch(reading),
]

const excess = (kind: GrantKind, grant: string, why: string): PreflightFinding => ({
  id: `excess:${kind}:${grant}`,
  kind,
  title: places[kind].title(grant),
  state: 'excess',
  why,
  users: [],
  where: [],
  remedy: 'Take it away.',
})

function appRolesTooMany(kind: GrantKind, reading: PreflightReading, estate: Estate): PreflightFinding[] {
  const needs = needsOf(estate).filter((need) => need.kind === kind)
  const held = heldOf(kind, reading) ?? []
  const least = new Set(needs.flatMap(({ grants }) => partsOf(grants[0])))
  const servedBy = (role: string) => needs.filter(({ grants }) => grants.flatMap(partsOf).includes(role))
  const tooMany = held.filter((role) => !least.has(role))
  const idle = tooMany.filter((role) => servedBy(role).length === 0)
  const wider = tooMany.filter((role) => !idle.includes(role))
  return [...wider.map((role) => toWider(kind, role, held, servedBy(role))), ...toIdle(kind, idle)]
}

function toWider(kind: GrantKind, role: string, held: string[], served: Need[]): PreflightFinding {
  const smaller = [...new Set(served.flatMap(({ grants }) => partsOf(grants[0])))]
  const lacking = smaller.filter((one) => !held.includes(one))
  return {
    ...excess(kind, role, `It is wider than needed: ${smaller.join(', ')} would do.`),
    remedy:
      lacking.length === 0
        ? 'Take it away; the smaller ones are there.'
        : `Grant ${lacking.join(', ')}, then take it away.`,
  }
}

/** So many are named; an identity with all roles there are must not make a row too large to be kept. */
const mostNamed = 50

function toIdle(kind: GrantKind, idle: string[]): PreflightFinding[] {
  if (idle.length === 0) return []
  const others = idle.length > mostNamed ? ` and ${idle.length - mostNamed} more` : ''
  const names = idle.slice(0, mostNamed).join(', ') + others
  const finding = excess(kind, 'that nothing needs', `Nothing that the service does needs ${names}.`)
  return [{ ...finding, id: `excess:${kind}`, remedy: idle.length === 1 ? 'Take it away.' : 'Take them away.' }]
}

const replaceRunbooks = 'Microsoft.Automation/automationAccounts/runbooks/write'

function automationTooMuch({ permissions = [] }: PreflightReading): PreflightFinding[] {
  if (!isAllowed(permissions, replaceRunbooks)) return []
  const why = 'The service can replace the runbook, which runs with rights inside the organisation.'
  return [
    {
      ...excess('azure', 'Rights to change runbooks', why),
      remedy: 'Assign Automation Job Operator and Automation Runbook Operator instead of what it has.',
    },
  ]
}
