import { describe, expect, it } from 'vitest'
import type { Binding } from '../../../local/host/functionsCore.ts'
import { readFunction } from '../../../local/host/hostedFunctions.ts'
import { parseRoute } from '../../../local/host/routes.ts'
import { refuseOverrides } from '../../../local/host/settings.ts'
import { startTimerTriggers } from '../../../local/host/timerTriggers.ts'

const http: Binding = { type: 'httpTrigger', direction: 'in', authLevel: 'anonymous', methods: ['GET'] }
const queue: Binding = { type: 'serviceBusTrigger', direction: 'in', queueName: 'q', connection: 'C' }
const timer: Binding = { type: 'timerTrigger', direction: 'in', schedule: '0 0 0 * * *' }

const read = (bindings: Record<string, Binding>, retryOptions?: object) =>
  readFunction({ metadata: { name: 'f', bindings, retryOptions }, callback: () => undefined })

describe('a function is refused that asks for', () => {
  it.each([
    ['another trigger', { t: { ...queue, type: 'queueTrigger' } }, 'the trigger "queueTrigger"'],
    ['another output', { t: http, o: { type: 'queue', direction: 'out' } as const }, 'the binding "queue"'],
    ['sessions', { t: { ...queue, isSessionsEnabled: true } }, 'the option isSessionsEnabled = true'],
    ['a topic', { t: { ...queue, topicName: 't' } }, 'the option topicName = "t"'],
    ['batches', { t: { ...queue, cardinality: 'many' } }, 'the option cardinality = "many"'],
    ['settling by hand', { t: { ...queue, autoCompleteMessages: false } }, 'the option autoCompleteMessages = false'],
    [
      'another hub',
      { t: http, c: { type: 'durableClient', direction: 'in', taskHub: 'x' } as const },
      'the option taskHub = "x"',
    ],
  ])('%s', (_, bindings, what) => {
    expect(() => read(bindings)).toThrow(`not supported by the local host: ${what} of the function "f"`)
  })

  it('a retry policy', () => {
    expect(() => read({ t: timer }, { maxRetryCount: 1 })).toThrow('the retry policy of the function "f"')
  })
})

it('an option that is written out with its default is accepted', () => {
  const options = { autoCompleteMessages: true, isSessionsEnabled: false, cardinality: 'one' }

  expect(read({ t: { ...queue, ...options } })).toMatchObject({ kind: 'serviceBus', queueName: 'q', connection: 'C' })
})

it.each([
  ['a/{id:guid}', 'not supported by the local host: "{id:guid}" in a route'],
  ['a/{id=1}', 'not supported by the local host: "{id=1}" in a route'],
  ['a/x{id}', 'not supported by the local host: "x{id}" in a route'],
  ['a/{id?}/b', '"{id}" must be the last part of the route "a/{id?}/b"'],
])('the route %s is refused', (route, what) => {
  expect(() => parseRoute(route)).toThrow(what)
})

it.each(['0 */5 * * *', '00:05:00', '0 0 3 L * *', '* * * * * * *', '0 0 0 * * 5#1', ''])(
  'the schedule "%s" is refused',
  (schedule) => {
    const called = { ...read({ t: timer }), kind: 'timer' as const, schedule, runOnStartup: false }

    const start = () => startTimerTriggers([called], { environment: {} } as Parameters<typeof startTimerTriggers>[1])

    expect(start).toThrow('is not an NCRONTAB expression of six fields')
  },
)

it('a setting that disables a function from outside is refused', () => {
  expect(() => refuseOverrides({ 'AzureWebJobs.sweep.Disabled': 'true' })).toThrow(
    'not supported by the local host: the setting AzureWebJobs.sweep.Disabled',
  )
})
