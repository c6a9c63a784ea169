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
  const outcome = await follow(ticket, product, desk, (line) => console.log(`${ticket.ticket.padEnd(12)} ${line}`))
  console.log(`${ticket.ticket.padEnd(12)} ${outcome.end}`)
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

export function tableOf(outcomes: Outcome[]): string {
  const table = new Table({
    head: ['Ticket', 'Wanted', 'Account', 'Outcome', 'Answers', 'Told'],
    colWidths: [null, 30, null, null, null, 60],
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const { ticket, title, account, end, answers, told } of outcomes)
    table.push([ticket, title, account, end, String(answers), told])
  return table.toString()
}
