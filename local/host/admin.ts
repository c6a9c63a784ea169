import { Hono } from 'hono'
import type { Instance } from './engine/instance.ts'
import type { Store } from './engine/store.ts'
import type { HostedFunction } from './hostedFunctions.ts'
import { notSupported } from './notSupported.ts'
import type { TimerTriggers } from './timerTriggers.ts'

/**
 * The admin interface of the real host as far as it is used, and local views: `/instances` and `/instances/{id}/history`, the events as the engine
 * stores them, and `/memory`, the most that the process has held, in bytes.
 */
export function adminApi(functions: HostedFunction[], timers: TimerTriggers, store: Store): Hono {
  const api = new Hono()
  api.get('/host/status', (c) =>
    c.json({ id: 'local', state: 'Running', version: 'local', processUptime: Math.round(process.uptime() * 1000) }),
  )
  api.get('/memory', (c) => c.json({ peak: process.resourceUsage().maxRSS * 1_024 }))
  api.get('/functions', (c) => c.json(functions.map(describeFunction)))
  api.post('/functions/:name', (c) => {
    const name = c.req.param('name')
    if (timers.run(name)) return c.body(null, 202)
    const isOther = functions.some((one) => one.name.toLowerCase() === name.toLowerCase())
    return isOther ? c.json(notSupported('running anything but a timer by hand').message, 501) : c.body(null, 404)
  })
  api.get('/instances', (c) => c.json(Array.from(store.instancesFrom(''), (one) => describeInstance(one, store))))
  api.get('/instances/:id/history', (c) => {
    const id = c.req.param('id')
    if (!store.instance(id)) return c.body(null, 404)
    return c.json({ ...store.measure(id), history: store.history(id) })
  })
  return api
}

const describeFunction = ({ name, registered }: HostedFunction) => ({
  name,
  config: {
    bindings: Object.entries(registered.metadata.bindings).map(([key, binding]) => ({ ...binding, name: key })),
  },
  isDisabled: false,
})

const describeInstance = ({ instanceId, name, status, createdTime, lastUpdatedTime }: Instance, store: Store) => ({
  instanceId,
  name,
  runtimeStatus: status,
  createdTime,
  lastUpdatedTime,
  ...store.measure(instanceId),
})
