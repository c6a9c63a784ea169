import { relative } from 'node:path'
import type { Outcome } from './start/follow.ts'
import { prepareHome } from './start/home.ts'
import { readOptions, usage, type Options } from './start/options.ts'
import { startParts, type Running } from './start/parts.ts'
import { assertPortsFree } from './start/ports.ts'
import { openProduct } from './start/product.ts'
import { openDesk, openSamples } from './start/sampleTickets.ts'
import { showTickets, tableOf } from './start/show.ts'
import { StartError } from './start/startError.ts'
import { refuseWhileRunning, writeStack, type Stack } from './start/stack.ts'

/** The whole product on this machine: starts all parts, sends the sample tickets, shows the work, and stays up. */
async function main(): Promise<void> {
  const begun = performance.now()
  const options = readOptions(process.argv.slice(2))
  if (!options) return console.log(usage)
  await assertPortsFree(options.port)
  if (options.isFresh) await refuseWhileRunning(options.home)
  prepareHome(options.home, options.isFresh)
  let running: Running | undefined
  running = await startParts(options, (reason) => void leave(running, 1, reason))
  process.once('SIGINT', () => void leave(running, 0, '\nStopped. The next start goes on from here.'))
  process.once('SIGTERM', () => void leave(running, 0))
  process.once('disconnect', () => void leave(running, 0))
  writeStack(options.home, running.stack)
  for (const line of running.lines) console.log(line)
  console.log(`\nAll parts are up after ${seconds(begun)} s. State: ${options.home}\n`)

  const isAsExpected = await work(running.stack, options, begun)
  if (options.exits) await leave(running, isAsExpected ? 0 : 1)
}

async function work(stack: Stack, options: Options, begun: number): Promise<boolean> {
  const desk = openDesk(stack)
  const tickets = await openSamples(desk, options.samples)
  const outcomes = await showTickets(tickets, await openProduct(stack), desk)
  if (tickets.length > 0) {
    console.log(`\n${tableOf(outcomes)}\n`)
    console.log(`The last ticket was answered after ${seconds(begun)} s.`)
  }
  const surprises = outcomes.filter((outcome) => !isExpected(outcome))
  for (const { ticket, end, expected } of surprises) console.log(`${ticket} ended "${end}" instead of "${expected}".`)
  if (!options.exits) console.log(linksOf(stack))
  return surprises.length === 0
}

/** What waits for a decision may have got one since an earlier start. */
const isExpected = ({ end, expected }: Outcome): boolean =>
  end === expected || (expected === 'waiting' && (end === 'ready' || end === 'rejected'))

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1)

const linksOf = ({ site, desk, journal }: Stack): string => `
Requests, live          ${site}
Tickets and answers     ${desk}
Ask for your own room   npm run ticket -- FILE   (see docs/examples)
Sign-in data of a room  on the page that its ticket names, as who asked for it
Every call to Microsoft ${relative('', journal)}

Ctrl-C stops; the next start goes on from here, --fresh forgets.`

let isLeaving = false

/** Once: Ctrl-C reaches every process of the terminal, so the apps may end before they are asked to. */
async function leave(running: Running | undefined, code: number, words?: string): Promise<void> {
  if (isLeaving) return
  isLeaving = true
  if (words !== undefined) console.log(words)
  await running?.stop()
  process.exit(code)
}

try {
  await main()
} catch (error) {
  const isMistake = error instanceof StartError || (error instanceof Error && /port|ended/.test(error.message))
  console.error(isMistake ? error.message : error)
  process.exit(1)
}
