import { describe, expect, it } from 'vitest'
import {
  askedBy,
  capabilityRows,
  lackingFor,
  missingFor,
  paperLicencesFor,
  type Asked,
} from '../../../../shared/room/capabilities.ts'
import type { LicenceReading } from '../../../../shared/room/licenceAddOns.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { basicSku, proSku } from '../../../kit/snapshots.ts'

const id = {
  plan1: 'b8b749f8-a4ef-4887-9539-c95b1eaa5db7',
  plan2: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f',
  phone: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd',
  audio: '0c266dff-15dd-4b49-8397-2bb16070ed52',
  domestic: '0dab259f-bf13-4952-b7f8-7db8f131b28d',
  international: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e',
  e1: '18181a46-0d4e-45cd-891e-60aabd171b4e',
  e3: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  e5: 'c7df2760-2c81-4ef7-b578-5b5392b571df',
  proNoAudio: '21943e3a-2429-4f83-84c1-02735cd49e78',
  pro: proSku,
  basic: basicSku,
}
type Name = keyof typeof id
const holding = (names: Name[], hasOwnLines = false): LicenceReading => ({
  licences: names.map((name) => ({ skuId: id[name], state: 'Active' })),
  skus: [],
  hasOwnLines,
})
const entitles = (side: 'skypeRoom' | 'today', asked: Asked, names: Name[], hasOwnLines = false): boolean => {
  const rule = capabilityRows.find((row) => row.asked === asked)?.[side]
  if (!rule) throw new Error(`no row for ${asked}`)
  return lackingFor(rule, holding(names, hasOwnLines)).length === 0
}

describe('what entitled a Skype room', () => {
  it.each<[Asked, Name[], boolean]>([
    ['meetings', ['plan2'], true],
    ['meetings', ['e1'], true],
    ['meetings', ['e3'], true],
    ['meetings', ['plan1'], false],
    ['meetings', [], false],
    ['enterprise-voice', ['plan2', 'phone'], true],
    ['enterprise-voice', ['e5'], true],
    ['enterprise-voice', ['plan2'], false],
    ['enterprise-voice', ['phone'], false],
    ['enterprise-voice', ['e3'], false],
    ['phone-number', ['plan2', 'phone'], true],
    ['phone-number', ['e5'], true],
    ['phone-number', ['e1'], false],
    ['dial-in', ['audio', 'phone'], true],
    ['dial-in', ['audio'], false],
    ['dial-in', ['phone'], false],
    ['dial-out-domestic', ['domestic'], true],
    ['dial-out-domestic', ['international'], true],
    ['dial-out-domestic', ['phone'], false],
    ['dial-out-international', ['international'], true],
    ['dial-out-international', ['domestic'], false],
    ['mailbox', [], true],
  ])('to %s with %j: %s', (asked, names, expected) => {
    expect(entitles('skypeRoom', asked, names)).toBe(expected)
  })
})

describe('what entitles a Teams room today', () => {
  it.each<[Asked, Name[], boolean, boolean?]>([
    ['meetings', ['pro'], true],
    ['meetings', ['basic'], true],
    ['meetings', ['e3'], false],
    ['meetings', ['plan2'], false],
    ['enterprise-voice', ['pro'], true],
    ['enterprise-voice', ['basic'], false],
    ['enterprise-voice', ['e5'], false],
    ['phone-number', ['pro', 'domestic'], true],
    ['phone-number', ['pro'], true, true],
    ['phone-number', ['pro'], false],
    ['phone-number', ['basic', 'domestic'], false],
    ['dial-in', ['pro'], true],
    ['dial-in', ['basic'], true],
    ['dial-in', ['proNoAudio'], false],
    ['dial-in', ['proNoAudio', 'audio'], true],
    ['dial-out-domestic', ['pro', 'domestic'], true],
    ['dial-out-domestic', ['pro', 'international'], true],
    ['dial-out-domestic', ['pro'], true, true],
    ['dial-out-domestic', ['pro'], false],
    ['dial-out-international', ['pro', 'international'], true],
    ['dial-out-international', ['pro', 'domestic'], false],
    ['dial-out-international', ['pro'], true, true],
    ['mailbox', [], true],
  ])('to %s with %j: %s', (asked, names, expected, hasOwnLines) => {
    expect(entitles('today', asked, names, hasOwnLines)).toBe(expected)
  })
})

describe('what a request asks for', () => {
  it.each<[Partial<RoomInput>, Asked[]]>([
    [{}, ['meetings', 'mailbox']],
    [{ services: 'skype', enterpriseVoice: true }, ['mailbox']],
    [
      { services: 'both', enterpriseVoice: true, phoneNumber: '+4722334455', dialIn: true, dialOut: 'international' },
      ['meetings', 'enterprise-voice', 'phone-number', 'dial-in', 'dial-out-international', 'mailbox'],
    ],
  ])('with %j is %j', (room, expected) => {
    expect(askedBy(aRoom(room))).toEqual(expected)
  })
})

describe('what is missing', () => {
  it.each<[string, Partial<RoomInput>, Name[], [Asked, string[]][]]>([
    ['is nothing with Pro', { enterpriseVoice: true, dialIn: true }, ['pro'], []],
    ['is the licence itself', {}, [], [['meetings', ['Teams Rooms Pro']]]],
    ['is the licence that was asked for', { licence: 'basic' }, [], [['meetings', ['Teams Rooms Basic']]]],
    ['is what stands in for an old one', { licence: 'standard' }, [], [['meetings', ['Teams Rooms Pro']]]],
    [
      'is Pro where Basic has no telephony',
      { enterpriseVoice: true },
      ['basic'],
      [['enterprise-voice', ['Teams Rooms Pro']]],
    ],
    [
      'is an add-on beside a licence without it',
      { dialIn: true },
      ['proNoAudio'],
      [['dial-in', ['Audio Conferencing']]],
    ],
    [
      'is one licence that has all',
      { dialIn: true, enterpriseVoice: true },
      [],
      [
        ['meetings', ['Teams Rooms Pro']],
        ['enterprise-voice', ['Teams Rooms Pro']],
        ['dial-in', ['Teams Rooms Pro']],
      ],
    ],
    ['is a calling plan', { dialOut: 'domestic' }, ['pro'], [['dial-out-domestic', ['Domestic Calling Plan']]]],
    [
      'is the larger calling plan',
      { dialOut: 'international' },
      ['pro', 'domestic'],
      [['dial-out-international', ['International Calling Plan']]],
    ],
  ])('%s', (_, room, names, expected) => {
    const missing = missingFor(aRoom(room), holding(names))

    expect(missing.map(({ asked, toBuy }) => [asked, toBuy])).toEqual(expected)
  })

  it('is no calling plan with lines of one’s own', () => {
    expect(missingFor(aRoom({ dialOut: 'international', phoneNumber: '+4722334455' }), holding(['pro'], true))).toEqual(
      [],
    )
  })
})

describe('the paper licences', () => {
  it.each<[Partial<RoomInput>, boolean, string[]]>([
    [{ services: 'skype' }, true, ['Enterprise']],
    [{ services: 'both' }, true, ['Enterprise']],
    [{ services: 'skype', enterpriseVoice: true }, true, ['Enterprise', 'Plus']],
    [{ services: 'skype', phoneNumber: '+4722334455' }, true, ['Enterprise', 'Plus']],
    [{ services: 'teams', enterpriseVoice: true }, true, []],
    [{ services: 'skype', enterpriseVoice: true }, false, []],
  ])('of %j on a Skype server: %s, are %j', (room, isSkypeServer, kinds) => {
    const licences = paperLicencesFor(aRoom(room), isSkypeServer)

    expect(licences.map(({ name }) => name)).toEqual(kinds.map((kind) => `Skype for Business Server ${kind} CAL`))
    expect(licences.every(({ note }) => note === 'paper licence, not readable')).toBe(true)
  })
})
