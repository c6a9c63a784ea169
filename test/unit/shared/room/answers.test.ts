import { describe, expect, it } from 'vitest'
import { composeAnswer, type Links, type TicketState } from '../../../../shared/room/answers.ts'
import { problems } from '../../../../shared/room/problems.ts'
import { endRequest } from '../../../../shared/room/attempts.ts'
import { retry, takeIn } from '../../../../shared/room/intake.ts'
import type { Answer, RequestRecord } from '../../../../shared/room/record.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import {
  aClaim,
  after,
  anAnswer,
  aRecord,
  aRunningRecord,
  aWithdrawal,
  ended,
  parked,
  requestId,
  start,
} from '../../../kit/records.ts'
import { address, aRoom, type RoomInput } from '../../../kit/rooms.ts'

const links: Links = {
  request: `https://rooms.contoso.com/requests/${requestId}`,
  problems: 'https://rooms.contoso.com/problems',
  handover: 'https://rooms.contoso.com/requests/0123456789abcdef0123/handover',
  certificates: 'none',
}
const compose = (record: RequestRecord, n = record.answers.length) => composeAnswer(record, n, links)
const answered = (kind: Answer['kind'], facts: Answer['facts'] = {}, changes: Partial<RequestRecord> = {}) =>
  compose(aRecord({ answers: [anAnswer(kind, facts)], ...changes }))

const everyKind: [Answer['kind'], ReturnType<typeof compose>][] = [
  ['accepted', answered('accepted')],
  ['planned', answered('planned', { kind: 'create', address, differences: 0 })],
  ['waiting', answered('waiting', { why: 'licence-free' })],
  ['ready', answered('ready', { address, licence: 'Teams Rooms Pro', password: 'new' }, { changed: ['Seats'] })],
  ['ended', compose(endRequest(aRunningRecord(), 'needs a person', after(1), 'no-licence-left', { licence: 'Pro' }))],
  ['cancelled', answered('cancelled', { undone: 'Seats', left: `the room mailbox ${address}` })],
  ['restored', answered('restored', { by: 'adam@contoso.com', undone: 'Seats', left: 'the time zone' })],
  ['not-restored', answered('not-restored', { code: 'not-put-back', why: 'Another request has worked on it since.' })],
  ['retrying', answered('retrying')],
  ['rename-needed', answered('rename-needed', { address })],
  ['too-late', answered('too-late')],
]

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i
const cmdlet = /\b(?:Get|Set|New|Add|Remove|Enable|Update|Grant)-[A-Z]\w+/
const gap = /\b(?:undefined|null|NaN|unknown)\b|[{}]|\[object/
const withoutLinks = (text: string) => text.replaceAll(/https:\S+/g, '')

describe.each(everyKind)('the answer "%s"', (_, { text, reference }) => {
  it('ends with its reference', () => {
    expect(reference).toMatch(/^[0-9a-f]{20}\/\d+$/)
    expect(text.endsWith(`\nReference ${reference}`)).toBe(true)
  })

  it('has no id, cmdlet, bare code or gap', () => {
    expect(text).not.toMatch(guid)
    expect(text).not.toMatch(cmdlet)
    expect(text).not.toMatch(gap)
    for (const code of Object.keys(problems))
      expect(withoutLinks(text).split(/[^\w-]+/)).not.toContain(code === 'internal' ? '' : code)
  })

  it('reads like sentences of a calm person', () => {
    const lines = text.split('\n').slice(0, -1)

    expect(lines[0]).toMatch(/^[A-Z].*\.$/)
    expect(text).not.toMatch(/!|error|exception|fail|fatal|please|sorry|oops/i)
  })
})

const checkOf = (attempt: number) => ({ findings: [], notChecked: [], attempt, at: start })

describe('what an answer says', () => {
  it.each<[Answer['kind'], Answer['facts'], Partial<RequestRecord>, string]>([
    ['accepted', {}, {}, `The request for the room "Board" (OSL) was accepted.`],
    ['planned', { kind: 'create', address }, {}, `A room mailbox will be created: ${address}.`],
    ['planned', { kind: 'reuse', address, differences: 1 }, {}, '1 setting has to be put right.'],
    ['planned', { kind: 'reuse', address, differences: 3 }, {}, '3 settings have to be put right.'],
    ['waiting', { why: 'licence-free' }, {}, 'is waiting for a free licence. It goes on by itself.'],
    ['waiting', { why: 'licence-free', licence: 'L' }, {}, 'is waiting for a free licence (L). It goes on by itself.'],
    [
      'waiting',
      { why: 'licence-free', licence: 'L', limit: 25 },
      {},
      '(L, of which an organisation may use 25 at most)',
    ],
    ['waiting', { why: 'account-free', holder: 'h' }, {}, 'another request that works on the same account. It'],
    ['ready', { address, licence: 'Teams Rooms Premium' }, {}, 'Licence: Teams Rooms Premium, which is sold no more\n'],
    ['ready', { address, licence: 'L', notes: 'One.\nTwo.' }, {}, 'Licence: L\nOne.\nTwo.\n'],
    ['ready', { address, licence: 'L' }, { changed: [] }, 'Everything was right already; nothing was changed.'],
    ['ready', { address, licence: 'L' }, { changed: ['Seats', 'Floor'] }, 'What was set:\n- Seats\n- Floor'],
    ['ready', {}, { attempts: 2, signIn: checkOf(2) }, 'Sign-in: checked, nothing in the way.'],
    ['ready', { password: 'keep' }, {}, 'The password was not changed'],
    [
      'ready',
      { password: 'new' },
      {},
      'Sign-in data, shown once to rita@contoso.com: https://rooms.contoso.com/requests/0123456789abcdef0123/handover',
    ],
    ['cancelled', {}, {}, 'Taken back: nothing was changed.\nLeft: nothing.'],
    ['retrying', {}, {}, 'starts again'],
    ['rename-needed', { address }, {}, `The account ${address} exists already`],
    ['too-late', {}, {}, 'nothing was done about it'],
  ])('%s %j %j', (kind, facts, changes, expected) => {
    expect(answered(kind, facts, changes).text).toContain(expected)
  })

  it.each<[Links['certificates'], string]>([
    ['exchange', 'Exchange'],
    ['skype', 'Skype for Business'],
    ['both', 'Exchange and Skype for Business'],
  ])('about a room whose device needs the certificates of %s is to load them first', (certificates, owner) => {
    const record = aRecord({ answers: [anAnswer('ready', { address, licence: 'L', password: 'new' })] })

    expect(composeAnswer(record, 1, { ...links, certificates }).text).toContain(
      `\nLoad the certificates for ${owner} on the device while signed in as Admin, before it signs in.\n`,
    )
  })

  it('about a room whose device needs none says nothing of certificates', () => {
    expect(answered('ready', { address, licence: 'L' }).text).not.toContain('certificates')
  })

  it.each<['standard' | 'pro', string]>([
    [
      'standard',
      'Licence: Teams Rooms Pro, in place of Teams Rooms Standard, which was asked for and is sold no more\n',
    ],
    ['pro', 'Licence: Teams Rooms Pro\n'],
  ])('about a room that asked for %s and got Pro: %s', (licence, expected) => {
    const { wanted } = aRecord()
    const record = { wanted: { ...wanted, room: aRoom({ licence }) } }

    expect(answered('ready', { address, licence: 'Teams Rooms Pro' }, record).text).toContain(expected)
  })

  it.each<[RoomInput['services'], Topology, string]>([
    ['teams', 'online', 'Microsoft Teams Rooms'],
    ['both', 'online', 'Microsoft Teams Rooms'],
    ['both', 'exchange-online-skype-server', 'Microsoft Teams Rooms and Skype for Business'],
    ['skype', 'on-premises', 'Skype for Business'],
  ])(
    'about a room for %s in the topology %s names %s, and no licence where there is none',
    (services, topology, words) => {
      const { wanted } = aRecord()
      const record = { topology, wanted: { ...wanted, room: aRoom({ services }) } }

      const { text } = answered('ready', { address, licence: '' }, record)

      expect(text).toContain(`is ready for ${words}.\n`)
      expect(text).not.toContain('Licence')
    },
  )

  it('about an end is the problem, the remedy, what was kept, and where to read more', () => {
    const record = aRunningRecord({ claims: [aClaim('mailbox', address)] })

    const { text } = compose(endRequest(record, 'needs a person', after(1), 'no-licence-left', { licence: 'Pro' }))

    expect(text).toContain('No unit of Pro became free in time.\nBuy units or free some, then retry.')
    expect(text).toContain('What was made so far is kept')
    expect(text).toContain('https://rooms.contoso.com/problems#no-licence-left')
  })

  it('leaves out what was kept when nothing was made', () => {
    const begun = aRunningRecord({ claims: [aClaim('mailbox', address, { isDone: false })] })

    expect(compose(endRequest(begun, 'needs a person', after(1), 'internal', { reference: 'r' })).text).not.toContain(
      'kept',
    )
  })

  it('about a tombstone speaks of "the room"', () => {
    const tombstone = endRequest(takeIn(undefined, aWithdrawal()), 'cancelled', after(1))

    expect(compose(tombstone).text).toContain('The request for the room was cancelled.')
  })

  it('is for no answer that the record has not', () => {
    expect(() => compose(aRecord(), 1)).toThrow(`request ${requestId} has no answer 1`)
  })

  it('about an end is the same after somebody pressed retry', () => {
    const over = endRequest(aRunningRecord(), 'needs a person', after(1), 'no-licence-left', { licence: 'Pro' })

    expect(compose(retry(over, after(2)), 2).text).toBe(compose(over, 2).text)
  })

  it('about a refusal of Microsoft has no id and no cmdlet', () => {
    const text = `Subscription with SKU 4cde982a-ede4-4409-9ae6-b003453c8ea6 is not assignable, use Set-Mailbox`

    const answer = compose(endRequest(aRunningRecord(), 'needs a person', after(1), 'refused-by-microsoft', { text }))

    expect(answer.text).not.toMatch(guid)
    expect(answer.text).not.toMatch(cmdlet)
  })

  it('does not advise a retry when the ticket was withdrawn after the end', () => {
    const over = aRecord({ run: ended('ready'), attempts: 1 })

    expect(compose(takeIn(over, aWithdrawal())).text).not.toContain('Retry')
  })
})

describe('what becomes of the ticket', () => {
  it.each<[Answer['kind'], TicketState | undefined]>([
    ['accepted', 'in-progress'],
    ['planned', 'in-progress'],
    ['waiting', 'waiting'],
    ['ready', 'resolved'],
    ['ended', 'failed'],
    ['cancelled', 'failed'],
    ['retrying', 'in-progress'],
    ['rename-needed', undefined],
    ['too-late', undefined],
  ])('with %s: %s', (kind, state) => {
    expect(everyKind.find(([name]) => name === kind)?.[1].state).toBe(state)
  })

  const ready = aRecord({ run: ended('ready') })
  const failed = aRecord({ run: ended('needs a person', { code: 'no-licence-left' }) })

  it.each<[string, Answer['kind'], RequestRecord[], TicketState]>([
    ['is in progress while another of its rooms is worked on', 'ready', [ready, aRunningRecord()], 'in-progress'],
    ['is in progress while another one waits', 'ended', [aRecord({ run: parked() })], 'in-progress'],
    ['is resolved when all of its rooms are ready', 'ready', [ready, ready], 'resolved'],
    ['has failed when another of its rooms has', 'ready', [ready, failed], 'failed'],
    ['has failed when the last of its rooms has', 'ended', [ready], 'failed'],
    ['waits with the room that waits', 'waiting', [ready], 'waiting'],
  ])('of several rooms: it %s', (_, kind, others, state) => {
    expect(composeAnswer(aRecord({ answers: [anAnswer(kind)] }), 1, links, others).state).toBe(state)
  })

  it('with a withdrawal that came too late: it stays closed', () => {
    const over = aRecord({ run: ended('ready'), attempts: 1 })

    expect(compose(takeIn(over, aWithdrawal()))).not.toHaveProperty('state')
  })
})

it('a ready answer says nothing about the sign-in that an earlier try has checked', () => {
  expect(answered('ready', { address }, { attempts: 2, signIn: checkOf(1) }).text).not.toContain('Sign-in:')
})
