import type { Binding, RegisteredFunction } from './functionsCore.ts'
import { notSupported } from './notSupported.ts'

interface Hosted {
  name: string
  registered: RegisteredFunction
  /** Names are a hash of the options that the library makes; they are looked up, never written down. */
  triggerBinding: string
  durableClients: string[]
}

export type HttpFunction = Hosted & { kind: 'http'; route: string; methods: string[] }
export type ServiceBusFunction = Hosted & { kind: 'serviceBus'; queueName: string; connection: string }
export type TimerFunction = Hosted & { kind: 'timer'; schedule: string; runOnStartup: boolean }
export type DurableFunction = Hosted & { kind: 'orchestrator' | 'activity' }
export type HostedFunction = HttpFunction | ServiceBusFunction | TimerFunction | DurableFunction

const written = ['type', 'direction', 'name', 'properties']

/** Reads a registration; whatever would need more than the local host has, is refused. */
export function readFunction(registered: RegisteredFunction): HostedFunction {
  const { name, bindings, retryOptions } = registered.metadata
  const refuse = (what: string) => notSupported(`${what} of the function "${name}"`)
  if (retryOptions) throw refuse('the retry policy')
  const trigger = Object.entries(bindings).find(([, binding]) => /trigger$/i.test(binding.type))
  if (!trigger) throw refuse('the missing trigger')
  const [triggerBinding, options] = trigger
  const others = Object.entries(bindings).filter(([key]) => key !== triggerBinding)
  for (const [key, binding] of others) {
    const isAnswer = key === '$return' && binding.type === 'http'
    if (!isAnswer && binding.type !== 'durableClient') throw refuse(`the binding "${binding.type}"`)
    refuseOptions(binding, [], refuse)
  }
  const durableClients = others.filter(([, { type }]) => type === 'durableClient').map(([key]) => key)
  return { name, registered, triggerBinding, durableClients, ...readTrigger(name, options, refuse) }
}

type Refuse = (what: string) => Error
type OmitHosted<T> = T extends unknown ? Omit<T, keyof Hosted> : never
type Trigger = OmitHosted<HostedFunction>

function readTrigger(name: string, options: Binding, refuse: Refuse): Trigger {
  switch (options.type) {
    case 'httpTrigger':
      return readHttp(name, options, refuse)
    case 'serviceBusTrigger':
      return readServiceBus(options, refuse)
    case 'timerTrigger':
      refuseOptions(options, ['schedule', 'runOnStartup', 'useMonitor'], refuse)
      return { kind: 'timer', schedule: String(options['schedule']), runOnStartup: options['runOnStartup'] === true }
    case 'orchestrationTrigger':
      refuseOptions(options, [], refuse)
      return { kind: 'orchestrator' }
    case 'activityTrigger':
      refuseOptions(options, [], refuse)
      return { kind: 'activity' }
    default:
      throw refuse(`the trigger "${options.type}"`)
  }
}

function readHttp(name: string, options: Binding, refuse: Refuse): Trigger {
  refuseOptions(options, ['route', 'methods', 'authLevel'], refuse)
  if (options['authLevel'] !== 'anonymous') throw refuse(`authLevel "${String(options['authLevel'])}"`)
  const route = typeof options['route'] === 'string' ? options['route'] : name
  const methods = (options['methods'] as string[]).map((method) => method.toUpperCase())
  return { kind: 'http', route, methods }
}

function readServiceBus(options: Binding, refuse: Refuse): Trigger {
  refuseOptions(options, ['queueName', 'connection'], refuse, {
    autoCompleteMessages: true,
    isSessionsEnabled: false,
    cardinality: 'one',
  })
  return { kind: 'serviceBus', queueName: String(options['queueName']), connection: String(options['connection']) }
}

/** Options beyond those that are served may be there only with the value that changes nothing. */
function refuseOptions(
  options: Binding,
  served: string[],
  refuse: Refuse,
  harmless: Record<string, unknown> = {},
): void {
  for (const [key, value] of Object.entries(options)) {
    const isServed = written.includes(key) || served.includes(key) || value === undefined
    if (!isServed && value !== harmless[key]) throw refuse(`the option ${key} = ${JSON.stringify(value)}`)
  }
}
