import { describe, expect, it } from 'vitest'
import {
  compareGrants,
  mendRegistration,
  pageRoles,
  wantedGrants,
  wantedRegistration,
} from '../../../infra/grants/wanted.ts'
import type { Estate } from '../../../shared/room/need.ts'

const online: Estate = { topologies: ['online'], voice: false, groups: false, canary: false }
const wanted = wantedRegistration('https://rooms.contoso.com')

describe('grants that are wanted', () => {
  it('are the least of each need, each once, and parts of a pair one by one', () => {
    const roles = wantedGrants(online, 'graph')

    expect(new Set(roles).size).toBe(roles.length)
    expect(roles).toEqual(expect.arrayContaining(['User.EnableDisableAccount.All', 'User.Read.All']))
    expect(roles.some((role) => role.includes('+') || role === 'Directory.ReadWrite.All')).toBe(false)
  })

  it('to book rooms come with a canary mailbox alone', () => {
    expect(wantedGrants(online, 'graph')).not.toContain('Calendars.ReadWrite')
    expect(wantedGrants({ ...online, canary: true }, 'graph')).toContain('Calendars.ReadWrite')
  })

  it('are compared both ways', () => {
    expect(compareGrants(['a', 'b'], ['b', 'c'])).toEqual({ missing: ['a'], excess: ['c'] })
  })
})

describe('the registration of the pages', () => {
  it('that has everything is left alone', () => {
    expect(mendRegistration(wanted, wanted)).toBeUndefined()
  })

  it('keeps what somebody added, and gets what is missing', () => {
    const own = { ...wanted, appRoles: pageRoles.slice(1), redirectUris: ['https://old.contoso.com/signed-in'] }

    const mended = mendRegistration(own, wanted)

    expect(mended?.redirectUris).toEqual([...own.redirectUris, ...wanted.redirectUris])
    expect(mended?.appRoles.map(({ value }) => value).toSorted()).toEqual(
      pageRoles.map(({ value }) => value).toSorted(),
    )
  })
})
