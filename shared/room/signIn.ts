import type { Check } from './checks.ts'

/** A fact, or what it takes to read it. */
export type Reading<T> = { value: T } | { missing: string }

/** What rooms run on; a request seldom knows which of them the device will be. */
export const platforms = ['windows', 'android'] as const
export type Platform = (typeof platforms)[number]
const nameOf: Record<Platform, string> = { windows: 'Windows', android: 'Android' }

/** A conditional access policy that has something to say about a sign-in of the room. */
export interface AccessPolicy {
  /** Names can be used twice. */
  id: string
  name: string
  /** It is only watched, not enforced. */
  isReportOnly: boolean
  /** It depends on what only the device knows, such as its place in the network. */
  isUnsure: boolean
  /** Names of grant controls as Graph writes them, such as block, mfa and compliantDevice. */
  demands: string[]
  /** All of them; else one is enough. */
  isAll: boolean
  /** It has the room sign in again now and then. */
  isRepeated: boolean
}

/** A try of the password against the directory; the reasons are those of the runbook. */
export interface Trial {
  isSignedIn: boolean
  reason: 'disabled' | 'passwordExpired' | 'wrongPassword' | 'lockedOut' | 'unknown'
}

/** What is known about the sign-in of one room; what does not concern it is left out. */
export interface SignInReadings {
  isEnabled?: Reading<boolean>
  isFederated?: Reading<boolean>
  hasModernAuthentication?: Reading<boolean>
  /** The same on the servers that the room has its calendar or its Skype on. */
  hasModernExchangeServer?: Reading<boolean>
  hasModernSkypeServer?: Reading<boolean>
  hasSecurityDefaults?: Reading<boolean>
  access?: Partial<Record<Platform, Reading<AccessPolicy[]>>>
  trial?: Reading<Trial>
}

/** Something about the sign-in that people should know. */
export interface SignInFinding {
  code: keyof typeof sentences
  /** blocks: the tenant says so for sure. */
  severity: 'blocks' | 'warns'
  says: string
  remedy: string
  /** Of a conditional access policy. */
  policy?: string
}

export interface SignInCheck {
  findings: SignInFinding[]
  notChecked: { what: string; missing: string }[]
}

const exclude = 'Exclude the group of rooms from it.'

/**
 * What can be in the way, and what to do. Sources: Microsoft, "Supported Conditional Access and Intune device compliance policies for
 * Microsoft Teams Rooms" (2024-08-22), "Authentication in Microsoft Teams Rooms" (2020-04-06: federated domains by WS-Trust; what Exchange
 * and Skype on servers must have for modern authentication), and "Enable or disable modern authentication in Exchange Online".
 */
const sentences = {
  'account-disabled': ['Sign-in of the account is blocked.', 'Allow its sign-in.'],
  'password-expired': ['The password has expired.', 'Have a new password set that never expires.'],
  'password-wrong': ['The directory does not take the password that was set.', 'Have a new password set.'],
  'account-locked': [
    'The account is locked after too many attempts.',
    'Find what signs in with an old password, then unlock the account.',
  ],
  'sign-in-refused': ['The directory refused the sign-in.', 'Have the account looked at in the directory.'],
  'domain-federated': [
    'Its domain is federated: the sign-in goes to another identity provider, which must take a name and a password without a page (WS-Trust).',
    'Make sure that it does, or ask for an address in a domain that is not federated.',
  ],
  'modern-authentication-off': [
    'Modern authentication is switched off in Exchange Online, which rooms use to reach their calendar.',
    'Switch it on in the settings of the organisation.',
  ],
  'exchange-server-modern-authentication-off': [
    'Modern authentication is switched off in Exchange Server: a device that signs in with it does not reach the calendar of the room.',
    'Have hybrid modern authentication switched on in Exchange Server, or leave it switched off on the device.',
  ],
  'skype-server-modern-authentication-off': [
    'Modern authentication is switched off in Skype for Business Server: a device that signs in with it does not reach Skype.',
    'Have modern authentication switched on in Skype for Business Server, or leave it switched off on the device.',
  ],
  'security-defaults-on': [
    'Security defaults are on, which ask for a second factor that no room can give.',
    'Replace them by conditional access policies from which the group of rooms is excluded.',
  ],
  'policy-blocks': ['Would be blocked by the policy "{policy}"{where}: it blocks access.', exclude],
  'policy-asks-for-a-second-factor': [
    'Would be blocked by the policy "{policy}"{where}: it asks for multifactor authentication, which no room can give.',
    exclude,
  ],
  'policy-asks-for-the-impossible': [
    'Would be blocked by the policy "{policy}"{where}: it asks for something that no room can give ({demands}).',
    exclude,
  ],
  'policy-asks-for-a-compliant-device': [
    'The policy "{policy}"{where} asks for a compliant device: only a device that is enrolled and compliant signs in.',
    'Enrol the device before the room signs in, or exclude the group of rooms from the policy.',
  ],
  'policy-may-block': [
    'The policy "{policy}"{where} may block it, depending on what only the device shows, such as its place in the network.',
    'Compare the policy with the place of the room, or exclude the group of rooms from it.',
  ],
  'policy-would-block-later': [
    'The policy "{policy}"{where} is only watched now; it would block the room as soon as it is switched on.',
    'Exclude the group of rooms from it before it is switched on.',
  ],
  'policy-signs-out': [
    'The policy "{policy}" has devices sign in again now and then, which signs rooms on Android out.',
    exclude,
  ],
} as const satisfies Record<string, readonly [says: string, remedy: string]>

type Facts = Record<string, string>

function finding(code: SignInFinding['code'], severity: SignInFinding['severity'], facts: Facts = {}): SignInFinding {
  const [says, remedy] = sentences[code]
  const { policy } = facts
  return {
    code,
    severity,
    says: says.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? ''),
    remedy,
    ...(policy !== undefined && { policy }),
  }
}

/** What is in the way of a sign-in, and what could not be found out. */
export function judgeSignIn(readings: SignInReadings): SignInCheck {
  const { isEnabled, isFederated, hasSecurityDefaults, access = {}, trial } = readings
  return {
    findings: [
      ...(holds(isEnabled, false) ? [finding('account-disabled', 'blocks')] : []),
      ...judgeTrial(trial),
      ...judgePolicies(access),
      ...(holds(isFederated, true) ? [finding('domain-federated', 'warns')] : []),
      ...modernAuthentications.flatMap(({ of, code }) => (holds(readings[of], false) ? [finding(code, 'warns')] : [])),
      ...(holds(hasSecurityDefaults, true) ? [finding('security-defaults-on', 'warns')] : []),
    ].slice(0, mostFindings),
    notChecked: [
      ...unread('the account', isEnabled),
      ...unread('the password', trial),
      ...unread('conditional access', platforms.map((platform) => access[platform]).find(isUnread)),
      ...unread('federation', isFederated),
      ...modernAuthentications.flatMap(({ of, what }) => unread(what, readings[of])),
      ...unread('security defaults', hasSecurityDefaults),
    ],
  }
}

const modernAuthentications = [
  { of: 'hasModernAuthentication', code: 'modern-authentication-off', what: 'modern authentication' },
  {
    of: 'hasModernExchangeServer',
    code: 'exchange-server-modern-authentication-off',
    what: 'modern authentication in Exchange Server',
  },
  {
    of: 'hasModernSkypeServer',
    code: 'skype-server-modern-authentication-off',
    what: 'modern authentication in Skype for Business Server',
  },
] as const

/** More would not fit into an answer; what blocks comes first. */
const mostFindings = 12

const holds = <T>(reading: Reading<T> | undefined, value: T): boolean =>
  reading !== undefined && 'value' in reading && reading.value === value

const isUnread = (reading: Reading<unknown> | undefined): boolean => reading !== undefined && 'missing' in reading

const unread = (what: string, reading: Reading<unknown> | undefined): SignInCheck['notChecked'] =>
  reading !== undefined && 'missing' in reading ? [{ what, missing: reading.missing }] : []

const codeOfReason: Record<Trial['reason'], SignInFinding['code']> = {
  disabled: 'account-disabled',
  passwordExpired: 'password-expired',
  wrongPassword: 'password-wrong',
  lockedOut: 'account-locked',
  unknown: 'sign-in-refused',
}

const judgeTrial = (trial: SignInReadings['trial']): SignInFinding[] =>
  trial && 'value' in trial && !trial.value.isSignedIn ? [finding(codeOfReason[trial.value.reason], 'blocks')] : []

/** A policy that stops the room on one platform alone only warns, because nobody knows yet what the device will be. */
function judgePolicies(access: NonNullable<SignInReadings['access']>): SignInFinding[] {
  const read = platforms.flatMap((platform) => {
    const reading = access[platform]
    return reading && 'value' in reading ? [{ platform, policies: reading.value }] : []
  })
  const seen = read.flatMap(({ platform, policies }) => policies.map((policy) => ({ platform, policy })))
  const findings = [...Map.groupBy(seen, ({ policy }) => policy.id).values()].flatMap((one) =>
    judgePolicy(one, read.length),
  )
  return findings.toSorted((one, other) => Number(other.severity === 'blocks') - Number(one.severity === 'blocks'))
}

interface Seen {
  platform: Platform
  policy: AccessPolicy
}

/** `asked`: for how many platforms the tenant has answered. */
function judgePolicy(seen: Seen[], asked: number): SignInFinding[] {
  const stopped = seen.filter(({ policy }) => isImpossible(policy))
  const told = stopped.length > 0 ? stopped : seen
  const where = told.length === asked ? '' : ` on ${told.map(({ platform }) => nameOf[platform]).join(', ')}`
  const [{ policy }] = told as [Seen]
  const facts = { policy: policy.name, where, demands: policy.demands.join(', ') }
  if (stopped.length > 0) return [judgeStop(stopped, where === '', facts)]
  const isCompliance = policy.demands.includes('compliantDevice')
  return [
    ...(isCompliance ? [finding('policy-asks-for-a-compliant-device', 'warns', facts)] : []),
    ...(policy.isRepeated && told.some(({ platform }) => platform === 'android')
      ? [finding('policy-signs-out', 'warns', facts)]
      : []),
  ]
}

function judgeStop(stopped: Seen[], isEverywhere: boolean, facts: Facts): SignInFinding {
  const sure = stopped.find(({ policy }) => !policy.isUnsure && !policy.isReportOnly)
  if (sure) return finding(stopCode(sure.policy.demands), isEverywhere ? 'blocks' : 'warns', facts)
  const isWatched = stopped.every(({ policy }) => policy.isReportOnly)
  return finding(isWatched ? 'policy-would-block-later' : 'policy-may-block', 'warns', facts)
}

function stopCode(demands: string[]): SignInFinding['code'] {
  if (demands.includes('block')) return 'policy-blocks'
  return demands.some((one) => one === 'mfa' || one === 'authenticationStrength')
    ? 'policy-asks-for-a-second-factor'
    : 'policy-asks-for-the-impossible'
}

/** Of all grant controls a room can meet one: a device that is enrolled can be compliant. */
const isImpossible = ({ demands, isAll }: AccessPolicy): boolean => {
  const impossible = demands.filter((demand) => demand !== 'compliantDevice')
  return impossible.length > 0 && (isAll || impossible.length === demands.length)
}

export const blocksIn = ({ findings }: SignInCheck): SignInFinding[] =>
  findings.filter(({ severity }) => severity === 'blocks')

/** One line for the ticket, and one for each thing to keep in mind. */
export function sayCheck({ findings, notChecked }: SignInCheck): string[] {
  const open = notChecked.map(({ what, missing }) => `${what} not checked, because ${missing}`)
  if (findings.length === 0 && open.length === 0) return ['Sign-in: checked, nothing in the way.']
  const head =
    findings.length === 0 ? 'Sign-in: nothing in the way, as far as it was checked.' : 'Sign-in, to keep in mind:'
  const lines = [...findings.map(({ says, remedy }) => `${says} ${remedy}`), ...open.map((line) => `${capital(line)}.`)]
  return [`${head}\n${lines.map((line) => `- ${line}`).join('\n')}`]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** As one finding of a check: what blocks is wrong, the rest is named. What may not be read is no fault of the room. */
export function toFinding(check: SignInCheck, at: string): Check {
  const { findings, notChecked } = check
  const open = notChecked.map(({ what, missing }) => `${what} not checked, because ${missing}`)
  const says = [...findings.map((one) => one.says.replace(/\.$/, '')), ...open].join('; ')
  const state = blocksIn(check).length > 0 ? 'wrong' : findings.length === 0 && open.length > 0 ? 'skipped' : 'right'
  return { id: 'sign-in', title: 'Sign-in', state, says: says || 'nothing in the way', at }
}
