import { expect, test } from 'vitest'
import { calendarSettings, cmdlets } from '../../../local/tenant/exchange/cmdletData.ts'
import { graphCalls, graphResources, userChanges } from '../../../local/tenant/graph/graphData.ts'
import { servicePlans } from '../../../local/tenant/servicePlans.ts'
import { skus } from '../../../local/tenant/skuData.ts'
import { rehearse, makeRoom } from './rehearsal.ts'

test.each(Object.entries(cmdlets))(
  '%s names its page with a date, and at least one role',
  (name, { source, roles }) => {
    expect(source).toMatch(new RegExp(`^${name}\\.md, 20\\d\\d-\\d\\d-\\d\\d$`))
    expect(roles.length).toBeGreaterThan(0)
  },
)

test.each(Object.entries(cmdlets))('%s has no parameter both accepted and left out', (_, { parameters, elsewhere }) => {
  const leftOut = elsewhere.split(/\s+/)

  expect(Object.keys(parameters).filter((name) => leftOut.includes(name))).toEqual([])
})

test.each(Object.entries(graphCalls))(
  '%s names its page with a date, and its permissions',
  (name, { source, permissions }) => {
    expect(source).toMatch(/, 20\d\d(-\d\d-\d\d)?$/)
    expect(permissions.length > 0 || name.startsWith('PATCH')).toBe(true)
  },
)

test.each(Object.entries(graphResources))(
  '%s has no property both shown and left out',
  (_, { usual, selected, elsewhere }) => {
    const leftOut = elsewhere.split(/\s+/)

    expect([...usual, ...selected].filter((name) => leftOut.includes(name))).toEqual([])
  },
)

test('every property of a user that can be changed names the permissions for it', () => {
  const counts = Object.values(userChanges).map(({ permissions }) => permissions.length)

  expect(Math.min(...counts)).toBeGreaterThan(0)
})

// learn, microsoftteams/rooms/create-resource-account: what a Teams Room needs.
const needed = {
  AddOrganizerToSubject: false,
  DeleteComments: false,
  DeleteSubject: false,
  RemovePrivateProperty: false,
  ProcessExternalMeetingMessages: true,
}

test('five defaults of a new room are the opposite of what a Teams Room needs', async () => {
  const rehearsal = await rehearse()
  const { address } = await makeRoom(rehearsal)

  const { body } = await rehearsal.exchange('Get-CalendarProcessing', { Identity: address })

  const opposite = Object.fromEntries(Object.entries(needed).map(([name, value]) => [name, !value]))
  expect(body.value[0]).toMatchObject({ AutomateProcessing: 'AutoAccept', ...opposite })
  expect(Object.keys(body.value[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(calendarSettings)))
})

test('no two SKUs and no two service plans share a GUID', () => {
  // A SKU and a plan can: MCOPSTN5 is both.
  for (const ids of [skus.map(({ skuId }) => skuId), Object.values(servicePlans)]) {
    expect(new Set(ids).size).toBe(ids.length)
  }
})
