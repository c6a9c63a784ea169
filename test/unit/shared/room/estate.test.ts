import { describe, expect, it } from 'vitest'
import {
  foldObservation,
  foldWish,
  markGone,
  openFaults,
  statusOf,
  summarise,
  type Observation,
  type RoomAccount,
} from '../../../../shared/room/estate/account.ts'
import { viewAccount } from '../../../../shared/room/estate/accountView.ts'
import { toExportRow } from '../../../../shared/room/estate/exportFile.ts'
import { toFaults } from '../../../../shared/room/estate/faults.ts'
import { figuresOf } from '../../../../shared/room/estate/figures.ts'
import { observe } from '../../../../shared/room/estate/observe.ts'
import type { Finding } from '../../../../shared/room/settings/catalogue.ts'
import { aRoom } from '../../../kit/rooms.ts'
import { compliantRoom } from '../../../kit/snapshots.ts'
import { early, exception, late, today, wrong } from '../../../kit/findings.ts'

const address = 'a@contoso.com'

const right = (setting: string): Finding => ({ setting, state: 'right', actual: false, wanted: false })
const unknown = (setting: string): Finding => ({ setting, state: 'unknown', actual: undefined, wanted: false })
const seen = (at: string, findings: Finding[], rest: Partial<Observation> = {}): Observation => ({
  at,
  address,
  name: 'A',
  findings,
  faults: [],
  licences: [],
  ...rest,
})
const account = (findings: Finding[], rest: Partial<RoomAccount> = {}): RoomAccount => ({
  ...foldObservation(undefined, seen(early, findings)),
  ...rest,
})
describe('a look at an account', () => {
  it('replaces an earlier one', () => {
    const known = account([wrong('mailbox.deleteComments')])

    expect(foldObservation(known, seen(late, [right('mailbox.deleteComments')])).findings).toEqual([
      right('mailbox.deleteComments'),
    ])
  })

  it('that began earlier than what is known changes nothing', () => {
    const known = account([right('mailbox.deleteComments')], { at: late })

    expect(foldObservation(known, seen(early, [wrong('mailbox.deleteComments')]))).toBe(known)
  })

  it('that could not read a setting keeps its last value and when it was seen', () => {
    const known = account([wrong('mailbox.deleteComments')])

    const [finding] = foldObservation(known, seen(late, [unknown('mailbox.deleteComments')])).findings

    expect(finding).toMatchObject({ state: 'unknown', actual: true, seenAt: early })
  })

  it('that failed twice still says when the value was seen', () => {
    const once = foldObservation(
      account([wrong('mailbox.deleteComments')]),
      seen(late, [unknown('mailbox.deleteComments')]),
    )

    const [finding] = foldObservation(
      once,
      seen('2026-11-21T10:00:00.000Z', [unknown('mailbox.deleteComments')]),
    ).findings

    expect(finding?.seenAt).toBe(early)
  })

  it('that did not look at a setting leaves what was found of it, with its state', () => {
    const known = account([wrong('skype.registrarPool', 'old'), right('mailbox.deleteComments')])

    const { findings } = foldObservation(known, seen(late, [right('mailbox.deleteComments')]))

    expect(findings).toContainEqual({ ...wrong('skype.registrarPool', 'old'), seenAt: early })
  })

  it('keeps exceptions and the wish, and ends that it is gone', () => {
    const wish = { requestId: 'r', room: aRoom(), at: early }
    const known = markGone(account([], { wish, exceptions: [{ ...exception, until: today }] }), late)

    const folded = foldObservation(known, seen('2026-11-21T10:00:00.000Z', []))

    expect(folded).toMatchObject({ wish, exceptions: [{ setting: 'mailbox.deleteComments' }] })
    expect(folded.goneSince).toBeUndefined()
  })
})

describe('a wish', () => {
  it('of a later request wins, in any order', () => {
    const first = { requestId: 'first', room: aRoom(), at: early }
    const second = { requestId: 'second', room: aRoom(), at: late }

    const forth = foldWish(foldWish(undefined, address, first), address, second)
    const back = foldWish(foldWish(undefined, address, second), address, first)

    expect([forth.wish?.requestId, back.wish?.requestId]).toEqual(['second', 'second'])
  })

  it('makes an account known that nobody has looked at, and its status is not available', () => {
    const known = foldWish(undefined, address, { requestId: 'r', room: aRoom(), at: early })

    expect(statusOf(summarise(known), today)).toBe('not-available')
  })
})

describe('the status of an account', () => {
  it.each([
    ['nothing is wrong', [right('mailbox.deleteComments')], 'no-action-needed'],
    ['something is wrong', [right('mailbox.deleteSubject'), wrong('mailbox.deleteComments')], 'needs-action'],
    ['something could not be read', [unknown('mailbox.deleteComments')], 'not-available'],
    [
      'something is wrong beside what could not be read',
      [unknown('mailbox.deleteSubject'), wrong('account.enabled')],
      'needs-action',
    ],
  ])('where %s', (_, findings, status) => {
    expect(statusOf(summarise(account(findings)), today)).toBe(status)
  })

  it('is not available when the account is gone', () => {
    expect(statusOf(summarise(markGone(account([wrong('account.enabled')]), late)), today)).toBe('not-available')
  })

  it('needs no action while somebody answers for what is wrong, the last day included', () => {
    const known = account([wrong('mailbox.deleteComments')], { exceptions: [{ ...exception, until: today }] })

    expect(statusOf(summarise(known), today)).toBe('no-action-needed')
    expect(statusOf(summarise(known), '2026-11-22')).toBe('needs-action')
    expect(openFaults(summarise(known), '2026-11-22')).toEqual(['mailbox.deleteComments'])
  })

  it('is told for each pane that something is known of', () => {
    const known = account([right('mailbox.deleteComments'), wrong('account.enabled'), unknown('licence.room')])

    expect(viewAccount(known, today).panes).toEqual([
      { pane: 'Account', status: 'needs-action' },
      { pane: 'Mailbox', status: 'no-action-needed' },
      { pane: 'Licence', status: 'not-available' },
    ])
  })
})

describe('an account that nobody asked for here', () => {
  const look = { at: early, snapshot: compliantRoom({ address }), isWhole: true }

  it('is held to what Microsoft recommends, and its place is its own', () => {
    const { findings } = observe(look, undefined)

    expect(findings.filter(({ state }) => state === 'wrong')).toEqual([])
    expect(findings.find(({ setting }) => setting === 'location.building')?.state).toBe('shown')
    expect(findings.find(({ setting }) => setting === 'account.usageLocation')?.state).toBe('shown')
  })

  it('is not judged by what only servers know, when they were not read', () => {
    const both = { room: aRoom({ services: 'both', registrarPool: 'pool.contoso.local' }) }

    const ids = observe({ ...look, isWhole: false }, both).findings.map(({ setting }) => setting)

    expect(ids.filter((id) => id.startsWith('skype.'))).toEqual([])
    const snapshot = compliantRoom({ address, skype: { RegistrarPool: '' } })
    const whole = observe({ ...look, snapshot }, both).findings.map(({ setting }) => setting)
    expect(whole).toContain('skype.registrarPool')
  })
})

describe('what could not be read', () => {
  it('closes the panes that it belongs to, and says whether a right is missing', () => {
    const denied = { reason: 'denied', text: 'x' }

    expect(toFaults([{ part: 'calendar', failure: denied }]).map(({ pane, code }) => [pane, code])).toEqual([
      ['Mailbox', 'mailbox-settings-not-permitted'],
    ])
    expect(toFaults([{ part: 'user', failure: denied }]).map(({ pane, code }) => [pane, code])).toEqual([
      ['Account', 'account-settings-not-permitted'],
      ['Licence', 'account-settings-not-permitted'],
    ])
    expect(toFaults([{ part: 'regional', failure: { reason: 'other', text: 'x' } }])[0]?.code).toBe('reading-failed')
  })
})

describe('numbers over all accounts', () => {
  it('count what is open, the commonest first', () => {
    const excepted = account([wrong('mailbox.deleteComments')], { exceptions: [{ ...exception, until: today }] })
    const accounts = [
      account([wrong('account.enabled'), wrong('mailbox.deleteComments')]),
      account([wrong('account.enabled')]),
      excepted,
      account([unknown('licence.room')]),
    ].map(summarise)

    expect(figuresOf(accounts, today)).toMatchObject({
      accounts: 4,
      byStatus: { 'needs-action': 2, 'not-available': 1, 'no-action-needed': 1 },
      wrong: [
        { setting: 'account.enabled', accounts: 2 },
        { setting: 'mailbox.deleteComments', accounts: 1 },
      ],
      unread: [{ pane: 'Licence', accounts: 1 }],
      excepted: 1,
    })
  })

  it('are exported in words', () => {
    const known = account([wrong('account.enabled')], { exceptions: [{ ...exception, until: today }] })

    expect(toExportRow(summarise(known), today)).toMatchObject({
      Status: 'Needs Action',
      'Needs action': 'Sign-in allowed',
      'Exceptions granted': 'Deletes the body of invitations until 2026-11-21',
    })
  })
})
