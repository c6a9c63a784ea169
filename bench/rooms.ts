import { mkdirSync, writeFileSync } from 'node:fs'
import { more, samples } from '../local/start/samples.ts'
import { observe, type JournalLine } from '../test/kit/observe.ts'
import { startStack, waitFor } from '../test/kit/stack.ts'

/**
 * What one room costs, counted and not timed: requests to Microsoft 365 (a batch is one), writes that had an effect,
 * awaited steps, and the history that the durable run leaves behind. Waiting is part of it: each look at what is not visible yet is a request.
 */
const rooms = {
  'right already': 'board1',
  'exists with wrong settings': 'confrm1',
  'exists, sign-in blocked': 'disabled1',
  new: 'confrm2',
}
const roomOf = (name: string) =>
  [...samples, ...more].find(({ room }) => room['address'] === `${name}@contoso.onmicrosoft.com`)?.room ?? {}

interface HistoryEvent {
  EventType: number
  Name?: string
}

interface Instance {
  events: number
  bytes: number
  history: HistoryEvent[]
}

/** Numbers of the Durable Task event types. */
const eventType = { taskScheduled: 4, timerCreated: 10, orchestratorStarted: 12 }

const stack = await startStack(['--speed', '40'])
try {
  const see = observe(stack)
  // What the service looks up for itself is no cost of a room; it does so soon after a start, and then for an hour not.
  await see.api('/preflight', { method: 'POST' })
  await waitFor('a look at the tenant', async () => (await (await see.api('/preflight')).text()).includes('readAt'))
  const results: Record<string, Record<string, number>> = {}
  for (const [name, room] of Object.entries(rooms)) {
    const before = see.journal().length
    const ticket = await see.openTicket(roomOf(room))
    await see.answered(ticket)
    const { id } = await see.request(ticket)
    results[name] = {
      ...countCalls(see.journal().slice(before)),
      ...countRun(await readInstance(`${id}-1`)),
      'bytes of answering': await measureAnswers(id),
    }
  }
  report(results)
} finally {
  await stack.stop()
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(`${stack.stack.back}/admin/instances${path}`)
  if (!response.ok) throw new Error(`no instances at ${path}`)
  return (await response.json()) as T
}

function readInstance(id: string): Promise<Instance> {
  return read(`/${id}/history`)
}

/** Each comes when there is something to say, in a run of its own. */
async function measureAnswers(requestId: string): Promise<number> {
  const instances = await read<{ instanceId: string; bytes: number }[]>('')
  const answers = instances.filter(({ instanceId }) => instanceId.startsWith(`answer-${requestId}`))
  return answers.reduce((sum, { bytes }) => sum + bytes, 0)
}

function countCalls(lines: JournalLine[]): Record<string, number> {
  const requests = lines.filter(({ item }) => item === undefined)
  const isExchange = ({ url }: JournalLine) => url.includes('/adminapi/')
  return {
    'Exchange requests': requests.filter(isExchange).length,
    'Graph requests': requests.filter((line) => !isExchange(line)).length,
    writes: lines.filter(({ effect }) => effect).length,
  }
}

function countRun({ history, events, bytes }: Instance): Record<string, number> {
  const scheduled = history.filter(({ EventType }) => EventType === eventType.taskScheduled)
  return {
    'awaited steps': countAwaited(history),
    'calls of activities': scheduled.length,
    timers: history.filter(({ EventType }) => EventType === eventType.timerCreated).length,
    'history events': events,
    'bytes of history': bytes,
  }
}

/** Steps that the run awaited one after the other: each turn that asked for something new; asking again after a wait is none. */
function countAwaited(history: HistoryEvent[]): number {
  const known = new Set<string>()
  let awaited = 0
  for (const turn of turnsOf(history)) {
    const names = turn.flatMap(({ EventType, Name = '' }) => (EventType === eventType.taskScheduled ? [Name] : []))
    if (names.some((name) => !known.has(name))) awaited += 1
    for (const name of names) known.add(name)
  }
  return awaited
}

function turnsOf(history: HistoryEvent[]): HistoryEvent[][] {
  const turns: HistoryEvent[][] = []
  for (const event of history) {
    if (event.EventType === eventType.orchestratorStarted) turns.push([])
    turns.at(-1)?.push(event)
  }
  return turns
}

function report(results: Record<string, Record<string, number>>): void {
  console.table(results)
  mkdirSync('.tmp/bench', { recursive: true })
  writeFileSync('.tmp/bench/rooms.json', `${JSON.stringify(results, null, 2)}\n`)
}
