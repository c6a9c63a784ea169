import { BlockList, isIPv6 } from 'node:net'
import type { Conditions, NamedLocation, SignIn } from './conditionalAccessBodies.ts'
import { office365Applications } from './conditionalAccessData.ts'

/** Everything about one sign-in that a policy can ask for. */
export interface SignInFacts {
  userId: string
  groupIds: string[]
  roleIds: string[]
  applications: string[]
  conditions: SignIn['signInConditions']
  locations: NamedLocation[]
}

type Verdict = 'met' | 'unmet' | 'unknown'
type Check = (conditions: Conditions, signIn: SignInFacts) => Verdict

const verdict = (isMet: boolean): Verdict => (isMet ? 'met' : 'unmet')

/** By the reason that Graph gives when a condition is not met (learn, resources/whatifanalysisresult). */
export const checks: Record<string, Check> = {
  users: ({ users }, { userId, groupIds, roleIds }) => {
    const isIncluded =
      users.includeUsers.some((one) => one === 'All' || one === userId) ||
      meets(users.includeGroups, groupIds) ||
      meets(users.includeRoles, roleIds)
    const isExcluded =
      users.excludeUsers.includes(userId) || meets(users.excludeGroups, groupIds) || meets(users.excludeRoles, roleIds)
    return verdict(isIncluded && !isExcluded)
  },
  application: ({ applications: { includeApplications, excludeApplications } }, { applications }) =>
    verdict(applications.some((one) => isAmong(one, includeApplications) && !isAmong(one, excludeApplications))),
  devicePlatform: ({ platforms }, { conditions: { devicePlatform } }) => {
    if (!platforms) return 'met'
    const { includePlatforms, excludePlatforms } = platforms
    if (!devicePlatform) return includePlatforms.includes('all') && excludePlatforms.length === 0 ? 'met' : 'unknown'
    const isIncluded = meets(includePlatforms, ['all', devicePlatform])
    return verdict(isIncluded && !excludePlatforms.includes(devicePlatform))
  },
  location: ({ locations }, signIn) => (locations ? checkLocations(locations, signIn) : 'met'),
  clientApps: ({ clientAppTypes }, { conditions: { clientAppType } }) => {
    if (clientAppTypes.includes('all')) return 'met'
    return clientAppType ? verdict(clientAppTypes.includes(clientAppType)) : 'unknown'
  },
  userRisk: ({ userRiskLevels }, { conditions: { userRiskLevel } }) => checkLevel(userRiskLevels, userRiskLevel),
  signInRisk: ({ signInRiskLevels }, { conditions: { signInRiskLevel } }) =>
    checkLevel(signInRiskLevels, signInRiskLevel),
  authenticationFlow: ({ authenticationFlows }, { conditions: { authenticationFlow } }) => {
    if (!authenticationFlows) return 'met'
    if (!authenticationFlow) return 'unknown'
    return verdict(authenticationFlows.transferMethods.split(',').includes(authenticationFlow.transferMethod))
  },
}

function meets<T>(these: readonly T[], those: readonly T[]): boolean {
  return these.some((one) => those.includes(one))
}

function isAmong(application: string, listed: string[]): boolean {
  const isOffice = office365Applications.includes(application.toLowerCase())
  return listed.some(
    (one) => one === 'All' || (one === 'Office365' && isOffice) || one.toLowerCase() === application.toLowerCase(),
  )
}

function checkLevel(wanted: string[], level: string | null | undefined): Verdict {
  if (wanted.length === 0) return 'met'
  return level ? verdict(wanted.includes(level)) : 'unknown'
}

function checkLocations(
  { includeLocations, excludeLocations }: NonNullable<Conditions['locations']>,
  signIn: SignInFacts,
): Verdict {
  const included = includeLocations.map((one) => checkLocation(one, signIn))
  const excluded = excludeLocations.map((one) => checkLocation(one, signIn))
  if (excluded.includes('met')) return 'unmet'
  if (!included.includes('met')) return included.includes('unknown') ? 'unknown' : 'unmet'
  return excluded.includes('unknown') ? 'unknown' : 'met'
}

function checkLocation(name: string, { locations, conditions }: SignInFacts): Verdict {
  if (name === 'All') return 'met'
  const meant = locations.filter((one) =>
    name === 'AllTrusted' ? 'isTrusted' in one && one.isTrusted : one.id === name,
  )
  const verdicts = meant.map((location) => isThere(location, conditions))
  if (verdicts.includes('met')) return 'met'
  return verdicts.includes('unknown') ? 'unknown' : 'unmet'
}

function isThere(location: NamedLocation, { ipAddress, country }: SignIn['signInConditions']): Verdict {
  if ('countriesAndRegions' in location) {
    return country ? verdict(location.countriesAndRegions.includes(country.toUpperCase())) : 'unknown'
  }
  if (!ipAddress) return 'unknown'
  const ranges = new BlockList()
  for (const { cidrAddress, '@odata.type': type } of location.ipRanges) {
    const [address = '', length] = cidrAddress.split('/')
    ranges.addSubnet(address, Number(length), type.includes('iPv6') ? 'ipv6' : 'ipv4')
  }
  return verdict(ranges.check(ipAddress, isIPv6(ipAddress) ? 'ipv6' : 'ipv4'))
}
