import { describe, expect, it } from 'vitest'
import {
  blocksIn,
  judgeSignIn,
  sayCheck,
  type AccessPolicy,
  type SignInReadings,
  type Trial,
} from '../../../../shared/room/signIn.ts'

const aPolicy = (changes: Partial<AccessPolicy> = {}): AccessPolicy => ({
  id: 'p1',
  name: 'MFA for all',
  isReportOnly: false,
  isUnsure: false,
  demands: ['mfa'],
  isAll: false,
  isRepeated: false,
  ...changes,
})

const onBoth = (...policies: AccessPolicy[]): SignInReadings => ({
  access: { windows: { value: policies }, android: { value: policies } },
})

const codes = (readings: SignInReadings) => judgeSignIn(readings).findings.map(({ code, severity }) => [code, severity])

describe('a room whose tenant is as it should be', () => {
  it('has nothing in the way', () => {
    const check = judgeSignIn({
      isEnabled: { value: true },
      isFederated: { value: false },
      hasModernAuthentication: { value: true },
      hasSecurityDefaults: { value: false },
      ...onBoth(),
      trial: { value: { isSignedIn: true, reason: 'unknown' } },
    })

    expect(check).toEqual({ findings: [], notChecked: [] })
    expect(sayCheck(check)).toEqual(['Sign-in: checked, nothing in the way.'])
  })
})

describe('what is in the way', () => {
  it.each<[SignInReadings, string, string]>([
    [{ isEnabled: { value: false } }, 'account-disabled', 'blocks'],
    [{ isFederated: { value: true } }, 'domain-federated', 'warns'],
    [{ hasModernAuthentication: { value: false } }, 'modern-authentication-off', 'warns'],
    [{ hasModernExchangeServer: { value: false } }, 'exchange-server-modern-authentication-off', 'warns'],
    [{ hasModernSkypeServer: { value: false } }, 'skype-server-modern-authentication-off', 'warns'],
    [{ hasSecurityDefaults: { value: true } }, 'security-defaults-on', 'warns'],
  ])('%j is %s, which %s', (readings, code, severity) => {
    expect(codes(readings)).toEqual([[code, severity]])
  })

  it('names each server that did not tell, with what it takes', () => {
    const missing = 'the role CsViewOnlyAdministrator is missing'

    expect(judgeSignIn({ hasModernSkypeServer: { missing } }).notChecked).toEqual([
      { what: 'modern authentication in Skype for Business Server', missing },
    ])
  })

  it.each<[Trial['reason'], string]>([
    ['disabled', 'account-disabled'],
    ['passwordExpired', 'password-expired'],
    ['wrongPassword', 'password-wrong'],
    ['lockedOut', 'account-locked'],
    ['unknown', 'sign-in-refused'],
  ])('a directory that refuses as %s blocks as %s', (reason, code) => {
    expect(codes({ trial: { value: { isSignedIn: false, reason } } })).toEqual([[code, 'blocks']])
  })
})

describe('a policy that applies on every platform', () => {
  it.each<[Partial<AccessPolicy>, string, string]>([
    [{ demands: ['mfa'] }, 'policy-asks-for-a-second-factor', 'blocks'],
    [{ demands: ['authenticationStrength'] }, 'policy-asks-for-a-second-factor', 'blocks'],
    [{ demands: ['block'] }, 'policy-blocks', 'blocks'],
    [{ demands: ['domainJoinedDevice'] }, 'policy-asks-for-the-impossible', 'blocks'],
    [{ demands: ['approvedApplication'] }, 'policy-asks-for-the-impossible', 'blocks'],
    [{ demands: ['passwordChange', 'mfa'], isAll: true }, 'policy-asks-for-a-second-factor', 'blocks'],
    [{ demands: ['compliantDevice'] }, 'policy-asks-for-a-compliant-device', 'warns'],
    [{ demands: ['mfa', 'compliantDevice'] }, 'policy-asks-for-a-compliant-device', 'warns'],
    [{ demands: ['mfa', 'compliantDevice'], isAll: true }, 'policy-asks-for-a-second-factor', 'blocks'],
    [{ demands: ['mfa'], isReportOnly: true }, 'policy-would-block-later', 'warns'],
    [{ demands: ['block'], isUnsure: true }, 'policy-may-block', 'warns'],
    [{ demands: [], isRepeated: true }, 'policy-signs-out', 'warns'],
  ])('%j is %s, which %s', (policy, code, severity) => {
    expect(codes(onBoth(aPolicy(policy)))).toEqual([[code, severity]])
  })

  it('is named, with the reason and what to do', () => {
    const [found] = judgeSignIn(onBoth(aPolicy())).findings

    expect(found).toMatchObject({ policy: 'MFA for all', remedy: 'Exclude the group of rooms from it.' })
    expect(found?.says).toBe(
      'Would be blocked by the policy "MFA for all": it asks for multifactor authentication, which no room can give.',
    )
  })

  it('that demands nothing and repeats nothing says nothing', () => {
    expect(codes(onBoth(aPolicy({ demands: [] })))).toEqual([])
  })
})

describe('a policy that applies on one platform alone', () => {
  it('only warns, and names the platform', () => {
    const readings = { access: { windows: { value: [] }, android: { value: [aPolicy({ demands: ['block'] })] } } }

    const { findings } = judgeSignIn(readings)

    expect(findings.map(({ severity }) => severity)).toEqual(['warns'])
    expect(findings[0]?.says).toContain('on Android')
  })

  it('and has rooms on Windows sign in again says nothing', () => {
    const repeated = aPolicy({ demands: [], isRepeated: true })

    expect(codes({ access: { windows: { value: [repeated] }, android: { value: [] } } })).toEqual([])
  })
})

it('two policies of one name are two', () => {
  const readings = onBoth(aPolicy(), aPolicy({ id: 'p2', demands: ['compliantDevice'] }))

  expect(judgeSignIn(readings).findings).toHaveLength(2)
})

it('what blocks stands before what warns', () => {
  const check = judgeSignIn(onBoth(aPolicy({ demands: ['compliantDevice'] }), aPolicy({ id: 'p2' })))

  expect(check.findings.map(({ severity }) => severity)).toEqual(['blocks', 'warns'])
  expect(blocksIn(check)).toHaveLength(1)
})

it('what may not be read is not checked, with what is missing, and is no finding', () => {
  const missing = 'the permission Policy.Read.All is missing'
  const check = judgeSignIn({ access: { windows: { missing } }, isFederated: { value: false } })

  expect(check).toEqual({ findings: [], notChecked: [{ what: 'conditional access', missing }] })
  expect(sayCheck(check)[0]).toContain(`Conditional access not checked, because ${missing}.`)
})
