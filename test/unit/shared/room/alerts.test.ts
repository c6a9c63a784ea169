import { describe, expect, it } from 'vitest'
import type { AccountSummary } from '../../../../shared/room/estate/account.ts'
import { findConcerns, foldAlerts, type AlertRules, type Concern } from '../../../../shared/room/estate/alerts.ts'
import { actionsFor, driftSchema, remediated } from '../../../../shared/room/estate/drift.ts'

const today = '2026-11-21'
const [first, second, third] = ['2026-11-21T08:00:00Z', '2026-11-22T08:00:00Z', '2026-11-23T08:00:00Z']
const rules: AlertRules = { drift: { '*': ['alert'], 'mailbox.deleteSubject': [] }, lowUnits: 3 }

const anAccount = (name: string, wrong: string[], rest: Partial<AccountSummary> = {}): AccountSummary => ({
  address: `${name}@contoso.com`,
  name,
  location: '',
  licence: '',
  checkedAt: first,
  wrong,
  unread: [],
  ...rest,
})
const concernsOf = (accounts: AccountSummary[], rest: object = {}) =>
  findConcerns({ accounts, licences: [], strays: [], ...rest }, rules, today)
const disabled = (...names: string[]): Concern[] =>
  concernsOf(names.map((name) => anAccount(name, ['account.enabled'])))

describe('what somebody should know', () => {
  it('is each setting that is wrong, once, with its accounts', () => {
    expect(disabled('a', 'b')).toEqual([
      {
        kind: 'setting-wrong',
        subject: 'account.enabled',
        says: 'Sign-in allowed: not as it should be (2 accounts).',
        count: 2,
        accounts: ['a@contoso.com', 'b@contoso.com'],
      },
    ])
  })

  it('is nothing that the policy only reports, that somebody answers for, or of an account that is gone', () => {
    expect(concernsOf([anAccount('a', ['mailbox.deleteSubject'])])).toEqual([])
    expect(concernsOf([anAccount('a', ['account.enabled'], { excepted: { 'account.enabled': today } })])).toEqual([])
    expect(concernsOf([anAccount('a', ['account.enabled'], { goneSince: first })])).toEqual([])
  })

  it('is a room of ours that is gone, and rooms off the convention', () => {
    const gone = anAccount('a', [], { goneSince: first, request: 'r' })

    expect(concernsOf([gone], { strays: ['x@contoso.com'] }).map(({ kind, accounts }) => [kind, accounts])).toEqual([
      ['account-gone', ['a@contoso.com']],
      ['off-convention', ['x@contoso.com']],
    ])
  })

  it.each([
    [4, []],
    [3, ['licence-low']],
    [0, ['licence-low']],
    [-2, ['licence-over']],
  ])('with %i units left of a licence', (left, kinds) => {
    expect(concernsOf([], { licences: [{ name: 'Teams Rooms Pro', left }] }).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('an alert', () => {
  const typesOf = ({ notices }: ReturnType<typeof foldAlerts>) => notices.map(({ type }) => type)
  const opened = foldAlerts([], disabled('a'), first)

  it('is told once, however often it is seen', () => {
    const again = foldAlerts(opened.alerts, disabled('a'), second)

    expect([typesOf(opened), typesOf(again)]).toEqual([['alert.opened'], []])
    expect(again.alerts).toMatchObject([{ state: 'open', openedAt: first, seenAt: second }])
  })

  it('is told again when it grows, and not when it shrinks', () => {
    const grown = foldAlerts(opened.alerts, disabled('a', 'b'), second)
    const shrunk = foldAlerts(grown.alerts, disabled('b'), third)

    expect([typesOf(grown), typesOf(shrunk)]).toEqual([['alert.grown'], []])
  })

  it('is closed when it has healed, and opens again', () => {
    const healed = foldAlerts(opened.alerts, [], second)
    const stillHealed = foldAlerts(healed.alerts, [], third)
    const back = foldAlerts(stillHealed.alerts, disabled('a'), third)

    expect([typesOf(healed), typesOf(stillHealed), typesOf(back)]).toEqual([['alert.closed'], [], ['alert.opened']])
    expect(back.alerts).toMatchObject([{ state: 'open', openedAt: third, times: 2 }])
  })

  it('that opens a second time is another notice', () => {
    const back = foldAlerts(foldAlerts(opened.alerts, [], second).alerts, disabled('a'), third)

    expect(back.notices[0]?.id).not.toBe(opened.notices[0]?.id)
  })
})

describe('the policy of drift', () => {
  it('goes by the setting, then its pane, then the rest', () => {
    const policy = driftSchema.parse({ '*': ['alert'], Mailbox: ['remediate'], 'mailbox.deleteComments': [] })

    expect(actionsFor('account.enabled', policy)).toEqual(['alert'])
    expect(actionsFor('mailbox.deleteSubject', policy)).toEqual(['remediate'])
    expect(actionsFor('mailbox.deleteComments', policy)).toEqual([])
  })

  it('puts right by itself only what takes no request', () => {
    const settings = remediated(driftSchema.parse({ '*': ['remediate'] }))

    expect(settings).toContain('mailbox.deleteComments')
    expect(settings.filter((id) => id.startsWith('licence.') || id === 'account.enabled')).toEqual([])
  })

  it.each([[{ 'licence.room': ['remediate'] }], [{ nonsense: ['alert'] }], [{ '*': ['shout'] }]])(
    'refuses %j',
    (policy) => {
      expect(driftSchema.safeParse(policy).success).toBe(false)
    },
  )
})
