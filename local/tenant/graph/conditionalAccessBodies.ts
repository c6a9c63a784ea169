import { isIP } from 'node:net'
import { z } from 'zod'
import { authenticationStrengths } from './conditionalAccessData.ts'

const texts = z.array(z.string())
const none = texts.default([])
const platform = z.enum(['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'all', 'linux'])
const clientApp = z.enum([
  'all',
  'browser',
  'mobileAppsAndDesktopClients',
  'exchangeActiveSync',
  'easSupported',
  'other',
])
const risk = z.enum(['low', 'medium', 'high', 'hidden', 'none'])
const transfer = z.enum(['none', 'deviceCodeFlow', 'authenticationTransfer', 'deviceCodeFlow,authenticationTransfer'])

const control = { isEnabled: z.boolean().nullable() }
const unset = <T extends z.ZodType>(schema: T) => schema.nullable().default(null)

/** Kept and shown; none of them decides whether a policy applies. */
const sessionControls = z.strictObject({
  applicationEnforcedRestrictions: unset(z.strictObject(control)),
  cloudAppSecurity: unset(
    z.strictObject({
      ...control,
      cloudAppSecurityType: z.enum(['mcasConfigured', 'monitorOnly', 'blockDownloads']).nullable(),
    }),
  ),
  disableResilienceDefaults: unset(z.boolean()),
  persistentBrowser: unset(z.strictObject({ ...control, mode: z.enum(['always', 'never']).nullable() })),
  secureSignInSession: unset(z.strictObject(control)),
  signInFrequency: unset(
    z.strictObject({
      ...control,
      type: unset(z.enum(['days', 'hours'])),
      value: unset(z.int()),
      authenticationType: unset(z.enum(['primaryAndSecondaryAuthentication', 'secondaryAuthentication'])),
      frequencyInterval: unset(z.enum(['timeBased', 'everyTime'])),
    }),
  ),
})

const conditions = z.strictObject({
  applications: z.strictObject({ includeApplications: texts, excludeApplications: none }),
  users: z.strictObject({
    includeUsers: none,
    excludeUsers: none,
    includeGroups: none,
    excludeGroups: none,
    includeRoles: none,
    excludeRoles: none,
  }),
  clientAppTypes: z.array(clientApp).default(['all']),
  platforms: z
    .strictObject({ includePlatforms: z.array(platform), excludePlatforms: z.array(platform).default([]) })
    .nullable()
    .default(null),
  locations: z.strictObject({ includeLocations: texts, excludeLocations: none }).nullable().default(null),
  userRiskLevels: z.array(risk).default([]),
  signInRiskLevels: z.array(risk).default([]),
  authenticationFlows: z.strictObject({ transferMethods: transfer }).nullable().default(null),
})

const strength = z.object({ id: z.enum(Object.keys(authenticationStrengths)) }).transform(({ id }) => ({
  id,
  displayName: authenticationStrengths[id],
  policyType: 'builtIn',
  requirementsSatisfied: 'mfa',
}))

const grantControls = z.strictObject({
  operator: z.enum(['AND', 'OR']),
  builtInControls: z
    .array(
      z.enum([
        'block',
        'mfa',
        'compliantDevice',
        'domainJoinedDevice',
        'approvedApplication',
        'compliantApplication',
        'passwordChange',
      ]),
    )
    .default([]),
  authenticationStrength: strength.nullable().default(null),
})

/** A policy as it is made; defaults are what Graph shows for what was left out. */
export const newPolicy = z.strictObject({
  displayName: z.string().min(1),
  state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
  conditions,
  grantControls: grantControls.nullable().default(null),
  sessionControls: sessionControls.nullable().default(null),
})

export type PolicySettings = z.infer<typeof newPolicy>
export type Conditions = PolicySettings['conditions']

interface Dated {
  id: string
  createdDateTime: string
  modifiedDateTime: string | null
}

export type Policy = PolicySettings & Dated

const isCidr = (family: 4 | 6, most: number) => (text: string) => {
  const [address = '', length = ''] = text.split('/')
  return isIP(address) === family && /^\d{1,3}$/.test(length) && Number(length) <= most
}

const range = z.discriminatedUnion('@odata.type', [
  z.strictObject({
    '@odata.type': z.literal('#microsoft.graph.iPv4CidrRange'),
    cidrAddress: z.string().refine(isCidr(4, 32), 'not a CIDR range'),
  }),
  z.strictObject({
    '@odata.type': z.literal('#microsoft.graph.iPv6CidrRange'),
    cidrAddress: z.string().refine(isCidr(6, 128), 'not a CIDR range'),
  }),
])

const ipLocation = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.ipNamedLocation'),
  displayName: z.string().min(1),
  isTrusted: z.boolean().default(false),
  ipRanges: z.array(range).min(1),
})

const countryLocation = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.countryNamedLocation'),
  displayName: z.string().min(1),
  countriesAndRegions: z.array(z.string().length(2)).min(1),
  includeUnknownCountriesAndRegions: z.boolean().default(false),
  countryLookupMethod: z.enum(['clientIpAddress', 'authenticatorAppGps']).default('clientIpAddress'),
})

export const newLocation = z.discriminatedUnion('@odata.type', [ipLocation, countryLocation])

export type NamedLocation = z.infer<typeof newLocation> & Dated

/** Of no weight here, because a policy with a filter for devices is refused. */
const deviceInfo = z
  .strictObject({
    deviceId: z.string(),
    displayName: z.string(),
    isCompliant: z.boolean(),
    manufacturer: z.string(),
    model: z.string(),
    operatingSystem: z.string(),
    operatingSystemVersion: z.string(),
    ownership: z.string(),
    profileType: z.string(),
    trustType: z.string(),
  })
  .partial()

/** learn, conditionalaccessroot-evaluate, 2025-07-08; of identities and contexts only a user who opens applications. */
export const evaluation = z.strictObject({
  signInIdentity: z.strictObject({ '@odata.type': z.literal('#microsoft.graph.userSignIn'), userId: z.guid() }),
  signInContext: z.strictObject({
    '@odata.type': z.literal('#microsoft.graph.applicationContext'),
    includeApplications: texts.min(1),
  }),
  signInConditions: z.strictObject({
    devicePlatform: platform.nullish(),
    clientAppType: clientApp.nullish(),
    signInRiskLevel: risk.nullish(),
    userRiskLevel: risk.nullish(),
    country: z.string().nullish(),
    ipAddress: z.union([z.ipv4(), z.ipv6()]).nullish(),
    authenticationFlow: z.strictObject({ transferMethod: transfer }).nullish(),
    deviceInfo: deviceInfo.nullish(),
  }),
  appliedPoliciesOnly: z.boolean().nullish(),
})

export type SignIn = z.infer<typeof evaluation>
