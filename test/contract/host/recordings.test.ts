import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchHost, whenReady } from './hostProcess.ts'
import { replayScenario } from './recordedScenario.ts'
import {
  masked,
  recordedCall,
  recordedInvocation,
  recordedNames,
  type LocalInvocation,
  type RecordedInvocation,
} from './recordings.ts'

let local: Awaited<ReturnType<typeof replayScenario>>

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'recordings-'))
  const recordFile = join(home, 'invocations.jsonl')
  writeFileSync(recordFile, '')
  const app = join(import.meta.dirname, 'fixtures/app')
  const host = launchHost({ app, home, timerSpeed: 4, environment: { RECORD_FILE: recordFile } })
  local = await replayScenario(await whenReady(host), recordFile)
  return async () => {
    await host.kill('SIGKILL')
    rmSync(home, { recursive: true })
  }
})

describe('the management API and the client answer as recorded', () => {
  const headers = ['content-type', 'location', 'retry-after', 'x-ms-continuation-token']

  it.each(recordedNames('http'))('%s', (name) => {
    const { response: recorded } = recordedCall(name)

    const answer = local.answers.get(name)

    expect(answer?.status).toBe(recorded.status)
    for (const header of headers) expect(masked(answer?.headers[header])).toBe(masked(recorded.headers[header]))
    expect(comparable(answer?.body)).toEqual(comparable(recorded.body))
  })
})

describe('the worker is given, and answers, what was recorded', () => {
  const names = recordedNames('orchestrator')

  it.each(names.filter((name) => !isParallel(name)))('%s', (name) => {
    const recorded = recordedInvocation('orchestrator', name)
    const turn = names.filter((other) => runOf(other) === runOf(name)).indexOf(name)

    const invocation = turnsLike(recorded)[turn]

    expect(invocation && masked(cutLike(recorded, invocation))).toEqual(masked(toLocal(recorded)))
  })

  it.each(names.filter((name, index) => isParallel(name) && runOf(name) !== runOf(names[index + 1] ?? '')))(
    '%s, results in any order',
    (name) => {
      const recorded = recordedInvocation('orchestrator', name)

      const last = turnsLike(recorded).at(-1)

      expect(last && inAnyOrder(cutLike(recorded, last))).toEqual(inAnyOrder(toLocal(recorded)))
    },
  )
})

describe('activities and timers are given, and answer, what was recorded', () => {
  const names = (['activity', 'trigger'] as const).flatMap((kind) =>
    recordedNames(kind).map((name) => ({ kind, name })),
  )

  it.each(names)('$kind $name', ({ kind, name }) => {
    const recorded = toLocal(recordedInvocation(kind, name))

    const sameFunction = local.invocations.filter((one) => one.function === recorded.function)

    expect(sameFunction.map(masked)).toContainEqual(masked(recorded))
  })
})

it('begins the details of a failed activity as the extension does', () => {
  const details = (invocation: LocalInvocation) =>
    (invocation.decoded as Turn).history.find(({ EventType }) => EventType === 6)?.Details ?? ''
  const recorded = recordedInvocation('orchestrator', 'actcaught__actcaught_1__replay02.json')

  const [, invocation] = turnsLike(recorded)

  const [beginning = ''] = details(toLocal(recorded)).split('...(')
  expect(beginning).toContain('InnerException')
  expect(invocation && details(invocation).startsWith(beginning)).toBe(true)
})

/** Suspending is not served, so its events are taken out of the one recorded status that has them. */
function comparable(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('historyEvents' in body)) return masked(body)
  const events = body.historyEvents as { EventType: string }[]
  const served = events.filter(({ EventType }) => !/Suspended|Resumed/.test(EventType))
  const isUnordered = 'name' in body && body.name === 'fanfail'
  const ordered = isUnordered ? served.toSorted((a, b) => a.EventType.localeCompare(b.EventType)) : served
  return masked({ ...body, historyEvents: ordered })
}

/** Which results share a turn, and which comes first, is a matter of microseconds. */
const isParallel = (name: string): boolean => /^(?:fan|fanfail|nested)__/.test(name)

/** The recordings of one instance, without the number of the turn. */
const runOf = (name: string): string => name.replace(/replay\d+\.json$/, '')

interface Turn {
  instanceId: string
  history: { EventType: number; TaskScheduledId?: number; Details?: string }[]
}

function inAnyOrder(invocation: LocalInvocation): unknown {
  const turn = invocation.decoded as Turn
  const history = turn.history
    .filter(({ EventType }) => EventType !== 12 && EventType !== 13)
    .map((event) => ({ ...event, IsPlayed: undefined }))
    .toSorted((a, b) => (a.TaskScheduledId ?? -1) - (b.TaskScheduledId ?? -1))
  return masked({ ...invocation, decoded: { ...turn, history } })
}

const idOf = ({ decoded }: { decoded: unknown }) => masked((decoded as Turn).instanceId)

function turnsLike({ function: name, hostToWorker }: RecordedInvocation): LocalInvocation[] {
  const turns = local.invocations.filter((one) => one.function === name && idOf(one) === idOf(hostToWorker))
  const wasTerminated = ({ decoded }: LocalInvocation) =>
    (decoded as Turn).history.some(({ EventType }) => EventType === 3)
  // The turn that ended the first run of w1 also held events of a suspension; its recording was not kept.
  return idOf(hostToWorker) === 'w1' ? turns.filter((one) => !wasTerminated(one)) : turns
}

/** Long messages were recorded as their beginning and a length. */
function cutLike({ workerToHost }: RecordedInvocation, invocation: LocalInvocation): LocalInvocation {
  const recorded = workerToHost.result.exception?.message ?? ''
  const cut = /\.\.\.\(\d+ chars\)$/.exec(recorded)
  if (!cut) return invocation
  const message = invocation.answer.message?.slice(0, cut.index) + cut[0]
  return { ...invocation, answer: { ...invocation.answer, message } }
}

function toLocal({ function: name, hostToWorker, workerToHost }: RecordedInvocation): LocalInvocation {
  const { inputDataName, inputDataKind, decoded, triggerMetadataKeys } = hostToWorker
  const message = workerToHost.result.exception?.message
  const answer = { returnValueKind: workerToHost.returnValueKind, decoded: workerToHost.decoded }
  return {
    function: name,
    inputDataName,
    inputDataKind,
    decoded,
    triggerMetadataKeys,
    answer: message === undefined ? answer : { ...answer, message },
  }
}
