import { describe, expect, it } from 'vitest'
import { explainLicenceError, licenceErrorWords } from '../../../../shared/room/licenceErrors.ts'
import { judgeLicences, type LicencesHeld, type LicencesWanted } from '../../../../shared/room/licenceFitness.ts'
import type { Assignment, Sku } from '../../../../shared/room/snapshot.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { aSku, basicSku, proSku, standardSku } from '../../../kit/snapshots.ts'

const e3 = '6fd2c87f-b296-42f0-b197-1e91e994b900'
const shared = '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff'
const autoAttendant = '440eaaa8-b3e0-484b-a8be-62870b9ba70a'
const phone = 'e43b5b99-8dfb-405f-9987-dc307f34bcbd'
const premium = '4fb214cb-a430-4a91-9c91-4976763aa78f'
const plan = {
  teams: '57ff2da0-773e-42df-b2af-ffb7a2317929',
  phone: '4828c8ec-dc2e-4779-b502-87ac9ce28ab7',
  whiteboard: '4a51bca5-1eff-43f5-878c-177680f191af',
}

const held = (skuId: string, more: Partial<Assignment> = {}): Assignment => ({ skuId, state: 'Active', ...more })
const basics = (consumed: number): Sku => aSku({ skuId: basicSku, consumed })

const judge = (
  licences: Assignment[],
  room: Partial<RoomInput> = {},
  { skus = [], ...more }: Partial<LicencesHeld & LicencesWanted> = {},
) => {
  const { isInDynamicGroup, isUnderConditionalAccess, ...rest } = more
  return judgeLicences(
    { licences, skus, ...rest },
    {
      room: aRoom(room),
      ...(isInDynamicGroup && { isInDynamicGroup }),
      ...(isUnderConditionalAccess && { isUnderConditionalAccess }),
    },
  )
}
const codes = (findings: ReturnType<typeof judge>) => findings.map(({ severity, code }) => `${severity} ${code}`)

describe('the licences of a room', () => {
  it.each<[string, Assignment[], Partial<RoomInput>, string[]]>([
    ['are right with Pro alone', [held(proSku)], { enterpriseVoice: true, dialIn: true }, []],
    ['are missing', [], {}, ['blocks no-room-licence']],
    ['are missing with an add-on alone', [held(phone)], {}, ['blocks no-room-licence']],
    ['are not needed for Skype alone', [], { services: 'skype' }, []],
    ['cannot be one for people', [held(e3)], {}, ['blocks user-licence']],
    ['do not need one for people beside', [held(proSku), held(e3)], {}, ['warns user-licence']],
    ['cannot be the one for shared devices', [held(shared)], {}, ['blocks shared-device-licence']],
    ['may be the one for shared devices on a panel', [held(shared)], { device: { id: 'P1', kind: 'panel' } }, []],
    ['cannot be the one for auto attendants', [held(autoAttendant)], {}, ['blocks voice-application-licence']],
    ['are one too many', [held(proSku), held(basicSku)], {}, ['warns two-room-licences']],
    ['are one, on two paths', [held(proSku), held(proSku, { isFromGroup: true })], {}, []],
    ['are old with Standard', [held(standardSku)], {}, ['note legacy-licence']],
    ['are old with Premium', [held(premium)], {}, ['note legacy-licence']],
    ['let Basic be', [held(basicSku)], {}, []],
    ['let Basic be dialled into', [held(basicSku)], { dialIn: true }, []],
    ['lack voice with Basic and Enterprise Voice', [held(basicSku)], { enterpriseVoice: true }, ['warns lacks-voice']],
    ['lack voice with Basic and a number', [held(basicSku)], { phoneNumber: '+4722334455' }, ['warns lacks-voice']],
    ['lack voice with Basic and dial-out', [held(basicSku)], { dialOut: 'domestic' }, ['warns lacks-voice']],
  ])('%s', (_, licences, room, expected) => {
    expect(codes(judge(licences, room))).toEqual(expected)
  })

  it.each<[string, string, Partial<LicencesWanted>, string[]]>([
    ['Basic in a dynamic group', basicSku, { isInDynamicGroup: true }, ['warns lacks-entra-p1']],
    ['Basic under conditional access', basicSku, { isUnderConditionalAccess: true }, ['warns lacks-entra-p1']],
    [
      'Premium, which has no P1 either',
      premium,
      { isInDynamicGroup: true },
      ['warns lacks-entra-p1', 'note legacy-licence'],
    ],
    ['Pro, which has it', proSku, { isInDynamicGroup: true, isUnderConditionalAccess: true }, []],
  ])('need Entra ID P1 by what the account belongs to: %s', (_, skuId, wanted, expected) => {
    expect(codes(judge([held(skuId)], {}, wanted))).toEqual(expected)
  })

  it('say in words what is wrong and what to do', () => {
    const [finding] = judge([held(e3)])

    expect(finding).toEqual({
      code: 'user-licence',
      severity: 'blocks',
      licence: 'Office 365 E3',
      says: 'Office 365 E3 is a licence for people; since 1 July 2023 it does not let Teams Rooms sign in.',
      remedy: 'Give the room a Teams Rooms licence in place of Office 365 E3.',
    })
  })

  it('name the upgrade of an old one, and the group of one too many', () => {
    const findings = judge([held(standardSku), held(proSku, { isFromGroup: true })])

    expect(findings.map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining('leaves that group'),
      expect.stringContaining('Teams Rooms Pro'),
    ])
  })

  it('are told by the plans of the tenant where the catalogue knows nothing', () => {
    const skuId = '00000000-0000-4000-8000-000000000003'
    const skus = [aSku({ skuId, partNumber: 'CONTOSO_F9', plans: ['TEAMS1', 'EXCHANGE_S_DESKLESS'] })]

    expect(codes(judge([held(skuId)], {}, { skus }))).toEqual(['blocks user-licence'])
    expect(codes(judge([held(skuId)]))).toEqual(['blocks no-room-licence'])
  })
})

describe('the limit of Teams Rooms Basic', () => {
  it.each<[string, Assignment[], Partial<RoomInput>, number, string[]]>([
    ['leaves a place', [], { licence: 'basic' }, 24, []],
    ['leaves none', [], { licence: 'basic' }, 25, ['blocks basic-limit']],
    ['is no matter for Pro', [], { licence: 'pro' }, 25, []],
    ['counts the one that is held', [held(basicSku)], {}, 25, []],
    ['is passed', [held(basicSku)], {}, 26, ['warns basic-limit']],
  ])('%s', (_, licences, room, consumed, expected) => {
    const found = codes(judge(licences, room, { skus: [basics(consumed)] }))

    expect(found.filter((code) => code.endsWith('basic-limit'))).toEqual(expected)
  })
})

describe('an assignment that failed', () => {
  it.each([
    ['CountViolation', 'no-unit'],
    ['MutuallyExclusiveViolation', 'conflicting-licence'],
    ['DependencyViolation', 'dependent-licence'],
    ['ProhibitedInUsageLocationViolation', 'location-not-allowed'],
    ['UniquenessViolation', 'duplicate-address'],
    ['Other', 'other-error'],
    ['SomethingNew', 'unknown-error'],
    ['constructor', 'unknown-error'],
    [undefined, 'unknown-error'],
  ])('by %s is %s', (error, code) => {
    const failed = held(proSku, { state: 'Error', isFromGroup: true, ...(error && { error }) })

    const finding = judge([failed]).find((one) => one.code === code)

    expect(finding).toMatchObject({ severity: 'blocks', licence: 'Teams Rooms Pro' })
    expect(finding?.says).toMatch(/^Teams Rooms Pro from a group: [A-Z]/)
    expect(finding?.remedy).toMatch(/\.$/)
  })

  it('is explained with words of its own each', () => {
    const causes = licenceErrorWords.map((word) => explainLicenceError(word).cause)

    expect(new Set(causes).size).toBe(6)
    expect(explainLicenceError('SomethingNew').cause).toContain('SomethingNew')
  })

  it.each<[string, Assignment[], string]>([
    [
      'does no harm when the licence comes on another path',
      [held(proSku), held(proSku, { state: 'Error', error: 'CountViolation' })],
      'note no-unit',
    ],
    [
      'counts less for an add-on',
      [held(proSku), held(phone, { state: 'Error', error: 'CountViolation' })],
      'warns no-unit',
    ],
    [
      'is active all the same',
      [held(proSku, { state: 'ActiveWithError', error: 'DependencyViolation' })],
      'note dependent-licence',
    ],
    ['is a subscription that ended', [held(proSku), held(basicSku, { state: 'Disabled' })], 'warns licence-disabled'],
  ])('%s', (_, licences, expected) => {
    expect(codes(judge(licences))).toEqual([expected])
  })

  it('is foreseen without a usage location', () => {
    expect(codes(judge([held(proSku)], {}, { usageLocation: '' }))).toEqual(['blocks no-usage-location'])
    expect(codes(judge([held(proSku)], {}, { usageLocation: 'NO' }))).toEqual([])
  })
})

describe('a service plan', () => {
  it.each<[string, Assignment[], Partial<LicencesHeld>, Partial<RoomInput>, string[]]>([
    [
      'blocks the room when it is Teams and off',
      [held(proSku, { disabledPlans: [plan.teams] })],
      {},
      {},
      ['blocks plan-disabled'],
    ],
    [
      'is only noted when nobody needs it',
      [held(proSku, { disabledPlans: [plan.phone] })],
      {},
      {},
      ['note plan-disabled'],
    ],
    [
      'warns when what was asked for needs it',
      [held(proSku, { disabledPlans: [plan.phone] })],
      {},
      { enterpriseVoice: true },
      ['warns plan-disabled'],
    ],
    ['is no matter when it gives nothing to a room', [held(proSku, { disabledPlans: [plan.whiteboard] })], {}, {}, []],
    ['is on when another path has it on', [held(proSku, { disabledPlans: [plan.phone] }), held(phone)], {}, {}, []],
    [
      'is not ready yet',
      [held(proSku)],
      { plans: [{ plan: 'TEAMS1', status: 'PendingProvisioning' }] },
      {},
      ['blocks plan-pending'],
    ],
    ['is ready', [held(proSku)], { plans: [{ plan: 'TEAMS1', status: 'Success' }] }, {}, []],
    [
      'is ready in one of two licences',
      [held(proSku)],
      {
        plans: [
          { plan: plan.teams, status: 'Disabled' },
          { plan: 'TEAMS1', status: 'Success' },
        ],
      },
      {},
      [],
    ],
    [
      'is told once',
      [held(proSku, { disabledPlans: [plan.teams] })],
      { plans: [{ plan: 'TEAMS1', status: 'Disabled' }] },
      {},
      ['blocks plan-disabled'],
    ],
  ])('%s', (_, licences, more, room, expected) => {
    expect(codes(judge(licences, room, more))).toEqual(expected)
  })
})
