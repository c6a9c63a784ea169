import { describe, expect, it } from 'vitest'
import { decideLicenceSet } from '../../../../shared/room/licenceSet.ts'
import { decideSkypeLicences } from '../../../../shared/room/skypeLicences.ts'
import type { Assignment, Sku } from '../../../../shared/room/snapshot.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { basicSku, proSku } from '../../../kit/snapshots.ts'

const ids = {
  plan2: 'd42c793f-6c78-4f43-92ca-e8f6a02b035f',
  e1: '18181a46-0d4e-45cd-891e-60aabd171b4e',
  e3: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  e5: 'c7df2760-2c81-4ef7-b578-5b5392b571df',
  phone: 'e43b5b99-8dfb-405f-9987-dc307f34bcbd',
  audio: '0c266dff-15dd-4b49-8397-2bb16070ed52',
  domestic: '0dab259f-bf13-4952-b7f8-7db8f131b28d',
  international: 'd3b4fe1f-9992-4930-8acb-ca6ec609365e',
}
type Name = keyof typeof ids
const own = (name: Name, free = 5): Sku => ({ skuId: ids[name], partNumber: name, free })
const held = (name: Name): Assignment => ({ skuId: ids[name], state: 'Active' })
const nameOf = (skuId: string) => Object.entries(ids).find(([, id]) => id === skuId)?.[0] ?? skuId

interface Tenant {
  owns: Sku[]
  holds?: Assignment[]
  begun?: Name[]
}
const choose = (wish: Partial<RoomInput>, { owns, holds = [], begun = [] }: Tenant) =>
  decideSkypeLicences(
    aRoom({ services: 'skype', ...wish }),
    { licences: holds, skus: owns },
    begun.map((name) => ids[name]),
  ).map((one) => ('skuId' in one ? `${one.kind} ${nameOf(one.skuId)}` : `${one.kind} ${one.name}`))

const voice = { enterpriseVoice: true }
const number = { phoneNumber: '+4722334455' }

describe('a room on Skype for Business Online', () => {
  it.each<[string, Partial<RoomInput>, Tenant, string[]]>([
    ['meetings take Plan 2', {}, { owns: [own('e3'), own('plan2')] }, ['assign plan2']],
    ['meetings take E1 where there is no Plan 2', {}, { owns: [own('e1'), own('e3')] }, ['assign e1']],
    ['meetings take E3 where there is neither', {}, { owns: [own('e3')] }, ['assign e3']],
    ['a free E3 rather than a Plan 2 to wait for', {}, { owns: [own('plan2', 0), own('e3')] }, ['assign e3']],
    ['nothing where one is held', {}, { owns: [own('plan2')], holds: [held('e3')] }, []],
    ['a wait where none is free', {}, { owns: [own('plan2', 0)] }, ['none-free plan2']],
    ['a name to buy where none is owned', {}, { owns: [] }, ['not-owned Skype for Business Online (Plan 2)']],
    [
      'Enterprise Voice takes Plan 2 with Phone System',
      voice,
      { owns: [own('plan2'), own('phone')] },
      ['assign plan2', 'assign phone'],
    ],
    ['Enterprise Voice takes E5 alone', voice, { owns: [own('plan2'), own('e5')] }, ['assign e5']],
    ['a number takes the same', number, { owns: [own('e5')] }, ['assign e5']],
    ['E3 is no voice by itself', voice, { owns: [own('phone')], holds: [held('e3')] }, ['assign phone']],
    [
      'dial-in takes Audio Conferencing and Phone System',
      { dialIn: true },
      { owns: [own('plan2'), own('audio'), own('phone')] },
      ['assign plan2', 'assign audio', 'assign phone'],
    ],
    ['dial-in is all in E5', { dialIn: true }, { owns: [own('e5')], holds: [held('e5')] }, []],
    [
      'dial-out takes a domestic Calling Plan',
      { dialOut: 'domestic' },
      { owns: [own('plan2'), own('domestic')] },
      ['assign plan2', 'assign domestic'],
    ],
    [
      'dial-out to other countries takes one with them',
      { dialOut: 'international' },
      { owns: [own('plan2'), own('domestic'), own('international')] },
      ['assign plan2', 'assign international'],
    ],
    [
      'what it has begun to take is its own',
      {},
      { owns: [own('plan2', 0), own('e3')], begun: ['plan2'] },
      ['assign plan2'],
    ],
  ])('%s', (_, wish, tenant, expected) => {
    expect(choose(wish, tenant)).toEqual(expected)
  })

  it('needs nothing beside Teams Rooms Pro, which brings Plan 2, and Plan 2 beside Basic', () => {
    const both = (licence: 'pro' | 'basic') =>
      decideLicenceSet(aRoom({ services: 'both', licence }), {
        user: { licences: [] },
        skus: [
          { skuId: proSku, partNumber: 'Microsoft_Teams_Rooms_Pro', free: 5 },
          { skuId: basicSku, partNumber: 'Microsoft_Teams_Rooms_Basic', free: 5 },
          own('plan2'),
        ],
        hasSkypeOnline: true,
      })

    expect(both('pro')).toMatchObject({ room: proSku, missing: [proSku] })
    expect(both('basic')).toMatchObject({ room: basicSku, missing: [basicSku, ids.plan2] })
  })

  it('is refused with the name of what to buy', () => {
    const reading = { user: { licences: [] }, skus: [own('plan2')], hasSkypeOnline: true as const }

    expect(decideLicenceSet(aRoom({ services: 'skype', ...voice }), reading)).toMatchObject({
      kind: 'refuse',
      code: 'licence-not-owned',
      facts: { licence: 'Phone System' },
    })
  })
})
