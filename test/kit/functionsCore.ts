import Module from 'node:module'

type Callback = (input: unknown, context: object) => unknown

const callbacks = new Map<string, Callback>()

/** The part of `@azure/functions-core` that registering needs; the module itself exists only inside the Functions worker. */
const core = {
  setProgrammingModel: () => undefined,
  log: () => undefined,
  registerFunction: ({ name }: { name: string }, callback: Callback) => {
    callbacks.set(name, callback)
    return { dispose: () => callbacks.delete(name) }
  },
}

/** Stands where the worker stands: a proxy on `require`, put before `@azure/functions` is loaded. */
export function provideFunctionsCore(): void {
  // oxlint-disable-next-line unbound-method -- the proxy passes `this` on
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply: (target, self, args: [string]) =>
      args[0] === '@azure/functions-core' ? core : (Reflect.apply(target, self, args) as unknown),
  })
}

/** What was registered under a name, as the worker would call it. */
export function callbackOf(name: string): Callback {
  const callback = callbacks.get(name)
  if (!callback) throw new Error(`no function ${name} was registered`)
  return callback
}
