import { wordsOf } from './patience.ts'
import { sayProblem } from './problems.ts'
import type { Answer, RequestRecord } from './record.ts'

/** What the ticket becomes with an answer. */
export type TicketState = 'in-progress' | 'waiting' | 'resolved' | 'failed'

export interface TicketAnswer {
  text: string
  state: TicketState
  /** Stands in the text; who finds it on the ticket knows that the answer was posted. */
  reference: string
}

export interface Links {
  /** Page of the request. */
  request: string
  /** Page of problems; a code is an anchor in it. */
  problems: string
  /** How an installer gets the sign-in data. */
  reveal: string
}

const list = (items: string[]): string => items.map((item) => `- ${item}`).join('\n')

type Writer = (record: RequestRecord, answer: Answer, links: Links) => { lines: string[]; state: TicketState }

const roomOf = ({ wanted: { room } }: RequestRecord): string => (room ? `"${room.name}" (${room.site})` : 'the room')

/** One text per kind of answer, for a requester: no cmdlet, no id, no code. */
const writers: Record<Answer['kind'], Writer> = {
  accepted: (record, _, links) => ({
    lines: [
      `The request for the room ${roomOf(record)} was accepted. You get an answer here when it is ready.`,
      `Follow it live: ${links.request}`,
    ],
    state: 'in-progress',
  }),
  planned: (record, { facts }) => ({
    lines: [
      facts['kind'] === 'create'
        ? `No account exists for ${roomOf(record)} yet. A room mailbox will be created: ${facts['address']}.`
        : `The room mailbox ${facts['address']} exists already. ${plural(Number(facts['differences']), 'setting has', 'settings have')} to be put right.`,
    ],
    state: 'in-progress',
  }),
  waiting: (record, { facts }) => ({
    lines: [`The request for ${roomOf(record)} is waiting for ${wordsOf(String(facts['why']))}. It goes on by itself.`],
    state: 'waiting',
  }),
  ready: (record, { facts }, links) => ({
    lines: [
      `The room ${roomOf(record)} is ready for Microsoft Teams Rooms.`,
      `Account: ${facts['address']}`,
      `Licence: ${facts['licence']}`,
      record.changed.length > 0
        ? `What was set:\n${list(record.changed)}`
        : 'Everything was right already; nothing was changed.',
      facts['password'] === 'new'
        ? `Sign-in data for the installer: ${links.reveal}`
        : 'The password was not changed, so a device that is signed in stays signed in.',
    ],
    state: 'resolved',
  }),
  ended: (record, _, links) => ({ lines: endedLines(record, links), state: 'failed' }),
  cancelled: (record, { facts }) => ({
    lines: [
      `The request for ${roomOf(record)} was cancelled.`,
      `Taken back: ${facts['undone'] ?? 'nothing was changed'}.`,
      `Left: ${facts['left'] ?? 'nothing'}.`,
    ],
    state: 'failed',
  }),
  retrying: (record) => ({ lines: [`The work on ${roomOf(record)} starts again.`], state: 'in-progress' }),
  'rename-needed': (_, { facts }) => ({
    lines: [
      sayProblem('address-change-needs-rename', facts).says,
      sayProblem('address-change-needs-rename', facts).remedy,
    ],
    state: 'in-progress',
  }),
  'too-late': (record) => ({
    lines: [
      `The ticket was changed after the work on ${roomOf(record)} had ended; the change was not applied. Retry the request to apply it.`,
    ],
    state: 'in-progress',
  }),
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

function endedLines(record: RequestRecord, links: Links): string[] {
  if (record.run.kind !== 'ended') return []
  const code = record.run.code ?? 'internal'
  const { says, remedy } = sayProblem(code, record.run.facts)
  const made = record.claims.some(({ isDone }) => isDone)
    ? ['What was made so far is kept; a retry goes on from there.']
    : []
  return [
    `The room ${roomOf(record)} could not be made ready.`,
    says,
    remedy,
    ...made,
    `More about this: ${links.problems}#${code}`,
  ]
}

/** The text of answer number `n` (from 1). The reference is visible, so that people can quote it. */
export function composeAnswer(record: RequestRecord, n: number, links: Links): TicketAnswer {
  const answer = record.answers[n - 1]
  if (!answer) throw new Error(`request ${record.id} has no answer ${n}`)
  const reference = `${record.id}/${n}`
  const { lines, state } = writers[answer.kind](record, answer, links)
  return { text: [...lines, `Reference ${reference}`].join('\n'), state, reference }
}
