import { setTimeout as sleep } from 'node:timers/promises'
import type { Product, RequestSeen } from './product.ts'
import type { Desk, SampleTicket, TicketSeen } from './sampleTickets.ts'

/** How a ticket went. */
export interface Outcome extends SampleTicket {
  end: string
  account: string
  /** What the requester was told last. */
  told: string
}

const pollMs = 150
const ends = new Set(['ready', 'needs a person', 'rejected', 'cancelled'])
const answered = new Set(['resolved', 'failed', 'cancelled'])

/** Follows one ticket until its request has ended, or waits for a decision, and the ticket has been told; says each thing that happens once. */
export async function follow(
  sample: SampleTicket,
  product: Product,
  desk: Desk,
  say: (line: string) => void,
): Promise<Outcome> {
  const said = new Set<string>()
  for (;;) {
    const [request, ticket] = await Promise.all([product.find(sample.ticket), desk.read(sample.ticket)])
    for (const line of request ? linesOf(request) : []) {
      if (!said.has(line)) say(line)
      said.add(line)
    }
    const outcome = toOutcome(sample, request, ticket)
    if (outcome) return outcome
    await sleep(pollMs)
  }
}

const marks: Record<string, string> = { done: '✓', refused: '✗', waiting: '…' }

const linesOf = ({ steps }: RequestSeen): string[] =>
  steps.flatMap(({ title, state, waitingFor }) => {
    const mark = marks[state]
    return mark === undefined
      ? []
      : [`${mark} ${title}${waitingFor === undefined ? '' : `: waiting for ${waitingFor}`}`]
  })

function toOutcome(sample: SampleTicket, request: RequestSeen | undefined, ticket: TicketSeen): Outcome | undefined {
  const end = request ? endOf(request, ticket) : refusalOf(ticket)
  return end && { ...sample, ...end }
}

type Ended = Pick<Outcome, 'end' | 'account' | 'told'>

/** The webhook itself was refused, so there is no request. */
function refusalOf({ deliveries }: TicketSeen): Ended | undefined {
  const refused = deliveries.find(({ state }) => state === 'failed')
  return refused && { end: 'refused', account: '', told: refused.problem?.detail ?? '' }
}

function endOf(request: RequestSeen, ticket: TicketSeen): Ended | undefined {
  const { state, account = '', problem } = request
  const isOver = isUndecided(request) ? ticket.state === 'waiting' : ends.has(state) && isAnswered(ticket)
  return isOver ? { end: state, account, told: problem?.says ?? firstLineOf(ticket.comments.at(-1)?.text) } : undefined
}

/** Some systems show the state before the comment that goes with it. */
const isAnswered = ({ state, comments }: TicketSeen): boolean =>
  answered.has(state) && /is ready|could not be made|was cancelled|was checked/.test(comments.at(-1)?.text ?? '')

/** Only a person can go on with it. */
const isUndecided = ({ state, approval }: RequestSeen): boolean =>
  state === 'waiting' && approval !== undefined && approval.decision === undefined

const firstLineOf = (text = ''): string => text.split('\n')[0] ?? ''
