import { describe, expect, it } from 'vitest'
import { entitlesTo, findLicence, licenceCatalogue, licenceOf } from '../../../../shared/room/licenceCatalogue.ts'
import {
  capabilitiesOf,
  capabilitiesOfPlan,
  excludeEachOther,
  nameOfPlan,
  type Capability,
} from '../../../../shared/room/servicePlans.ts'

const unknownId = '00000000-0000-4000-8000-000000000001'
const unknown = (partNumber: string, plans?: string[]) =>
  licenceOf({ skuId: unknownId, partNumber, ...(plans && { plans }) })

describe('the licence catalogue', () => {
  it('has every licence once, with an id, and with a part number that has no space around it', () => {
    const all = [...licenceCatalogue]

    expect(all).toHaveLength(53)
    for (const [skuId, licence] of all) {
      expect(skuId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(licence.skuId).toBe(skuId)
      expect(licence.partNumber).toBe(licence.partNumber.trim())
    }
  })

  it('has licences that share a part number', () => {
    const small = [...licenceCatalogue.values()].filter(({ partNumber }) => partNumber === 'MCOPSTN5')

    expect(small).toHaveLength(2)
  })

  it.each<[string, Capability[]]>([
    [
      '4cde982a-ede4-4409-9ae6-b003453c8ea6',
      ['audio-conferencing', 'entra-p1', 'intune', 'phone-system', 'skype', 'teams'],
    ],
    ['21943e3a-2429-4f83-84c1-02735cd49e78', ['entra-p1', 'intune', 'phone-system', 'skype', 'teams']],
    [
      '31ecb341-2a17-483e-9140-c473006d1e1a',
      ['audio-conferencing', 'entra-p1', 'intune', 'phone-system', 'skype', 'teams'],
    ],
    ['6af4b3d6-14bb-4a2a-960c-6c902aad34f3', ['audio-conferencing', 'teams']],
    ['50509a35-f0bd-4c5e-89ac-22f0e16a00f8', ['teams']],
    ['61bec411-e46a-4dab-8f46-8b58ec845ffe', ['intune', 'phone-system', 'skype', 'teams']],
    ['b4348f75-a776-4061-ac6c-36b9016b01d1', ['entra-p1', 'intune', 'phone-system', 'skype', 'teams']],
    ['4fb214cb-a430-4a91-9c91-4976763aa78f', ['audio-conferencing', 'intune', 'phone-system', 'skype', 'teams']],
    ['295a8eb0-f78d-45c7-8b5b-1eed5ed02dff', ['entra-p1', 'exchange', 'intune', 'phone-system', 'skype', 'teams']],
    ['18181a46-0d4e-45cd-891e-60aabd171b4e', ['exchange', 'skype', 'teams']],
    ['c7df2760-2c81-4ef7-b578-5b5392b571df', ['audio-conferencing', 'exchange', 'phone-system', 'skype', 'teams']],
    ['d3b4fe1f-9992-4930-8acb-ca6ec609365e', ['calling-domestic', 'calling-international']],
    ['d13e9d1b-316a-4946-98c6-362c97a4fdfe', ['calling-domestic']],
    ['440eaaa8-b3e0-484b-a8be-62870b9ba70a', []],
    ['b8b749f8-a4ef-4887-9539-c95b1eaa5db7', []],
    ['47794cd0-f0e5-45c5-9033-2eb6b5fc84e0', []],
  ])('says what %s gives: %j', (skuId, expected) => {
    expect([...capabilitiesOf(findLicence(skuId)?.plans ?? [])].toSorted()).toEqual(expected)
  })

  it('has no room licence with a mailbox of its own', () => {
    const rooms = [...licenceCatalogue.values()].filter(({ family }) => family === 'room')

    expect(rooms).toHaveLength(12)
    expect(rooms.filter((licence) => entitlesTo(licence, 'exchange'))).toEqual([])
    expect(rooms.filter((licence) => !entitlesTo(licence, 'teams'))).toEqual([])
  })

  it('believes the tenant about the plans of a licence that it knows', () => {
    const sku = { skuId: '50509a35-f0bd-4c5e-89ac-22f0e16a00f8', partNumber: 'x', plans: ['TEAMS1', 'MCOMEETADV'] }

    expect(licenceOf(sku)).toMatchObject({
      name: 'Teams Rooms Basic without Audio Conferencing',
      plans: ['TEAMS1', 'MCOMEETADV'],
    })
  })
})

describe('a licence that the catalogue does not know', () => {
  it.each<[string, object]>([
    ['Microsoft_Teams_Rooms_Pro_USGOV_GCCHIGH', { family: 'room', kind: 'pro', edition: 'gcc-high' }],
    [
      'Microsoft_Teams_Rooms_Basic_DOD\u00a0',
      { family: 'room', kind: 'basic', edition: 'dod', partNumber: 'Microsoft_Teams_Rooms_Basic_DOD' },
    ],
    [' meeting_room_new', { family: 'room', kind: 'standard', isLegacy: true }],
    ['MTR_PREM_FACULTY', { family: 'room', kind: 'premium', edition: 'edu', isLegacy: true }],
    ['MMR_P1', { family: 'room', kind: 'premium' }],
    ['MCOCAP_GCCHIGH ', { family: 'shared-device' }],
    ['PHONESYSTEM_VIRTUALUSER_DOD', { family: 'voice-application' }],
    ['MCOPSTN_9', { family: 'add-on' }],
    ['MCOMEETADV_NEW', { family: 'add-on' }],
    ['MCOEV_TELSTRA', { family: 'add-on' }],
    ['MCOSTANDARD_GOV', { family: 'skype', edition: 'gcc' }],
  ])('is told by its part number: %j', (partNumber, expected) => {
    expect(unknown(partNumber)).toMatchObject(expected)
  })

  it.each<[string, string[], string | undefined]>([
    ['Teams and a mailbox', ['TEAMS1', 'EXCHANGE_S_STANDARD'], 'user'],
    ['Teams for frontline workers', ['TEAMS1', 'EXCHANGE_S_DESKLESS'], 'user'],
    ['a number for an auto attendant', ['MCOEV_VIRTUALUSER'], 'voice-application'],
    ['a calling plan', ['MCOPSTN8'], 'add-on'],
    ['Skype alone', ['MCOSTANDARD'], 'skype'],
    ['something else', ['POWER_BI_STANDARD'], undefined],
    ['nothing', [], undefined],
  ])('is told by its plans where its part number says nothing: %s', (_, plans, family) => {
    expect(unknown('CONTOSO_BUNDLE', plans)?.family).toBe(family)
  })

  it('gives what the plain one of its kind gives, less what its part number denies, until its plans are known', () => {
    const silent = unknown('Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing_GCCHIGH')
    const told = unknown('Microsoft_Teams_Rooms_Pro_GCCHIGH', ['TEAMS_AR_GCCHIGH'])

    expect([...capabilitiesOf(silent?.plans ?? [])]).toEqual(
      expect.arrayContaining(['teams', 'phone-system', 'entra-p1']),
    )
    expect(silent && entitlesTo(silent, 'audio-conferencing')).toBe(false)
    expect([...capabilitiesOf(told?.plans ?? [])]).toEqual(['teams'])
  })
})

describe('a service plan', () => {
  it('is known by its id as by its name', () => {
    expect(nameOfPlan('57FF2DA0-773e-42df-b2af-ffb7a2317929')).toBe('TEAMS1')
    expect(capabilitiesOfPlan('3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40')).toEqual(['audio-conferencing'])
    expect(nameOfPlan('SWAY')).toBe('SWAY')
  })

  it.each([
    [['MCOIMP'], ['TEAMS1', 'MCOSTANDARD'], true],
    [['MCOSTANDARD_GOV'], ['MCOIMP_GOV'], true],
    [['MCOSTANDARD'], ['MCOSTANDARD'], false],
    [['MCOIMP'], ['TEAMS1'], false],
  ])('%j beside %j excludes: %s', (one, other, expected) => {
    expect(excludeEachOther(one, other)).toBe(expected)
  })
})
