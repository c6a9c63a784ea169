import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Opening } from './desk/opening.ts'
import { runCommand } from './start/command.ts'
import { readJson } from './start/readJson.ts'
import { openDesk, type Desk, type TicketSeen } from './start/sampleTickets.ts'
import { readStack } from './start/stack.ts'
import { StartError } from './start/startError.ts'

const usage = 'npm run ticket -- FILE [--home DIR], such as npm run ticket -- docs/examples/newRoom.json'
const patienceMs = 20_000
const pollMs = 100

/** npm run ticket -- FILE: opens a ticket of one's own at the service desk, which signs and sends it; says what became of it. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string', default: '.roomwright' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return console.log(usage)
  const opening = readOpening(positionals)
  const stack = readStack(values.home)
  const desk = openDesk(stack)
  const ticket = await desk.open(opening)
  console.log(`Ticket ${ticket} was opened: ${stack.desk}/t/${ticket}`)
  await becomeAccepted(desk, ticket)
  console.log(`It was accepted. Follow the request: ${stack.site}`)
})

function readOpening([file, ...more]: string[]): Opening {
  if (file === undefined) throw new StartError(`Name the file of the ticket: ${usage}`)
  if (more.length > 0) throw new StartError(`Name one file, not ${more.length + 1}: ${usage}`)
  const content = Object(readJson(file)) as Partial<Opening>
  if (!('room' in content) && 'site' in content)
    throw new StartError(
      `${file}: is a room alone, as the API takes it (docs/api.md). A ticket has it under "room", beside "source" and "requester": see docs/examples/newRoom.json.`,
    )
  return content as Opening
}

/** Ends when the product has taken the webhook of the ticket. */
async function becomeAccepted(desk: Desk, ticket: string): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < patienceMs; await sleep(pollMs)) {
    const [first] = (await desk.read(ticket)).deliveries
    if (first?.state === 'delivered') return
    if (first?.state === 'failed') throw new StartError(`It was refused: ${reasonsOf(first)}`)
  }
  throw new StartError('It is not delivered yet; the desk goes on trying, and the ticket shows each attempt.')
}

function reasonsOf({ problem }: TicketSeen['deliveries'][number]): string {
  const { title = '', detail = '', reasons = [] } = problem ?? {}
  return [(reasons.length > 0 ? title : detail) || title, ...reasons.map((reason) => `- ${reason}`)].join('\n')
}
