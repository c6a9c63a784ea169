import { describe, expect, it } from 'vitest'
import { isProblemCode, Problem, problemOf, problems, sayProblem } from '../../../../shared/room/problems.ts'
import { waits } from '../../../../shared/room/patience.ts'
import { readSources } from '../../../kit/sourceFiles.ts'

/** Codes stand in tickets, logs and links: add to this list, and never change or remove a line of it. */
const everIssued = [
  'account-bound-to-a-device',
  'account-busy',
  'account-changed-since',
  'account-gone',
  'account-is-a-voice-application',
  'account-is-privileged',
  'account-not-a-room',
  'account-not-in-directory',
  'account-settings-not-permitted',
  'account-unknown',
  'account-without-mailbox',
  'accounts-not-loaded',
  'address-change-needs-rename',
  'address-in-use',
  'address-is-an-alias',
  'address-of-another-room',
  'address-was-deleted',
  'addresses-differ',
  'already-revealed',
  'apply-failed',
  'approval-timed-out',
  'approver-is-requester',
  'batch-incomplete',
  'batch-invalid',
  'batch-not-now',
  'batch-unknown',
  'booking-not-accepted',
  'check-found-differences',
  'checklist-incomplete',
  'device-bound-elsewhere',
  'device-too-early',
  'directory-synced',
  'domain-not-ours',
  'exchange-too-old',
  'export-failed',
  'group-rule-excludes',
  'handover-too-early',
  'internal',
  'job-unknown',
  'licence-excluded',
  'licence-from-a-group',
  'licence-group-unknown',
  'licence-not-active',
  'licence-not-assignable',
  'licence-not-owned',
  'mailbox-belongs-to-a-person',
  'mailbox-in-the-other-exchange',
  'mailbox-not-visible',
  'mailbox-of-another-kind',
  'mailbox-settings-not-permitted',
  'malformed-json',
  'message-id-reused',
  'microsoft-unavailable',
  'mobile-policy-wrong',
  'no-licence-left',
  'no-physical-tpm',
  'no-room-there',
  'not-a-member',
  'not-allowed',
  'not-in-this-cloud',
  'not-prepared',
  'not-put-back',
  'not-signed-in',
  'not-synchronised',
  'not-the-installer',
  'nothing-to-decide',
  'nothing-to-put-back',
  'number-in-use',
  'number-not-assigned',
  'number-not-in-time',
  'number-unknown',
  'page-unknown',
  'password-not-ours',
  'permission-missing',
  'plan-has-changed',
  'policy-unknown',
  'profile-unknown',
  'quarantined-settled',
  'quarantined-unknown',
  'queue-unavailable',
  'reading-failed',
  'refused-by-microsoft',
  'registrar-pool-unknown',
  'registrar-pool-wrong',
  'rejected-by-approver',
  'repair-on-servers',
  'request-invalid',
  'request-queued',
  'request-running',
  'request-unknown',
  'request-withdrawn',
  'retire-on-premises',
  'room-list-wrong',
  'save-failed',
  'secret-wrong',
  'settings-not-visible',
  'sign-in-is-blocked',
  'sign-in-unavailable',
  'sign-in-would-be-blocked',
  'signature-missing',
  'signature-wrong',
  'skype-not-visible',
  'skype-online-retired',
  'skype-pool-differs',
  'summary-not-loaded',
  'teams-needs-the-cloud',
  'ticket-unreachable',
  'ticket-unreadable',
  'timestamp-stale',
  'too-large',
  'too-many-attempts',
  'too-many-calls',
  'unknown-source',
  'value-of-wrong-kind',
  'voice-needs-a-number',
  'worker-unavailable',
  'wrong-content-type',
]

/** Between the wrapper of activities and the end of a run; they reach nobody. */
const wordsForRuns = new Set(['cancelled', 'outdated', 'stale'])

const sources = readSources('functions', 'orchestrations', 'shared')
/** Each place that names a code, with the names of the facts that it gives. */
const uses = sources.flatMap(({ path, text }) =>
  [
    ...text.replaceAll(/\$\{[^}]*\}/g, '').matchAll(/(?:refused?|new Problem)\(\s*'([a-z-]+)'(?:,\s*\{([^{}]*)\})?/g),
  ].map(([, code = '', facts = '']) => ({ path, code, facts: namesOf(facts) })),
)

function namesOf(literal: string): string[] {
  return literal
    .split(',')
    .map((part) => part.split(':')[0]?.trim() ?? '')
    .filter(Boolean)
}

const factsOf = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])

describe('the table of problems', () => {
  it('has every code that was ever issued', () => {
    expect(Object.keys(problems).toSorted()).toEqual(everIssued)
  })

  it('has every code that the product names', () => {
    const unknown = uses.filter(({ code }) => !isProblemCode(code) && !wordsForRuns.has(code))

    expect(uses.length).toBeGreaterThan(30)
    expect(unknown).toEqual([])
  })

  it('says of every problem what is the case and what to do, in sentences', () => {
    for (const code of everIssued) {
      const { title, says, remedy } = problemOf(code)
      expect(title).toMatch(/^[A-Z]/)
      expect(says).toMatch(/^[A-Z{].*[.}]$/)
      expect(remedy).toMatch(/^[A-Z].*[.}]$/)
    }
  })

  it('says of every problem what becomes of the request or the answer', () => {
    for (const code of everIssued) {
      const { status, ends } = problemOf(code)
      expect([code, status ?? ends]).not.toEqual([code, undefined])
    }
  })

  it('raises an alarm for what the operator must look at only', () => {
    const loud = everIssued.filter((code) => problemOf(code).severity === 'alarm')

    expect(loud).toEqual([
      'accounts-not-loaded',
      'export-failed',
      'internal',
      'microsoft-unavailable',
      'not-prepared',
      'not-synchronised',
      'permission-missing',
      'queue-unavailable',
      'refused-by-microsoft',
      'save-failed',
      'sign-in-unavailable',
      'summary-not-loaded',
      'ticket-unreachable',
      'too-many-attempts',
      'worker-unavailable',
    ])
  })
})

describe('the facts of a sentence', () => {
  it('are given by everybody who names the problem', () => {
    const missing = uses.flatMap(({ path, code, facts }) => {
      const { says, remedy } = problemOf(code)
      return wordsForRuns.has(code)
        ? []
        : factsOf(says + remedy).flatMap((fact) => (facts.includes(fact) ? [] : [{ path, code, fact }]))
    })

    expect(missing).toEqual([])
  })

  it('of a wait that is over are known to the step that waits', () => {
    const given: Partial<Record<keyof typeof waits, string[]>> = {
      'settings-visible': ['settings'],
      'licence-free': ['licence'],
      'account-free': ['holder'],
      membership: ['group'],
      'booking-answered': ['found'],
      'booking-gone': ['found'],
    }

    for (const [name, { over }] of Object.entries(waits)) {
      const { says, remedy } = problemOf(over)
      expect(factsOf(says + remedy)).toEqual(given[name as keyof typeof waits] ?? [])
    }
  })

  it('that are missing read as unknown, never as a template', () => {
    expect(sayProblem('no-licence-left').says).toBe('No unit of unknown became free in time.')
  })

  it('are filled in as they are, without being templates themselves', () => {
    expect(sayProblem('request-running', { state: '{state} $& {other}' }).says).toBe(
      'The request is {state} $& {other}.',
    )
  })
})

describe('a code that nobody knows', () => {
  it.each(['something', 'constructor', '__proto__', 'toString'])('%s reads as our fault', (code) => {
    expect(isProblemCode(code)).toBe(false)
    expect(sayProblem(code, { reference: 'r-1' }).says).toContain('our side, reference r-1')
  })
})

describe('a Problem', () => {
  it('has the sentence for a message, and keeps its facts and fields', () => {
    const problem = new Problem('too-large', { limit: 10 }, [{ path: 'name', detail: 'must not be empty' }])

    expect(problem.message).toBe('The body is larger than 10 bytes.')
    expect(problem).toMatchObject({ code: 'too-large', facts: { limit: 10 }, fields: [{ path: 'name' }] })
  })
})
