import Table from 'cli-table3'
import { Listr } from 'listr2'
import { follow, type Outcome } from './follow.ts'
import type { Product } from './product.ts'
import type { Desk, SampleTicket } from './sampleTickets.ts'

const titleOf = ({ ticket, title }: SampleTicket): string => `${ticket}  ${title}`

/** Follows all tickets at once: a live display on a terminal, one line a happening elsewhere. */
export async function showTickets(tickets: SampleTicket[], product: Product, desk: Desk): Promise<Outcome[]> {
  return process.stdout.isTTY
    ? showLive(tickets, product, desk)
    : Promise.all(tickets.map((ticket) => showPlain(ticket, product, desk)))
}

async function showPlain(ticket: SampleTicket, product: Product, desk: Desk): Promise<Outcome> {
  const say = (line: string) => console.log(`${ticket.ticket.padEnd(12)} ${line}`)
  say(ticket.title)
  const outcome = await follow(ticket, product, desk, say)
  say(outcome.end)
  return outcome
}

async function showLive(tickets: SampleTicket[], product: Product, desk: Desk): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const toTask = (ticket: SampleTicket) => ({
    title: titleOf(ticket),
    rendererOptions: { persistentOutput: true, outputBar: Infinity },
    task: async (_: unknown, task: { title: string | undefined; output: string | undefined }) => {
      const outcome = await follow(ticket, product, desk, (line) => void (task.output = line))
      task.title = `${titleOf(ticket)}: ${outcome.end}`
      outcomes.push(outcome)
    },
  })
  await new Listr(tickets.map(toTask), { concurrent: true, rendererOptions: { collapseSubtasks: false } }).run()
  return tickets.flatMap(({ ticket }) => outcomes.filter((outcome) => outcome.ticket === ticket))
}

const longestEnd = 'needs a person'.length
/** Borders and padding of four columns. */
const frame = 13
const told = { narrowest: 20, widest: 70 }

/** What became of each ticket, no wider than the terminal: a table, or a block a ticket where there is no room for one. */
export function tableOf(outcomes: Outcome[], columns = process.stdout.columns ?? 120): string {
  const widest = (read: (outcome: Outcome) => string) => Math.max(7, ...outcomes.map((one) => read(one).length))
  const [ticket, account] = [widest((one) => one.ticket), widest((one) => one.account)]
  const room = columns - frame - ticket - account - longestEnd
  if (room < told.narrowest) return outcomes.map((one) => toBlock(one, columns)).join('\n\n')
  const table = new Table({
    head: ['Ticket', 'Account', 'Outcome', 'The ticket was told'],
    colWidths: [ticket, account, longestEnd, Math.min(told.widest, room)].map((width) => width + 2),
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const one of outcomes) table.push([one.ticket, one.account, one.end, one.told])
  return table.toString()
}

/** Words that are longer than a line stay whole, so that an address can be copied. */
function toBlock({ ticket, account, end, told }: Outcome, columns: number): string {
  const fold = new RegExp(`(.{1,${Math.max(10, columns - 3)}})(?:\\s+|$)`, 'g')
  const lines = [account, ...told.replaceAll(fold, '$1\n').split('\n')].filter((line) => line !== '')
  return [`${ticket}: ${end}`, ...lines.map((line) => `  ${line}`)].join('\n')
}
