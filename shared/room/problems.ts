import { accountProblems } from './accountProblems.ts'
import { doorProblems } from './doorProblems.ts'
import { estateProblems } from './estateProblems.ts'
import { person, type ProblemEntry } from './problemEntry.ts'

/** Every problem that a user can meet. Codes are never renamed or reused; docs/problems.md is made from this table. */
export const problems = {
  ...doorProblems,
  internal: person(
    'Our fault',
    'Something went wrong on our side, reference {reference}.',
    'Retry; if it happens again, tell the operator the reference.',
    { status: 500, actor: 'operator', severity: 'alarm' },
  ),

  ...accountProblems,
  ...estateProblems,
  'licence-not-owned': person(
    'No such licence in the tenant',
    'The organisation owns no licence of the kind {licence}.',
    'Buy the licence, then retry.',
  ),
  'licence-from-a-group': person(
    'A group gives another licence',
    'The account has the licence {licence} from a group, beside which it cannot have the one that it needs.',
    'Take the account out of that group, or ask for the licence that the group gives; then retry.',
  ),
  'licence-excluded': person(
    'Another licence is in the way',
    'The account has the licence {licence}, beside which it cannot have the one that it needs.',
    'Have the other licence taken away, then retry.',
  ),
  'licence-not-assignable': person(
    'The group could not give the licence',
    '{cause}',
    'Put it right, then retry: {remedy}',
  ),
  'licence-group-unknown': person(
    'The group of room licences does not exist',
    'Licences of the kind that was asked for come from a group that does not exist.',
    'The page "Tenant check" says how the group has to be; then retry.',
    { actor: 'operator' },
  ),
  'group-rule-excludes': person(
    'The group of room licences does not take the room in',
    'Licences come from the group {group}, whose rule does not match {address}.',
    'Ask for an address that it matches{would}, or have the rule changed; then retry.',
    { actor: 'requester' },
  ),
  'not-a-member': person(
    'The group did not take the account in',
    'The account did not become a member of the group {group} in time, so it has no licence.',
    'Have the membership of the group looked at, then retry.',
  ),
  'sign-in-would-be-blocked': person(
    'The room could not sign in',
    'Everything is set, but the room could not sign in. {reasons}',
    'Put it right, then retry, which checks it again: {remedies}',
  ),
  'permission-missing': person(
    'A permission is missing',
    'Microsoft 365 refused: the service lacks a permission it needs ({what}).',
    'Grant the permission named, then retry.',
    { actor: 'operator', severity: 'alarm', role: 'named in the message' },
  ),
  'not-prepared': person(
    'The tenant is not prepared',
    'Something that this room needs is missing in the tenant, so nothing was begun: {what}.',
    'The page "Tenant check" says what to grant or to buy; then retry.',
    { actor: 'operator', severity: 'alarm', role: 'named in the message' },
  ),
  'domain-not-ours': person(
    'The domain is not ours',
    'The address asked for is in a domain that does not belong to the organisation.',
    'Ask for an address in one of its domains, or for none.',
    { actor: 'requester' },
  ),
  'refused-by-microsoft': person(
    'Microsoft 365 refused',
    'Microsoft 365 did not accept a change of the account.',
    'Have an administrator look at the account and the operator at the log, then retry.',
    { severity: 'alarm' },
  ),
  'booking-not-accepted': person(
    'The test booking was not accepted',
    'The room was set up and read back as right, but a test booking of it was {found}.',
    'Look at the calendar settings of the room and at who may book it, then retry. Nothing was taken back.',
  ),
  'check-found-differences': person(
    'The check found differences',
    'Of {all} things that were looked at, {wrong} are not as they should be and {unknown} could not be read.',
    'Have the room set up, which puts right what can be put right, or put it right by hand; then check again.',
  ),
  'address-change-needs-rename': person(
    'The address cannot be changed here',
    'The account {address} exists already; a change of the ticket does not rename it.',
    'Ask for a rename of the room.',
    { actor: 'requester' },
  ),
  'too-many-attempts': person(
    'It failed three times',
    'The work on this room broke off {attempts} times.',
    'The operator looks at the log; a retry is safe.',
    { actor: 'operator', severity: 'alarm' },
  ),

  'not-put-back': person(
    'Earlier settings were not put back',
    'The earlier settings of the room were not put back. {why}',
    'Have an administrator look at the room, then put them back once more or by hand.',
  ),

  'rejected-by-approver': person('Rejected', '{by} rejected it{reason}.', 'Talk to the approver, then ask again.', {
    actor: 'requester',
    ends: 'rejected',
  }),
  'approval-timed-out': person(
    'Nobody decided',
    'Nobody approved or rejected it in time.',
    'Ask an approver, then retry.',
    { actor: 'approver' },
  ),
  'worker-unavailable': person(
    'The worker inside the organisation is offline',
    'The worker that reaches the servers inside the organisation did not take the job for too long.',
    'Have the worker started again, then retry.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'not-synchronised': person(
    'The directory was not synchronised',
    'The account was made in the local directory, but did not reach Microsoft 365 in time.',
    'Have directory synchronisation looked at, then retry; nothing is made twice.',
    { actor: 'operator', severity: 'alarm' },
  ),

  'mailbox-not-visible': person(
    'The mailbox did not appear',
    'The room mailbox did not become visible in Microsoft 365 in time.',
    'Retry later; nothing is made twice.',
    { actor: 'operator' },
  ),
  'settings-not-visible': person(
    'Changes did not appear',
    'Changes were sent, but did not become visible in Microsoft 365 in time: {settings}.',
    'Retry later; nothing is done twice.',
    { actor: 'operator' },
  ),
  'skype-not-visible': person(
    'The account did not appear in Skype for Business Online',
    'The account has its licence, but did not become visible in Skype for Business Online in time.',
    'Have the licence of the account looked at, then retry; nothing is done twice.',
    { actor: 'operator' },
  ),
  'licence-not-active': person(
    'The licence did not become active',
    'The licence was assigned, but did not become active in time.',
    'Retry later; it is not assigned twice.',
    { actor: 'operator' },
  ),
  'microsoft-unavailable': person(
    'Microsoft 365 does not answer',
    'Microsoft 365 was not available for too long.',
    'Retry when it is back; nothing is done twice.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'no-licence-left': person(
    'No licence left',
    'No unit of {licence} became free in time.',
    'Buy units or free some, then retry.',
  ),
  'account-busy': person(
    'Another request holds the account',
    'Request {holder} has been working on this account for too long.',
    'Look at that request first, then retry.',
    { actor: 'operator' },
  ),
  'ticket-unreachable': person(
    'The ticket could not be answered',
    'The ticketing system did not take our answers for seven days.',
    'Check its address and credentials.',
    { actor: 'operator', severity: 'alarm' },
  ),
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof problems

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(problems, code)

/** The entry behind a code; a code that is not in the table is a bug of ours and reads so. */
export const problemOf = (code: string): ProblemEntry => problems[isProblemCode(code) ? code : 'internal']

const fill = (template: string, facts: Record<string, string | number>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? 'unknown'))

/** The two sentences for people: what is the case, and what to do next. */
export function sayProblem(
  code: string,
  facts: Record<string, string | number> = {},
): { says: string; remedy: string } {
  const entry = problemOf(code)
  return { says: fill(entry.says, facts), remedy: fill(entry.remedy, facts) }
}

/** One field that is not right. */
export interface FieldProblem {
  path: string
  detail: string
  /** In a file: where it stands. */
  line?: number
  column?: string
}

/** Thrown by doors and parsers; becomes an RFC 9457 answer in one place. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly facts: Record<string, string | number>
  readonly fields: FieldProblem[]

  constructor(code: ProblemCode, facts: Record<string, string | number> = {}, fields: FieldProblem[] = []) {
    super(sayProblem(code, facts).says)
    this.code = code
    this.facts = facts
    this.fields = fields
  }
}
