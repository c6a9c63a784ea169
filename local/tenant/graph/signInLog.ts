import { isGranted } from '../grants.ts'
import { drawGuid } from '../seededDraw.ts'
import type { LoggedSignIn } from '../signIns.ts'
import { readSwitches } from '../switches.ts'
import { refuse, refuseUnsupported } from './failure.ts'
import type { GraphFunction, GraphRequest } from './graphRequest.ts'
import { nextPage } from './paging.ts'
import { collection, project } from './project.ts'

/** The newest first, 1,000 at a time (learn, api/signin-list, 2023). */
const largestPage = 1000

export const listSignIns: GraphFunction = (request) => {
  const { world, look, options } = request
  if (!readSwitches(world).hasPremium) refuseWithoutPremium()
  const isWanted = parseFilter(request.filter)
  const direction = readDirection(options.$orderby)
  const found = world.signIns
    .ids()
    .flatMap((id) => look(world.signIns, id) ?? [])
    .filter(isWanted)
    .toSorted((a, b) => direction * (Date.parse(a.createdDateTime) - Date.parse(b.createdDateTime)))
  const top = readCount(options.$top ?? String(largestPage), largestPage)
  const start = readCount(options.$skiptoken ?? '0', Infinity)
  const value = found.slice(start, start + top).map((line) => project('signIn', show(request, line), undefined))
  const more = start + top < found.length ? nextPage(request, { $skiptoken: String(start + top) }) : {}
  return collection('auditLogs/signIns', value, more)
}

/** Status and code as clients that met it note them. */
function refuseWithoutPremium(): never {
  const message = "Neither tenant is B2C or tenant doesn't have premium license"
  refuse(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message)
}

function readDirection(order = 'createdDateTime desc'): 1 | -1 {
  const [, direction = 'asc'] =
    /^createdDateTime(?: (asc|desc))?$/.exec(order) ?? refuseUnsupported(`$orderby ${order}`)
  return direction === 'desc' ? -1 : 1
}

function readCount(text: string, most: number): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count > most) refuse(400, 'BadRequest', `Invalid value '${text}' for a number of lines.`)
  return count
}

type Criterion = (line: LoggedSignIn) => boolean

const shapes: [RegExp, (value: string) => Criterion][] = [
  [/^userId eq '([^']+)'$/, (value) => (line) => line.userId === value.toLowerCase()],
  [
    /^userPrincipalName eq '([^']+)'$/,
    (value) => (line) => line.userPrincipalName.toLowerCase() === value.toLowerCase(),
  ],
  [/^appDisplayName eq '([^']+)'$/, (value) => (line) => line.appDisplayName === value],
  [/^status\/errorCode eq (\d+)$/, (value) => (line) => line.errorCode === Number(value)],
  [/^createdDateTime ge (\S+)$/, (value) => (line) => Date.parse(line.createdDateTime) >= Date.parse(value)],
  [/^createdDateTime le (\S+)$/, (value) => (line) => Date.parse(line.createdDateTime) <= Date.parse(value)],
]

function parseFilter(filter: string | undefined): Criterion {
  const criteria = (filter?.split(/\s+and\s+/) ?? []).map((text) => {
    for (const [shape, toCriterion] of shapes) {
      const [, value] = shape.exec(text.trim()) ?? []
      if (value) return toCriterion(value)
    }
    return refuseUnsupported(`the filter ${text} of signIns`)
  })
  return (line) => criteria.every((isMet) => isMet(line))
}

/** What a policy did is shown only to who may read policies (learn, resources/appliedconditionalaccesspolicy). */
const accessReaders = ['Policy.Read.All', 'Policy.Read.ConditionalAccess', 'Policy.ReadWrite.ConditionalAccess']

const noRisk = {
  riskDetail: 'none',
  riskLevelAggregated: 'none',
  riskLevelDuringSignIn: 'none',
  riskState: 'none',
  riskEventTypes: [],
  riskEventTypes_v2: [],
}

function show({ facts, held }: GraphRequest, line: LoggedSignIn): Record<string, unknown> {
  const { errorCode, failureReason, appliedConditionalAccessPolicies: applied, ...rest } = line
  const isBlocked = applied.some(({ result }) => result === 'failure')
  const isApplied = applied.some(({ result }) => result === 'success')
  return {
    ...rest,
    appId: drawGuid(facts.seed, 'application', line.appDisplayName),
    correlationId: drawGuid(facts.seed, 'correlation', line.id),
    conditionalAccessStatus: isBlocked ? 'failure' : isApplied ? 'success' : 'notApplied',
    isInteractive: true,
    ...noRisk,
    resourceDisplayName: 'Office 365 Exchange Online',
    resourceId: '00000002-0000-0ff1-ce00-000000000000',
    status: { errorCode, failureReason: errorCode === 0 ? null : failureReason, additionalDetails: null },
    deviceDetail: { deviceId: '', displayName: '', operatingSystem: '', browser: '', isCompliant: false },
    location: { city: null, state: null, countryOrRegion: null, geoCoordinates: null },
    appliedConditionalAccessPolicies: isGranted(held, accessReaders) ? applied : [],
  }
}
