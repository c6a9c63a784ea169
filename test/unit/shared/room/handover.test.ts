import { describe, expect, it } from 'vitest'
import { findOpen } from '../../../../shared/room/checklist.ts'
import { passwordVersionOf } from '../../../../shared/room/claims.ts'
import {
  findHindrance,
  findUnfit,
  installerOf,
  keepHandover,
  revealKeySchema,
} from '../../../../shared/room/handover.ts'
import type { RequestRecord } from '../../../../shared/room/record.ts'
import { aClaim, aRecord, aRunningRecord, ended, start } from '../../../kit/records.ts'
import { address, aRoom } from '../../../kit/rooms.ts'

const rita = 'rita@contoso.com'
const ines = 'ines@contoso.com'
const first = aClaim('password', 'room-board/v1')
const ready = (changes: Partial<RequestRecord> = {}, room: Parameters<typeof aRoom>[0] = {}) =>
  aRecord({
    run: ended('ready', { planned: aRoom(room) }),
    attempts: 1,
    account: address,
    claims: [first],
    ...changes,
  })
const handover = { id: 'a'.repeat(20), version: 'room-board/v1', by: rita, at: start }
const yes = { tpm: 'yes', network: 'yes', alone: 'yes', certificates: 'yes' } as const

describe('who gets the sign-in data', () => {
  it('is the installer whom the request names, and nobody else', () => {
    const record = ready({}, { installer: ines })

    expect(installerOf(record)).toBe(ines)
    expect(findHindrance(record, ines)).toBe(undefined)
    expect(findHindrance(record, rita)).toEqual({ code: 'not-the-installer', facts: { installer: ines } })
  })

  it('is the requester where it names none', () => {
    expect(findHindrance(ready(), rita)).toBe(undefined)
    expect(findHindrance(ready(), ines)?.code).toBe('not-the-installer')
  })

  it('is whom the work was done for, not whom a later ticket names', () => {
    const { wanted, ...rest } = ready({}, { installer: ines })
    const later = { ...rest, wanted: { ...wanted, room: aRoom({ installer: 'eve@contoso.com' }) } }

    expect(installerOf(later)).toBe(ines)
  })
})

describe('the sign-in data are not shown', () => {
  it.each<[string, RequestRecord, string]>([
    ['while the work goes on', aRunningRecord({ account: address, claims: [first] }), 'handover-too-early'],
    ['after a cancel', ready({ run: ended('cancelled') }), 'handover-too-early'],
    ['of a room that was only looked at', ready({}, { action: 'check' }), 'handover-too-early'],
    ['of an account that kept its password', ready({ claims: [] }), 'password-not-ours'],
    ['of a password that was begun and not set', ready({ claims: [{ ...first, isDone: false }] }), 'password-not-ours'],
    ['a second time', ready({ handovers: [handover] }), 'already-revealed'],
  ])('%s', (_, record, code) => {
    expect(findHindrance(record, rita)?.code).toBe(code)
  })

  it('a second time, and it is said who has seen them and when', () => {
    expect(findHindrance(ready({ handovers: [{ ...handover, by: ines }] }), rita)?.facts).toEqual({
      by: ines,
      at: 'on 2026-11-23 at 08:00 UTC',
    })
  })

  it.each([
    [{ ...yes, tpm: 'no' }, 'no-physical-tpm'],
    [{ ...yes, network: 'no', tpm: 'no' }, 'no-physical-tpm'],
    [{ ...yes, network: 'no' }, 'checklist-incomplete'],
    [{ ...yes, alone: 'no' }, 'checklist-incomplete'],
    [{ ...yes, certificates: undefined }, 'checklist-incomplete'],
  ] as const)('for the ticks %j', (ticks, code) => {
    expect(findUnfit(ticks, 'skype')?.code).toBe(code)
  })
})

describe('a hand-over', () => {
  it('asks for certificates only where the estate has some', () => {
    const { certificates: _, ...ticks } = yes

    expect(findUnfit(ticks, 'none')).toBe(undefined)
    expect(findOpen(ticks, 'exchange')).toEqual(['certificates'])
  })

  it('is kept once, with who and when, and said once', () => {
    const once = keepHandover(ready(), handover)

    expect(once.handovers).toEqual([handover])
    expect(once.answers.map(({ kind, facts }) => [kind, facts])).toEqual([['handed-over', { by: rita }]])
    expect(keepHandover(once, handover)).toBe(once)
    expect(keepHandover(once, { ...handover, id: 'b'.repeat(20) })).toBe(once)
  })

  it('that comes again stands not in its own way', () => {
    expect(findHindrance(ready({ handovers: [handover] }), rita, handover.id)).toBe(undefined)
  })

  it('of a new password is possible once more', () => {
    const renewed = ready({
      handovers: [handover],
      claims: [first, aClaim('password', 'room-board/v2', { attempt: 2 })],
    })

    expect(passwordVersionOf(renewed)).toBe('room-board/v2')
    expect(findHindrance(renewed, rita)).toBe(undefined)
  })
})

describe('the key of a page', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) }

  it.each([
    ['with its private half', { ...key, d: 'd'.repeat(43) }],
    ['on another curve', { ...key, crv: 'P-384' }],
    ['of another kind', { kty: 'RSA', n: 'n', e: 'AQAB' }],
    ['that is too short', { ...key, x: 'x' }],
    ['that is none', undefined],
  ])('%s is refused', (_, wrong) => {
    expect(revealKeySchema.safeParse(key).success).toBe(true)
    expect(revealKeySchema.safeParse(wrong).success).toBe(false)
  })
})
