import { approvalReasons } from './approval.ts'
import { sayCertificates, type Certificates } from './certificates.ts'
import { wordsOfDevice } from './device.ts'
import { checkLines } from './checkAnswer.ts'
import { installerOf } from './handover.ts'
import { retiredLines, rotatedLines, sayAccepted, sayLifecyclePlan, sayNotDone } from './lifecycleAnswers.ts'
import { isInPlaceOf, isSoldNoMore, nameOfKind } from './licences.ts'
import { sayNotice } from './dates.ts'
import { licenceDay, wordsOf } from './patience.ts'
import { sayProblem } from './problems.ts'
import { lifecycleOf, roomOfRun, type Answer, type RequestRecord } from './record.ts'
import { sayCheck } from './signIn.ts'
import { signInErrors } from './signInErrors.ts'
import { bookingTitle } from './testBooking.ts'
import { isWithdrawn } from './wanted.ts'
import { wordsOfServices } from './wishes.ts'

/** What the ticket becomes with an answer. */
export type TicketState = 'in-progress' | 'waiting' | 'resolved' | 'failed'

export interface TicketAnswer {
  text: string
  /** Left out where the ticket stays as it is. */
  state?: TicketState
  /** Stands in the text; who finds it on the ticket knows that the answer was posted. */
  reference: string
}

export interface Links {
  /** Page of the request. */
  request: string
  /** Page of problems; a code is an anchor in it. */
  problems: string
  /** Page where the installer gets the sign-in data. */
  handover: string
  /** Which ones the device needs first. */
  certificates: Certificates
}

const list = (items: string[]): string => items.map((item) => `- ${item}`).join('\n')

type Writer = (record: RequestRecord, answer: Answer, links: Links) => { lines: string[]; state?: TicketState }

function roomOf(record: RequestRecord): string {
  const room = roomOfRun(record) ?? record.wanted.room
  return room ? `"${room.name}" (${room.site})` : 'the room'
}

const servicesOf = (record: RequestRecord): string =>
  wordsOfServices(roomOfRun(record) ?? { services: 'teams' }, {
    topology: record.topology ?? 'online',
    hasSkypeOnline: record.hasSkypeOnline,
  })

/** One text per kind of answer, for a requester: no cmdlet, no id, no code. */
const writers: Record<Answer['kind'], Writer> = {
  accepted: (record, { at }, links) => ({
    lines: [
      sayAccepted(record, roomOf(record)),
      `Follow it live: ${links.request}`,
      ...sayNotice(record.wanted.room?.installOn, at),
    ],
    state: 'in-progress',
  }),
  planned: (record, { facts }) => ({
    lines: [sayPlan(record, facts), ...(facts['isSkypeRetired'] === 'true' ? [skypeRetired] : [])],
    state: 'in-progress',
  }),
  'approval-asked': (record, { facts }, links) => ({
    lines: [
      `${facts['again'] === 'true' ? 'Something has changed since, so this waits for another decision' : 'This waits for a decision'}, because ${becauseOf(record)}.`,
      ...(record.approval ? [`What would be done:\n${list(record.approval.lines)}`] : []),
      `An approver decides in the approval of this ticket, or here: ${links.request}`,
    ],
    state: 'waiting',
  }),
  'approval-reminder': (record, _, links) => ({
    lines: [`The request for ${roomOf(record)} still waits for a decision of an approver: ${links.request}`],
  }),
  'approval-not-counted': (_, { facts }, links) => ({
    lines: [
      `The decision on this ticket does not count, because ${facts['why']}.`,
      `Another approver decides in the approval of this ticket, or here: ${links.request}`,
    ],
  }),
  approved: (_, { facts }) => ({ lines: [`${facts['by']} approved it. The work goes on.`], state: 'in-progress' }),
  waiting: (record, { facts }) => ({
    lines:
      facts['why'] === licenceDay
        ? [
            `The account ${facts['account']} for ${roomOf(record)} stands. Its licence is assigned on ${facts['day']}, before the installation on ${facts['installOn']}; until then the room cannot sign in. It goes on by itself.`,
          ]
        : [`The request for ${roomOf(record)} is waiting for ${sayAwaited(facts)}. It goes on by itself.`],
    state: 'waiting',
  }),
  ready: (record, { facts }, links) => ({
    lines: [
      `The room ${roomOf(record)} is ready for ${servicesOf(record)}.`,
      `Account: ${facts['address']}`,
      ...(facts['licence'] ? [`Licence: ${sayLicence(record, String(facts['licence']))}`] : []),
      ...(facts['notes'] === undefined ? [] : [String(facts['notes'])]),
      record.changed.length > 0
        ? `What was set:\n${list(record.changed)}`
        : 'Everything was right already; nothing was changed.',
      sayBooking(record),
      ...(record.signIn?.attempt === record.attempts ? sayCheck(record.signIn) : []),
      facts['password'] === 'new'
        ? `Sign-in data, shown once to ${installerOf(record) ?? 'the installer'}: ${links.handover}`
        : 'The password was not changed, so a device that is signed in stays signed in.',
      ...sayCertificates(links.certificates),
      ...sayRecheck(record),
    ],
    state: 'resolved',
  }),
  checked: (record, _, links) => ({
    lines: checkLines(record, roomOf(record), links),
    state: record.run.kind === 'ended' && record.run.end === 'ready' ? 'resolved' : 'failed',
  }),
  rotated: (record, _, links) => ({ lines: rotatedLines(record, roomOf(record), links), state: 'resolved' }),
  retired: (record, { facts }) => ({ lines: retiredLines(roomOf(record), facts), state: 'resolved' }),
  ended: (record, answer, links) => ({ lines: endedLines(record, answer, links), state: 'failed' }),
  cancelled: (record, { facts }) => ({
    lines: [
      `The request for ${roomOf(record)} was cancelled.`,
      `Taken back: ${facts['undone'] ?? 'nothing was changed'}.`,
      `Left: ${facts['left'] ?? 'nothing'}.`,
    ],
    state: 'failed',
  }),
  restored: (record, { facts }) => ({
    lines: [
      `The earlier settings of ${roomOf(record)} were put back by ${facts['by']}: ${facts['undone']}.`,
      ...(facts['left'] === 'nothing' ? [] : [`Left as it is: ${facts['left']}.`]),
      'Its account, licence and sign-in stay as they are. It is set up for meetings again when the request is tried again.',
    ],
  }),
  'not-restored': (_, { facts }, links) => {
    const code = String(facts['code'] ?? 'internal')
    const { says, remedy } = sayProblem(code, facts)
    return { lines: [says, remedy, `More about this: ${links.problems}#${code}`] }
  },
  retrying: (record) => ({ lines: [`The work on ${roomOf(record)} starts again.`], state: 'in-progress' }),
  'rename-needed': (_, { facts }) => ({
    lines: [
      sayProblem('address-change-needs-rename', facts).says,
      sayProblem('address-change-needs-rename', facts).remedy,
    ],
  }),
  'device-bound': (record, { facts }) => ({
    lines: [`The ${deviceIn(facts)} is bound to ${roomOf(record)}, account ${record.account}.`],
  }),
  'device-refused': (record, { facts }) => {
    const { says, remedy } = sayProblem(String(facts['code']), facts)
    return { lines: [`The ${deviceIn(facts)} was not bound to ${roomOf(record)}.`, says, remedy] }
  },
  'handed-over': (record, { facts }) => ({
    lines: [`The sign-in data of ${roomOf(record)} were shown to ${facts['by']}. They are not shown again.`],
  }),
  'signed-in': (record, { facts }) => ({
    lines: [
      `The room ${roomOf(record)} has signed in ${lifecycleOf(record) === 'rotate' ? 'with the new password' : 'for the first time'}, ${sayTime(String(facts['at']))}.`,
    ],
  }),
  'sign-in-failed': (record, { facts }) => {
    const { cause, remedy } = signInErrors[Number(facts['error'])] ?? unknownError
    return { lines: [`A sign-in of the room ${roomOf(record)} has failed. ${cause}`, remedy] }
  },
  'in-room-finder': (record, { facts }) => ({
    lines: [`People find the room ${roomOf(record)} when they book, as of ${sayTime(String(facts['at'])).slice(3)}.`],
  }),
  'room-finder-late': (record) => ({
    lines: [
      `The room ${roomOf(record)} has been ready for some time, and people still do not find it when they book. They can invite its address meanwhile.`,
      'Have an administrator see whether it is hidden from address lists, and whether its building and city are set.',
    ],
  }),
  'looked-again': (record, { facts }) => {
    const before = `Looked at again before the installation on ${facts['installOn']}`
    const [wrong, unread] = [String(facts['wrong'] ?? ''), String(facts['unread'] ?? '')]
    if (unread !== '') return { lines: [`${before}: ${roomOf(record)} could not be read. ${unread}`] }
    if (wrong === '') return { lines: [`${before}: everything of ${roomOf(record)} is as it should be.`] }
    return {
      lines: [
        `${before}: this of ${roomOf(record)} is not as it should be:\n${wrong}`,
        'Have an administrator put it right on the page of the account, or have the request tried again.',
      ],
    }
  },
  'too-late': (record) => ({
    lines: [
      isWithdrawn(record.wanted)
        ? `The ticket was cancelled after the work on ${roomOf(record)} had ended: the account stays as it is. An administrator can give up the room and its licence.`
        : `The ticket was changed after the work on ${roomOf(record)} had ended; nothing was done about it. Have the request tried again on its page, or open a new ticket.`,
    ],
  }),
}

/** Only where a look is to come. */
function sayRecheck({ stages = [], ...record }: RequestRecord): string[] {
  const look = stages.find(({ stage, nextLook }) => stage === 'looked-again' && nextLook !== undefined)
  const installOn = roomOfRun(record)?.installOn
  return look && installOn !== undefined
    ? [
        `It is looked at again on ${look.nextLook?.slice(0, 10)}, before the installation on ${installOn}; you get the result here.`,
      ]
    : []
}

/** Who waits for a licence hears of which, and that more of it cannot be bought. */
function sayAwaited({ why, licence, limit }: Answer['facts']): string {
  const words = wordsOf(String(why))
  if (why !== 'licence-free' || licence === undefined) return words
  return `${words} (${licence}${limit === undefined ? '' : `, of which an organisation may use ${limit} at most`})`
}

const unknownError = { cause: 'The sign-in log names no cause.', remedy: 'Have an administrator look at it.' }

/** `2026-11-23T08:00:00Z` → on 2026-11-23 at 08:00 UTC. */
const sayTime = (at: string): string => `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`

const deviceIn = ({ id, kind }: Answer['facts']): string =>
  wordsOfDevice({ id: String(id), kind: kind === 'panel' ? kind : 'room' })
function sayBooking({ checks = [] }: RequestRecord): string {
  const says = checks.find(({ id }) => id === 'booking')?.says ?? 'not probed, because nothing was changed'
  return `${bookingTitle}: ${says}.`
}

/** Who asked for a kind that is not sold any more hears what stands in for it. */
function sayLicence(record: RequestRecord, given: string): string {
  const asked = roomOfRun(record)?.licence
  if (asked && isInPlaceOf(given, asked))
    return `${given}, in place of ${nameOfKind(asked)}, which was asked for and is sold no more`
  return isSoldNoMore(given) ? `${given}, which is sold no more` : given
}

const skypeRetired =
  'Skype for Business Online was asked for too; Microsoft retired it on 31 July 2021, so the room gets Teams alone.'

const becauseOf = ({ approval }: RequestRecord): string =>
  (approval?.reasons ?? []).map((reason) => approvalReasons[reason]).join(', and because ')

function sayPlan(record: RequestRecord, facts: Answer['facts']): string {
  const { kind, address, differences, from } = facts
  if (lifecycleOf(record)) return sayLifecyclePlan(record, facts)
  switch (kind) {
    case 'create':
      return `No account exists for ${roomOf(record)} yet. A room mailbox will be created: ${address}.`
    case 'convert':
      return `${address} ("${from}") becomes a room mailbox.`
    case 'restore':
      return `The deleted room ${address} ("${from}") comes back.`
    default:
      return `The room mailbox ${address} exists already. ${sayDifferences(Number(differences))}`
  }
}

function sayDifferences(count: number): string {
  if (count === 0) return 'Everything is right already.'
  return count === 1 ? '1 setting has to be put right.' : `${count} settings have to be put right.`
}

function endedLines(record: RequestRecord, { facts }: Answer, links: Links): string[] {
  const code = String(facts['code'] ?? 'internal')
  const { says, remedy } = sayProblem(code, facts)
  const made = record.claims.some(({ isDone }) => isDone)
    ? ['What was made so far is kept; a retry goes on from there.']
    : []
  return [sayNotDone(record, roomOf(record)), says, remedy, ...made, `More about this: ${links.problems}#${code}`]
}

/** A ticket closes when all its items have ended, and well only if all are ready. */
function stateAmong(state: TicketState | undefined, others: RequestRecord[]): TicketState | undefined {
  if (state !== 'resolved' && state !== 'failed') return state
  if (others.some(({ run }) => run.kind !== 'ended')) return 'in-progress'
  return others.every(({ run }) => run.kind === 'ended' && run.end === 'ready') ? state : 'failed'
}

/** The text of answer number `n` (from 1). The reference is visible, so that people can quote it. `others` are the other items of the ticket. */
export function composeAnswer(
  record: RequestRecord,
  n: number,
  links: Links,
  others: RequestRecord[] = [],
): TicketAnswer {
  const answer = record.answers[n - 1]
  if (!answer) throw new Error(`request ${record.id} has no answer ${n}`)
  const reference = `${record.id}/${n}`
  const { lines, state } = writers[answer.kind](record, answer, links)
  const ticketState = stateAmong(state, others)
  return {
    text: [...lines, `Reference ${reference}`].join('\n'),
    reference,
    ...(ticketState && { state: ticketState }),
  }
}
