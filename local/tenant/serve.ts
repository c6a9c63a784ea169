import type { Documents } from '../kit/documents.ts'
import type { TenantFacts } from './accounts.ts'
import { Refusal } from './answer.ts'
import type { Answer } from './answer.ts'
import { armAnswer } from './automation/failure.ts'
import type { Call, Outcome, Work } from './call.ts'
import type { Counter } from './counter.ts'
import { concurrencyText, exchangeAnswer } from './exchange/failure.ts'
import type { FaultAction, Faults } from './faults.ts'
import { settleGroupLicences } from './groupLicences.ts'
import { graphAnswer } from './graph/failure.ts'
import type { Journal, JournalEntry } from './journal.ts'
import type { GrantBook } from './grants.ts'
import type { Pace } from './pace.ts'
import type { Tokens } from './tokens.ts'
import type { Jobs } from './automation/jobs.ts'
import type { WorkerSwitch } from './automation/worker.ts'
import type { Directory } from './onPremises/directory.ts'
import type { ExchangeServer } from './onPremises/exchangeServer.ts'
import { latencies } from './timings.ts'
import type { World } from './world.ts'

/** Everything that answering a call takes. */
export interface Services {
  facts: TenantFacts
  documents: Documents
  world: World
  pace: Pace
  journal: Journal
  counter: Counter
  faults: Faults
  grants: GrantBook
  tokens: Tokens
  jobs: Jobs
  worker: WorkerSwitch
  onPremises: Directory
  exchangeServer: ExchangeServer
}

/** The life of one call: fault, throttle, latency, then effect and journal in one transaction. */
export async function serve(services: Services, call: Call, work: Work): Promise<Outcome> {
  const fault = services.faults.strike(call, work)
  const action = fault?.do
  const instead = answerInstead(call, action) ?? work.admit?.()
  const latencyMs = drawLatency(services, instead ? { ...work, latency: latencies.refusal } : work, action)
  await services.pace.wait(latencyMs)
  const act = () => instead ?? actOrRefuse(work, action?.kind === 'flap')
  const entry = { call, cmdlet: work.cmdlet, fault: fault?.id, latencyMs }
  const answer = perform(services, work.name, entry, act)
  return { answer, isDelivered: action?.kind !== 'lostAnswer' && action?.kind !== 'dropBefore' }
}

function drawLatency({ pace, counter }: Services, { name, latency }: Work, action: FaultAction | undefined): number {
  const drawn = pace.draw(latency, 'latency', name, counter.read().calls[name] ?? 0)
  return drawn + (action?.kind === 'delay' ? action.ms : 0)
}

type Entry = Pick<JournalEntry, 'call' | 'cmdlet' | 'fault' | 'latencyMs'>

function perform(services: Services, name: string, entry: Entry, act: () => Answer): Answer {
  const { documents, world, journal, counter } = services
  const { answer, effect, done } = documents.together(() => {
    // What the service does by itself is not an effect of the call.
    settleGroupLicences(world)
    const before = world.changes()
    const answer = act()
    const effect = world.changes() !== before
    return { answer, effect, done: journal.write({ ...entry, ...outcomeOf(answer), effect }) }
  })
  done()
  counter.count(name, effect, isThrottled(answer))
  return answer
}

function outcomeOf(answer: Answer): Pick<JournalEntry, 'status' | 'throttled' | 'retryAfter'> {
  const throttled = isThrottled(answer) || undefined
  return { status: answer.status, throttled, retryAfter: answer.headers?.['Retry-After'] }
}

function isThrottled({ status, body }: Answer): boolean {
  return status === 429 || (status >= 400 && JSON.stringify(body ?? null).includes(concurrencyText))
}

function actOrRefuse(work: Work, isFlapping: boolean): Answer {
  try {
    return work.act(isFlapping)
  } catch (error) {
    if (error instanceof Refusal) return error.answer
    throw error
  }
}

function answerInstead({ surface }: Call, action: FaultAction | undefined): Answer | undefined {
  if (action?.kind === 'dropBefore') return { status: 0 }
  if (action?.kind === 'throttleText') return exchangeAnswer(500, 'InternalServerError', concurrencyText)
  return action?.kind === 'status' ? statusAnswer(surface, action) : undefined
}

function statusAnswer(
  surface: Call['surface'],
  { status, retryAfter = 'missing', body }: FaultAction & { kind: 'status' },
): Answer {
  const headers = retryAfter === 'missing' ? {} : { 'Retry-After': retryAfter === 'huge' ? '86400' : retryAfter }
  if (body !== undefined) return { status, headers, body }
  // A gateway in front of Exchange answers in plain text.
  if (surface === 'exchange') return { status, headers, body: 'Service unavailable' }
  const usual = (surface === 'arm' ? armAnswer : graphAnswer)(status, 'serviceError', 'a rehearsed fault')
  return { ...usual, headers: { ...usual.headers, ...headers } }
}
