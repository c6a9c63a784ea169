import { describe, expect, it } from 'vitest'
import type { KnownName } from '../../../../shared/room/lookAlike.ts'
import { displayNamePattern, namePattern } from '../../../../shared/room/pattern.ts'
import { propose } from '../../../../shared/room/proposal.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'

const naming = {
  domain: 'contoso.com',
  pattern: namePattern.parse('mtr-{site}-{floor}-{room}'),
  displayName: displayNamePattern.parse('{room} ({capacity} seats)'),
}
const proposed = (known: KnownName[] = [], room: Partial<RoomInput> = {}) =>
  propose(aRoom({ name: 'Board', site: 'OSL', floor: 4, capacity: 12, ...room }), naming, known)

const board = { name: 'Board', address: 'mtr-osl-4-board@contoso.com' }

describe('a proposal', () => {
  it('is name and address by the convention', () => {
    expect(proposed()).toEqual({
      displayName: 'Board (12 seats)',
      address: 'mtr-osl-4-board@contoso.com',
      lookAlikes: [],
    })
  })

  it('has an address that no known room has, and says which one has the usual one', () => {
    const second = { name: 'Board 2', address: 'mtr-osl-4-board-2@contoso.com' }

    expect(proposed([board, second])).toMatchObject({ address: 'mtr-osl-4-board-3@contoso.com', taken: board })
  })

  it('stays an address where the name is as long as it can be', () => {
    const { address } = proposed([], { name: 'b'.repeat(64) })
    const next = proposed([{ name: 'Long', address }], { name: 'b'.repeat(64) })

    expect(next.address).not.toBe(address)
    expect(next.address.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(next.address).toMatch(/-2@contoso\.com$/)
  })

  it('lists rooms whose names people could take for it', () => {
    const alike = { name: 'BOARD (12 seats)', address: 'old@contoso.com' }

    expect(proposed([alike, { name: 'Lobby', address: 'lobby@contoso.com' }]).lookAlikes).toEqual([alike])
  })
})
