import { describe, expect, it } from 'vitest'
import {
  decideLocation,
  decidePolicy,
  nameOfPlan,
  subnetPlanSchema,
  type KnownPolicy,
} from '../../../../shared/room/subnetPlan.ts'

const group = '0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d'
const input = { name: 'Oslo', ranges: ['203.0.113.0/24', '2001:db8::/32'], group }
const plan = subnetPlanSchema.parse(input)
const parse = (changes: object) => subnetPlanSchema.safeParse({ ...input, ...changes })

describe('the ranges of a plan', () => {
  it.each(['203.0.113.0/24', '203.0.113.7/32', '2001:db8::/32'])('may be %s', (range) => {
    expect(parse({ ranges: [range] }).success).toBe(true)
  })

  it.each([
    ['0.0.0.0/0', 'mask'],
    ['::/0', 'mask'],
    ['203.0.0.0/8', 'mask'],
    ['203.0.113.0', 'must be a range'],
    ['203.0.113.0/33', 'must be a range'],
    ['10.1.0.0/16', 'is private'],
    ['172.20.0.0/16', 'is private'],
    ['192.168.0.0/16', 'is private'],
    ['fd00::/16', 'is private'],
  ])('may not be %s', (range, why) => {
    expect(parse({ ranges: [range] }).error?.issues[0]?.message).toContain(why)
  })

  it('may not be missing', () => {
    expect(parse({ ranges: [] }).success).toBe(false)
  })
})

it('a plan that asks for a second factor is refused with the reason', () => {
  expect(parse({ demand: 'mfa' }).error?.issues[0]?.message).toContain('no room can give a second factor')
})

describe('the named location', () => {
  it.each([
    ['is made where there is none of the name', [], { kind: 'make' }],
    [
      'is kept where the ranges are the same in any order',
      [{ id: 'l', name: nameOfPlan(plan), ranges: plan.ranges.toReversed() }],
      { kind: 'keep', id: 'l' },
    ],
    [
      'gets other ranges',
      [{ id: 'l', name: nameOfPlan(plan), ranges: ['198.51.100.0/24'] }],
      { kind: 'change', id: 'l' },
    ],
  ])('%s', (_, known, move) => {
    expect(decideLocation(plan, known)).toEqual(move)
  })
})

describe('the policy', () => {
  const ours: KnownPolicy = {
    id: 'p',
    name: nameOfPlan(plan),
    state: 'enabled',
    groups: [group],
    locations: ['l'],
    demands: ['block'],
  }

  it.each<[string, KnownPolicy[], object]>([
    ['is made where there is none of the name', [], { kind: 'make' }],
    ['is kept, also when somebody has switched it on', [ours], { kind: 'keep', id: 'p' }],
    ['of another group is not touched', [{ ...ours, groups: ['other'] }], { kind: 'foreign' }],
    ['of another location is not touched', [{ ...ours, locations: [] }], { kind: 'foreign' }],
    ['that asks for something else is not touched', [{ ...ours, demands: ['mfa'] }], { kind: 'foreign' }],
  ])('%s', (_, known, move) => {
    expect(decidePolicy(plan, 'l', known)).toEqual(move)
  })
})
