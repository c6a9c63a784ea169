import { describe, expect, it } from 'vitest'
import {
  decideLicence,
  isInPlaceOf,
  nameOfLicence,
  roomLicencesOf,
  type LicenceKind,
} from '../../../../shared/room/licences.ts'
import type { Assignment, Sku } from '../../../../shared/room/snapshot.ts'
import { aSku, aUser, basicSku, proSku, standardSku } from '../../../kit/snapshots.ts'

const premiumSku = '4fb214cb-a430-4a91-9c91-4976763aa78f'
const pro = (free: number) => aSku({ free })
const basic = (free: number) => aSku({ skuId: basicSku, free })
const standard = (free: number) => aSku({ skuId: standardSku, free })
const premium = (free: number) => aSku({ skuId: premiumSku, free })
const enterprise = aSku({ skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', partNumber: 'ENTERPRISEPACK', free: 99 })

const held = (skuId: string): Assignment => ({ skuId, state: 'Active' })
const fromGroup = (skuId: string): Assignment => ({ ...held(skuId), isFromGroup: true })

describe('a choice of licence', () => {
  const cases: [name: string, asked: LicenceKind | undefined, skus: Sku[], expected: object][] = [
    ['nothing asked is Pro', undefined, [basic(5), pro(1)], { kind: 'assign', skuId: proSku }],
    ['nothing asked is never Basic', undefined, [basic(5), pro(0)], { kind: 'none-free', skuId: proSku }],
    ['nothing asked is never an old one', undefined, [standard(5), pro(0)], { kind: 'none-free', skuId: proSku }],
    ['Basic is given when asked', 'basic', [basic(1), pro(5)], { kind: 'assign', skuId: basicSku }],
    ['Basic that ran out is not replaced', 'basic', [basic(0), pro(5)], { kind: 'none-free', skuId: basicSku }],
    ['Basic that nobody bought is not replaced', 'basic', [pro(5)], { kind: 'not-owned', name: 'basic' }],
    ['Standard is given while there are units', 'standard', [standard(1), pro(5)], { skuId: standardSku }],
    ['Standard that ran out is Pro', 'standard', [standard(0), pro(1)], { kind: 'assign', skuId: proSku }],
    ['Standard that nobody bought is Pro', 'standard', [pro(1)], { kind: 'assign', skuId: proSku }],
    ['Standard waits for Pro', 'standard', [standard(0), pro(0)], { kind: 'none-free', skuId: proSku }],
    ['Premium is given while there are units', 'premium', [premium(1), pro(5)], { skuId: premiumSku }],
    ['Premium that ran out is Pro', 'premium', [premium(0), pro(1)], { kind: 'assign', skuId: proSku }],
    ['a licence for people is never given', undefined, [enterprise], { kind: 'not-owned' }],
    ['more given than bought is none free', undefined, [pro(-2)], { kind: 'none-free' }],
  ]

  it.each(cases)('%s', (_, asked, skus, expected) => {
    expect(decideLicence(asked, skus)).toMatchObject(expected)
  })

  it.each<[string, LicenceKind | undefined, Assignment[], object]>([
    ['keeps one that fits, free units or not', 'pro', [held(basicSku), held(proSku)], { kind: 'keep', skuId: proSku }],
    ['keeps the best of several', 'standard', [held(proSku), held(standardSku)], { kind: 'keep', skuId: standardSku }],
    ['keeps rather the one of a group', undefined, [held(proSku), fromGroup(basicSku)], { skuId: basicSku }],
    ['puts nothing beside another one of a group', 'pro', [fromGroup(basicSku)], { kind: 'excluded' }],
    ['cannot do with two of groups', undefined, [fromGroup(basicSku), fromGroup(proSku)], { kind: 'excluded' }],
    ['replaces one that does not fit', 'pro', [held(basicSku)], { kind: 'none-free', skuId: proSku }],
  ])('%s', (_, asked, licences, expected) => {
    expect(decideLicence(asked, [pro(0)], roomLicencesOf(aUser({ licences })))).toMatchObject(expected)
  })
})

describe('what stands in for the kind that was asked for', () => {
  it.each<[string, LicenceKind, boolean]>([
    ['Teams Rooms Pro', 'standard', true],
    ['Teams Rooms Standard', 'standard', false],
    ['Teams Rooms Pro without Audio Conferencing', 'pro', false],
    ['', 'standard', false],
  ])('%s for %s: %s', (name, asked, expected) => {
    expect(isInPlaceOf(name, asked)).toBe(expected)
  })
})

describe('the licence of a room', () => {
  it('is each active one among those for rooms', () => {
    const licences = [
      { skuId: enterprise.skuId, state: 'Active' },
      { skuId: basicSku, state: 'Error' },
      { skuId: proSku, state: 'Active' },
    ]

    expect(roomLicencesOf(aUser({ licences })).map(({ kind }) => kind)).toEqual(['pro'])
  })

  it('is one, although it comes directly and from groups, and then it comes from a group', () => {
    const licences = [held(proSku), fromGroup(proSku), fromGroup(proSku)]

    expect(roomLicencesOf(aUser({ licences }))).toMatchObject([{ skuId: proSku, isFromGroup: true }])
  })

  it('is given directly where the group gives it in vain', () => {
    const licences = [held(proSku), { ...fromGroup(proSku), state: 'Error' }]

    expect(roomLicencesOf(aUser({ licences }))).toMatchObject([{ skuId: proSku, isFromGroup: false }])
  })

  it('has a name that people know', () => {
    expect(nameOfLicence(proSku)).toBe('Teams Rooms Pro')
    expect(nameOfLicence('something')).toBe('something')
  })
})
