import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { readHostJson } from '../../../local/host/hostJson.ts'
import { anApp } from './functionApp.ts'

const read = (extensions: unknown, others: object = {}) =>
  readHostJson(anApp({ code: '', hostJson: { version: '2.0', extensions, ...others } }))

it('host.json without settings gives the defaults of the real host', () => {
  const tenPerCore = 10 * availableParallelism()

  expect(read({})).toEqual({
    routePrefix: 'api',
    serviceBus: { maxConcurrentCalls: 16, prefetchCount: 0 },
    durableTask: {
      hubName: 'TestHubName',
      maxConcurrentActivities: tenPerCore,
      maxConcurrentOrchestrators: tenPerCore,
    },
  })
})

it('a section of the real host that means nothing here is passed over', () => {
  const others = {
    logging: { logLevel: { default: 'Warning' } },
    telemetryMode: 'OpenTelemetry',
    functionTimeout: '00:10:00',
  }
  const durableTask = { hubName: 'rooms', storageProvider: { connectionName: 'X' }, tracing: {} }

  expect(read({ durableTask }, others).durableTask.hubName).toBe('rooms')
})

it.each([
  [{ serviceBus: { autoCompleteMessages: false } }, 'extensions.serviceBus.autoCompleteMessages = false'],
  [
    { serviceBus: { maxAutoLockRenewalDuration: '00:10:00' } },
    'extensions.serviceBus.maxAutoLockRenewalDuration = "00:10:00"',
  ],
  [{ durableTask: { extendedSessionsEnabled: true } }, 'extensions.durableTask.extendedSessionsEnabled = true'],
  [{ http: { customHeaders: {} } }, 'extensions.http.customHeaders = {}'],
  [{ queues: {} }, 'extensions.queues = {}'],
])('%j is not supported', (extensions, what) => {
  expect(() => read(extensions)).toThrow(`not supported by the local host: host.json ${what}`)
})

it.each([
  [{ serviceBus: { autoCompleteMessages: true, maxAutoLockRenewalDuration: '00:05:00' } }],
  [{ serviceBus: { maxConcurrentCalls: 3, prefetchCount: 1 } }],
])('%j is accepted', (extensions) => {
  expect(() => read(extensions)).not.toThrow()
})

it.each([
  [{ http: { routePrefix: 1 } }, '"routePrefix" must be a string, not 1'],
  [{ serviceBus: { maxConcurrentCalls: 0 } }, '"maxConcurrentCalls" must be a whole number, not 0'],
  [{ durableTask: { hubName: '../x' } }, '"hubName" must be 3 to 45 letters and digits'],
  [{ durableTask: [] }, '"durableTask" must be an object'],
])('%j is wrong', (extensions, what) => {
  expect(() => read(extensions)).toThrow(what)
})

it('another version than 2.0 is wrong', () => {
  expect(() => read({}, { version: '1.0' })).toThrow('"version" must be "2.0", not "1.0"')
})
