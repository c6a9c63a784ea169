import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Opening } from './desk/opening.ts'
import { openDesk } from './start/sampleTickets.ts'
import { readStack } from './start/stack.ts'

/** npm run ticket -- FILE: opens a ticket of one's own at the service desk, which signs and sends it. */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string', default: '.roomwright' } },
  })
  const [file] = positionals
  if (file === undefined) throw new Error('Name the file of the ticket: npm run ticket -- docs/examples/newRoom.json')
  const stack = readStack(values.home)
  const opening = JSON.parse(readFileSync(file, 'utf8')) as Opening
  const ticket = await openDesk(stack).open(opening)
  console.log(`Ticket ${ticket} was opened: ${stack.desk}/t/${ticket}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
