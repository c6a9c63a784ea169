import { describe, expect, it } from 'vitest'
import { describePlan } from '../../../../shared/room/describePlan.ts'
import type { Plan } from '../../../../shared/room/plan.ts'
import type { Snapshot } from '../../../../shared/room/snapshot.ts'
import { aPlan, aWork, planOfANewRoom } from '../../../kit/plans.ts'
import { address, aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { aSku, aUser, basicSku, compliantRoom, nothingThere, proSku } from '../../../kit/snapshots.ts'

const linesOf = (plan: Plan, snapshot: Snapshot, room: Partial<RoomInput> = {}, lookAlikes: string[] = []) =>
  describePlan(plan, aRoom(room), snapshot, lookAlikes)

const changing = aWork({
  steps: ['ensurePlace', 'assignLicence'],
  differences: [
    { setting: 'location.building', from: '', to: 'Fjordgata 1' },
    { setting: 'licence.room', from: 'none', to: 'pro' },
  ],
})

describe('a plan in words', () => {
  it.each<[string, Plan, string]>([
    ['a new room', planOfANewRoom, `Make the room mailbox ${address} for "Board"`],
    ['a room', aPlan({ work: changing }), `Put the room mailbox ${address} right`],
    [
      'a shared mailbox',
      { ...planOfANewRoom, kind: 'convert', from: { type: 'SharedMailbox', name: 'Boards' } },
      `Turn the shared mailbox "Boards" (${address}) into a room mailbox`,
    ],
    [
      'a user mailbox',
      { ...planOfANewRoom, kind: 'convert', from: { type: 'UserMailbox', name: 'Boards' } },
      `Turn the user mailbox "Boards" (${address}) into a room mailbox`,
    ],
    [
      'an account',
      { ...planOfANewRoom, kind: 'convert', from: { type: 'account', name: address } },
      `Turn the account without a mailbox "${address}" (${address}) into a room mailbox`,
    ],
    [
      'a deleted room',
      { ...planOfANewRoom, kind: 'restore', from: { type: 'RoomMailbox', name: 'Boards', deletedId: 'u' } },
      `Bring back the deleted room "Boards" (${address}) with its calendar`,
    ],
  ])('begins with what is done to %s', (_, plan, line) => {
    expect(linesOf(plan, nothingThere())[0]).toBe(line)
  })

  it('says where, unless everything is online', () => {
    const where = (topology: Plan['topology']) =>
      linesOf({ ...planOfANewRoom, topology }, nothingThere()).find((line) => line.startsWith('Where'))

    expect(where('online')).toBe(undefined)
    expect(where('exchange-online-skype-server')).toBe('Where: Exchange Online with Skype for Business Server')
  })

  it('says from what to what a licence changes, and that the other one is free', () => {
    const skus = [aSku(), aSku({ skuId: basicSku, partNumber: 'Microsoft_Teams_Rooms_Basic' })]
    const held = (skuId: string) => compliantRoom({ skus, user: aUser({ licences: [{ skuId, state: 'Active' }] }) })
    const changeOf = (skuId: string) =>
      linesOf(aPlan({ work: changing }), held(skuId), { licence: 'pro' }).filter((line) => line.includes('→'))

    expect(changeOf(basicSku)).toEqual([
      'Licence: Teams Rooms Basic → Teams Rooms Pro; Teams Rooms Basic is free again at once',
    ])
    expect(changeOf(proSku)).toEqual([])
  })

  it('lists what is set, and tells the licence apart, with how many are left', () => {
    const lines = linesOf(aPlan({ work: changing }), compliantRoom({ skus: [aSku({ free: 2 })], meetings: 0 }))

    expect(lines.slice(1)).toEqual([
      'Building: Fjordgata 1',
      'The room has Teams Rooms Pro. Licences: Teams Rooms Pro: 2 left',
      'Meetings to come: none',
    ])
  })

  it('says nothing of licences where nothing changes', () => {
    expect(linesOf(aPlan(), compliantRoom())).toEqual([`Put the room mailbox ${address} right`])
  })

  it('says nothing of licences of a room for Skype alone', () => {
    expect(linesOf(planOfANewRoom, nothingThere(), { services: 'skype' })).toHaveLength(1)
  })

  it('names the licence that stands beside the room licence, with how many are left', () => {
    const plan = aSku({ skuId: '0dab259f-bf13-4952-b7f8-7db8f131b28d', partNumber: 'MCOPSTN1', free: 7 })

    const lines = linesOf(planOfANewRoom, nothingThere({ skus: [aSku(), plan] }), { dialOut: 'domestic' })

    expect(lines).toContain('Licences: Teams Rooms Pro: 5 left, Domestic Calling Plan: 7 left')
  })

  it('names a licence that is not for rooms as wrong, and not as something that is set', () => {
    const licences = [proSku, '295a8eb0-f78d-45c7-8b5b-1eed5ed02dff'].map((skuId) => ({ skuId, state: 'Active' }))
    const work = aWork({
      steps: ['ensurePlace'],
      differences: [{ setting: 'licence.wrongKind', from: ['Teams Shared Devices'], to: [] }],
    })

    const lines = linesOf(aPlan({ work }), compliantRoom({ user: aUser({ licences }) }))

    expect(lines.filter((line) => line.startsWith('Licences that are not'))).toEqual([])
    expect(lines.at(-1)).toMatch(/^Teams Shared Devices is for shared phones and panels.*away/)
  })

  it('says what the licences do not give, and which licences no service shows', () => {
    const topology = 'exchange-online-skype-server'
    const wish = { services: 'both', phoneNumber: '+4722334455', enterpriseVoice: true } as const

    const lines = linesOf({ ...planOfANewRoom, topology }, nothingThere(), wish)

    expect(lines.slice(-2)).toEqual([
      'Not in the licences of the room, with what gives it: Phone number (Domestic Calling Plan, or Direct Routing or Operator Connect).',
      'Also needed: Skype for Business Server Enterprise CAL, Skype for Business Server Plus CAL (paper licence, not readable).',
    ])
  })

  it('says when the tenant owns no room licence', () => {
    expect(linesOf(planOfANewRoom, nothingThere({ skus: [] }))).toContain('Licences: none are owned')
  })

  it.each<[number | undefined, string | undefined]>([
    [undefined, undefined],
    [0, 'Meetings to come: none'],
    [1, 'Meetings to come: 1'],
    [49, 'Meetings to come: 49'],
    [50, 'Meetings to come: 50 or more'],
  ])('with %s meetings says "%s"', (meetings, line) => {
    const lines = linesOf(aPlan(), compliantRoom(meetings === undefined ? {} : { meetings }))

    expect(lines.find((one) => one.startsWith('Meetings'))).toBe(line)
  })

  it('names the rooms that people could take for it', () => {
    const lines = linesOf(planOfANewRoom, nothingThere(), {}, ['Bored (b@contoso.com)', 'Boord (c@contoso.com)'])

    expect(lines.at(-1)).toBe('Rooms with similar names: Bored (b@contoso.com), Boord (c@contoso.com)')
  })
})
