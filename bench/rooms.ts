import { more, samples, type Sample } from '../local/start/samples.ts'
import { observe, type JournalLine, type Observer } from '../test/kit/observe.ts'
import { report } from './report.ts'
import { startStack, waitFor } from '../test/kit/stack.ts'

/**
 * What one room costs, counted and not timed: requests to Microsoft 365 (a batch is one), writes that had an effect,
 * awaited steps, and the history that the durable run leaves behind. Waiting is part of it: each look at what is not visible yet is a request.
 */
const rooms = {
  'right already': 'board1@contoso.onmicrosoft.com',
  'exists with wrong settings': 'confrm1@contoso.onmicrosoft.com',
  'exists, sign-in blocked': 'disabled1@contoso.onmicrosoft.com',
  new: 'confrm2@contoso.onmicrosoft.com',
  'converted with consent': 'reception@contoso.onmicrosoft.com',
  'new, Exchange Online and Skype on a server': 'confrm7@contoso.com',
  'new, Exchange Server and Teams': 'confrm8@emea.contoso.com',
  'new, all on servers': 'confrm9@corp.contoso.com',
}
const sampleOf = (address: string): Sample => {
  const sample = [...samples, ...more].find(({ room }) => room['address'] === address)
  if (!sample) throw new Error(`no sample has the address ${address}`)
  return sample
}
/** The tenant's directory is synchronised every half an hour of its own time. */
const patienceSeconds = 180

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
  for (const [name, address] of Object.entries(rooms)) {
    const { room, expected } = sampleOf(address)
    const before = see.journal().length
    const ticket = await see.openTicket(room)
    if (expected === 'waiting') await agree(see, ticket)
    await see.answered(ticket, patienceSeconds)
    const { id } = await see.request(ticket)
    results[name] = {
      ...countCalls(see.journal().slice(before)),
      ...countRuns(await readRuns(id)),
      'bytes of answering': await measureAnswers(id),
    }
  }
  report('rooms', results)
} finally {
  await stack.stop()
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(`${stack.stack.back}/admin/instances${path}`)
  if (!response.ok) throw new Error(`no instances at ${path}`)
  return (await response.json()) as T
}

async function agree(see: Observer, ticket: string): Promise<void> {
  const { id, approval } = await see.asked(ticket)
  await see.decide(id, 'approve', { plan: approval.plan })
}

function listInstances(): Promise<{ instanceId: string; bytes: number }[]> {
  return read('')
}

/** A request that was parked has had several. */
async function readRuns(requestId: string): Promise<Instance[]> {
  const ids = (await listInstances()).map(({ instanceId }) => instanceId)
  return Promise.all(ids.filter((id) => id.startsWith(`${requestId}-`)).map((id) => read<Instance>(`/${id}/history`)))
}

/** Each comes when there is something to say, in a run of its own. */
async function measureAnswers(requestId: string): Promise<number> {
  const answers = (await listInstances()).filter(({ instanceId }) => instanceId.startsWith(`answer-${requestId}`))
  return answers.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** The worker's own cmdlets are no requests of ours; a job is asked for, looked at, and its output read. */
function countCalls(lines: JournalLine[]): Record<string, number> {
  const requests = lines.filter(({ item, surface }) => item === undefined && surface !== 'worker')
  const countOf = (part: string) => requests.filter(({ url }) => url.includes(part)).length
  const isJobStart = ({ method, url }: JournalLine) => method === 'PUT' && url.includes('/jobs/')
  return {
    'Exchange requests': countOf('/adminapi/'),
    'Graph requests': countOf('://graph.'),
    'Azure requests': countOf('://management.'),
    'worker jobs': requests.filter(isJobStart).length,
    writes: lines.filter(({ effect, surface }) => effect && surface !== 'arm').length,
  }
}

/** Sizes are those of the longest run, which is the one that a limit would hit. */
function countRuns(runs: Instance[]): Record<string, number> {
  const scheduled = runs.map(({ history }) => countOfType(history, eventType.taskScheduled))
  const timers = runs.map(({ history }) => countOfType(history, eventType.timerCreated))
  const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    runs: runs.length,
    'awaited steps': Math.max(...runs.map(({ history }) => countAwaited(history))),
    'calls of activities': sum(scheduled),
    timers: sum(timers),
    'history events': Math.max(...runs.map(({ events }) => events)),
    'bytes of history': Math.max(...runs.map(({ bytes }) => bytes)),
  }
}

function countOfType(history: HistoryEvent[], type: number): number {
  return history.filter(({ EventType }) => EventType === type).length
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
