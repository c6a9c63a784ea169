import { describe, expect, it } from 'vitest'
import { decideLicences, type LicenceReading, type LicenceWish } from '../../../../shared/room/licenceAddOns.ts'
import { decideLicence, isChoiceFor, roomLicencesOf } from '../../../../shared/room/licences.ts'
import type { Assignment, Sku } from '../../../../shared/room/snapshot.ts'
import { aSku, basicSku, proSku } from '../../../kit/snapshots.ts'

const ids = {
  proNoAudio: '21943e3a-2429-4f83-84c1-02735cd49e78',
  proGcc: '31ecb341-2a17-483e-9140-c473006d1e1a',
  audio: '0c266dff-15dd-4b49-8397-2bb16070ed52',
  audioGcc: '2d3091c7-0712-488b-b3d8-6b97bde6a1f5',
  domestic: '0dab259f-bf13-4952-b7f8-7db8f131b28d',
  domestic120: '11dee6af-eca8-419f-8061-6864517c1875',
  international: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e',
  payAsYouGo: 'dbd31205-338e-4dec-903d-44402e305e32',
  skypePlan1: 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7',
  e3: '6fd2c87f-b296-42f0-b197-1e91e994b900',
}
const own = (skuId: string, free = 1, more: Partial<Sku> = {}) =>
  aSku({ skuId, partNumber: 'of-the-catalogue', free, ...more })
const held = (skuId: string): Assignment => ({ skuId, state: 'Active' })
const ofGroup = (skuId: string): Assignment => ({ ...held(skuId), isFromGroup: true })
const aWish = (changes: Partial<LicenceWish> = {}): LicenceWish => ({ dialIn: false, dialOut: 'none', ...changes })
const decide = (wish: Partial<LicenceWish>, skus: Sku[], more: Partial<LicenceReading> = {}) =>
  decideLicences(aWish(wish), { licences: [], skus, ...more })

const dialIn = { dialIn: true }
const domestic = { dialOut: 'domestic' } as const
const international = { dialOut: 'international' } as const

describe('the licence of a room that is dialled into', () => {
  it.each<[string, Partial<LicenceWish>, Sku[], object, object[]]>([
    ['is the plain one', {}, [own(ids.proNoAudio), own(proSku)], { kind: 'assign', skuId: proSku }, []],
    [
      'may lack Audio Conferencing when nobody asked for it',
      {},
      [own(ids.proNoAudio), own(proSku, 0)],
      { kind: 'assign', skuId: ids.proNoAudio },
      [],
    ],
    [
      'is waited for as the plain one',
      {},
      [own(ids.proNoAudio, 0), own(proSku, 0)],
      { kind: 'none-free', skuId: proSku },
      [],
    ],
    [
      'is never one without it',
      dialIn,
      [own(ids.proNoAudio), own(proSku, 0)],
      { kind: 'none-free', skuId: proSku },
      [],
    ],
    [
      'is one of another edition rather than one without it',
      dialIn,
      [own(ids.proNoAudio), own(ids.proGcc)],
      { skuId: ids.proGcc },
      [],
    ],
    [
      'may lack it when it comes from beside',
      dialIn,
      [own(ids.proNoAudio), own(ids.audio, 3)],
      { kind: 'assign', skuId: ids.proNoAudio },
      [{ kind: 'assign', skuId: ids.audio, free: 3, need: 'audio-conferencing' }],
    ],
    ['needs no add-on when it has it', dialIn, [own(proSku), own(ids.audio)], { kind: 'assign', skuId: proSku }, []],
    [
      'waits for the room licence that has it before the add-on',
      dialIn,
      [own(ids.proNoAudio), own(proSku, 0), own(ids.audio, 0)],
      { kind: 'none-free', skuId: proSku },
      [],
    ],
    [
      'waits for the add-on when nothing else is owned',
      dialIn,
      [own(ids.proNoAudio), own(ids.audio, 0)],
      { kind: 'assign', skuId: ids.proNoAudio },
      [{ kind: 'none-free', skuId: ids.audio, free: 0 }],
    ],
    [
      'is not owned when there is neither',
      dialIn,
      [own(ids.proNoAudio)],
      { kind: 'not-owned', name: 'pro with Audio Conferencing' },
      [],
    ],
    ['is not owned when there is nothing at all', dialIn, [], { kind: 'not-owned', name: 'pro' }, []],
  ])('%s', (_, wish, skus, room, addOns) => {
    const decision = decide(wish, skus)

    expect(decision.room).toMatchObject(room)
    expect(decision.addOns).toMatchObject(addOns)
    expect(decision.addOns).toHaveLength(addOns.length)
  })

  it.each<[string, Assignment[], Sku[], object]>([
    [
      'stays, with the add-on that is held',
      [held(ids.proNoAudio), held(ids.audio)],
      [own(proSku)],
      { room: { kind: 'keep' }, addOns: [{ kind: 'held' }] },
    ],
    [
      'stays, with an add-on that is free',
      [held(ids.proNoAudio)],
      [own(proSku), own(ids.audio)],
      { room: { kind: 'keep' }, addOns: [{ kind: 'assign' }] },
    ],
    [
      'is replaced when it lacks it and nothing gives it',
      [held(ids.proNoAudio)],
      [own(proSku)],
      { room: { kind: 'assign', skuId: proSku }, addOns: [] },
    ],
    [
      'cannot be replaced when a group gives it',
      [ofGroup(ids.proNoAudio)],
      [own(proSku)],
      { room: { kind: 'excluded', because: 'licence-of-a-group' } },
    ],
  ])('that it holds already %s', (_, licences, skus, expected) => {
    expect(decide(dialIn, skus, { licences })).toMatchObject(expected)
  })
})

describe('the calling plan of a room that dials out', () => {
  it.each<[string, Partial<LicenceWish>, Sku[], object[]]>([
    ['is none when nobody dials', {}, [own(ids.domestic)], []],
    [
      'is the domestic one for domestic calls',
      domestic,
      [own(ids.international), own(ids.domestic, 4)],
      [{ kind: 'assign', skuId: ids.domestic, free: 4 }],
    ],
    [
      'is a small one when no better one is free',
      domestic,
      [own(ids.domestic, 0), own(ids.domestic120)],
      [{ kind: 'assign', skuId: ids.domestic120 }],
    ],
    [
      'is the international one when no domestic one is free',
      domestic,
      [own(ids.international), own(ids.domestic, 0)],
      [{ kind: 'assign', skuId: ids.international }],
    ],
    [
      'is rather one without other countries, whatever it is',
      domestic,
      [own(ids.international), own(ids.payAsYouGo)],
      [{ kind: 'assign', skuId: ids.payAsYouGo }],
    ],
    [
      'is never domestic for international calls',
      international,
      [own(ids.domestic), own(ids.international, 0)],
      [{ kind: 'none-free', skuId: ids.international }],
    ],
    [
      'is named when nobody bought it',
      international,
      [own(ids.domestic)],
      [{ kind: 'not-owned', name: 'International Calling Plan' }],
    ],
  ])('%s', (_, wish, skus, addOns) => {
    const decision = decide(wish, [own(proSku), ...skus])

    expect(decision.addOns).toMatchObject(addOns)
    expect(decision.addOns).toHaveLength(addOns.length)
  })

  it('is not needed with lines of one’s own', () => {
    expect(decide(international, [own(proSku)], { hasOwnLines: true }).addOns).toEqual([])
  })

  it('is the one that the account holds', () => {
    const { addOns } = decide(domestic, [own(proSku), own(ids.domestic)], { licences: [held(ids.international)] })

    expect(addOns).toMatchObject([{ kind: 'held', skuId: ids.international }])
  })

  it('is of the edition of the room licence', () => {
    const skus = [own(ids.proGcc), own(ids.domestic), own('923f58ab-fca1-46a1-92f9-89fda21238a8')]

    expect(decide(domestic, skus).addOns).toMatchObject([{ skuId: '923f58ab-fca1-46a1-92f9-89fda21238a8' }])
  })
})

describe('a choice that clashes with what is held', () => {
  it('is found before anything is assigned: Skype Plan 1 beside the Plan 2 of Pro', () => {
    const { room } = decide({}, [own(proSku)], { licences: [held(ids.skypePlan1)] })

    expect(room).toEqual({ kind: 'excluded', name: 'Skype for Business Online (Plan 1)', because: 'exclusive-plans' })
  })

  it.each([
    ['Basic has no Skype plan', 'basic', basicSku, ids.skypePlan1],
    ['the same level twice is none', 'pro', proSku, ids.e3],
  ] as const)('%s', (_, licence, skuId, other) => {
    const { room } = decide({ licence }, [own(skuId)], { licences: [held(other)] })

    expect(room).toMatchObject({ kind: 'assign', skuId })
  })

  it('does not keep what works from being kept', () => {
    const { room } = decide({}, [own(proSku)], { licences: [held(proSku), held(ids.skypePlan1)] })

    expect(room).toMatchObject({ kind: 'keep', skuId: proSku })
  })
})

describe('Teams Rooms Basic', () => {
  const free = (consumed: number) => own(basicSku, 5, { consumed })

  it.each<[string, Sku[], object]>([
    ['is given up to the twenty-fifth', [free(24)], { kind: 'assign' }],
    ['is not given beyond that, free units or not', [free(25)], { kind: 'none-free', because: 'basic-limit' }],
    [
      'is counted over its variants',
      [free(20), own('50509a35-f0bd-4c5e-89ac-22f0e16a00f8', 0, { consumed: 5 })],
      { kind: 'none-free', because: 'basic-limit' },
    ],
  ])('%s', (_, skus, expected) => {
    expect(decide({ licence: 'basic' }, skus).room).toMatchObject(expected)
    expect(decideLicence('basic', skus)).toMatchObject(expected)
  })

  it('is kept beyond the limit by who has it', () => {
    expect(decide({ licence: 'basic' }, [free(25)], { licences: [held(basicSku)] }).room).toMatchObject({
      kind: 'keep',
    })
  })
})

describe('a room licence that the catalogue does not know', () => {
  const skuId = '00000000-0000-4000-8000-000000000002'
  const highPro = (free: number) => own(skuId, free, { partNumber: 'Microsoft_Teams_Rooms_Pro_USGOV_GCCHIGH' })

  it('is chosen after those that it knows', () => {
    expect(decide({}, [highPro(1)]).room).toMatchObject({ kind: 'assign', skuId })
    expect(decide({}, [highPro(1), own(proSku)]).room).toMatchObject({ kind: 'assign', skuId: proSku })
  })

  it('is known as held and as a choice with the tenant’s list alone', () => {
    const user = { licences: [held(skuId)] }

    expect(roomLicencesOf(user)).toEqual([])
    expect(roomLicencesOf(user, [highPro(0)])).toMatchObject([{ skuId, kind: 'pro', isFromGroup: false }])
    expect(isChoiceFor(skuId, 'pro')).toBe(false)
    expect(isChoiceFor(skuId, 'pro', [highPro(0)])).toBe(true)
    expect(decideLicence('pro', [highPro(1)])).toMatchObject({ kind: 'not-owned' })
  })
})
