import { doorProblems } from './doorProblems.ts'
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

  'skype-not-available': person(
    'Skype is not available',
    'Skype for Business was asked for, which cannot be set up yet.',
    'Ask for Teams instead; rooms that need Skype are set up by hand for now.',
  ),
  'voice-not-available': person(
    'Telephony is not available',
    'A phone number, Enterprise Voice or dial-out was asked for, which cannot be set up yet.',
    'Ask again without telephony; numbers are assigned by hand for now.',
  ),
  'mailbox-belongs-to-a-person': person(
    'The address belongs to a person',
    '{address} is the mailbox of {name}. Mailboxes of people are never changed.',
    'Ask for another address for the room.',
    { actor: 'requester' },
  ),
  'mailbox-of-another-kind': person(
    'The address is another kind of mailbox',
    '{address} is {what}, not a room.',
    'Ask for another address, or have an administrator turn it into a room mailbox first.',
  ),
  'address-in-use': person(
    'The address is in use',
    '{address} belongs to {what} named {name}.',
    'Ask for another address, or have the other one removed.',
  ),
  'address-of-another-room': person(
    'The address belongs to another room',
    '{address}, the address that this room would get, belongs to the room {other}.',
    'Ask in the ticket for an address of your own for this room, then retry.',
    { actor: 'requester' },
  ),
  'address-is-an-alias': person(
    'The address is a second one of another account',
    '{address} is only another address of {other}, whose own address is {primary}.',
    'Ask for {primary} if that is the room, else for an address that is free; then retry.',
    { actor: 'requester' },
  ),
  'account-without-mailbox': person(
    'There is an account without a mailbox',
    'An account named {address} exists, but it has no mailbox.',
    'Have an administrator remove the account or give it another name, then retry.',
  ),
  'address-was-deleted': person(
    'A deleted account holds the address',
    '{address} belonged to an account that was deleted in the last 30 days.',
    'Have an administrator restore or purge it, then retry.',
  ),
  'directory-synced': person(
    'The account is managed on premises',
    '{address} comes from the local directory and can only be changed there.',
    'Have it changed in Active Directory.',
  ),
  'addresses-differ': person(
    'Sign-in name and address differ',
    'The sign-in name of {address} is not its e-mail address.',
    'Have an administrator make both equal, then retry.',
  ),
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
  'permission-missing': person(
    'A permission is missing',
    'Microsoft 365 refused: the service lacks a permission it needs ({what}).',
    'Grant the permission named, then retry.',
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
