import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { inspect } from 'node:util'
import { loadFunctionApp, type FunctionApp } from './functionApp.ts'
import type { InvocationRequest, RegisteredFunction, TypedData } from './functionsCore.ts'
import type { Level, Log } from './log.ts'
import { notSupported } from './notSupported.ts'

export interface Invoked {
  /** What the function or a hook threw. */
  error?: Error
  returnValue?: TypedData | undefined
  /** The app's invocation context; durable-functions leaves its executor there. */
  context?: unknown
}

export interface Worker {
  functions: RegisteredFunction[]
  /** Never rejects. */
  invoke: (called: RegisteredFunction, request: InvocationRequest) => Promise<Invoked>
  /** Resolves when no invocation runs, at the latest after `graceMs`. */
  whenIdle: (graceMs: number) => Promise<void>
  terminate: () => Promise<void>
}

/** Loads and starts an app, and invokes its functions in the order of the real worker. */
export async function startWorker(appDir: string, log: Log): Promise<Worker> {
  const app = loadFunctionApp(appDir, log)
  const appHookData = {}
  const lifetime = { hookData: {}, appHookData, functionAppDirectory: appDir }
  await app.runHooks('appStart', lifetime)
  app.lock()
  const capabilities = await app.model.getCapabilities({})
  if (capabilities['HttpUri']) throw notSupported('enableHttpStream in app.setup')

  const running = new Set<Promise<Invoked>>()
  const allDone = async () => {
    while (running.size > 0) await Promise.all(running)
  }
  return {
    functions: app.functions,
    invoke: (called, request) => {
      const invocation = invoke(app, appHookData, called, request, log).finally(() => running.delete(invocation))
      running.add(invocation)
      return invocation
    },
    whenIdle: async (graceMs) => Promise.race([allDone(), setTimeout(graceMs)]),
    terminate: () => app.runHooks('appTerminate', lifetime),
  }
}

async function invoke(
  { model, runHooks }: FunctionApp,
  appHookData: object,
  { metadata, callback }: RegisteredFunction,
  request: InvocationRequest,
  log: Log,
): Promise<Invoked> {
  const invocationId = randomUUID()
  const traceContext = { traceParent: '', traceState: '', attributes: {} }
  const core = {
    invocationId,
    metadata,
    state: 'preInvocationHooks',
    request: { invocationId, functionId: metadata.name, traceContext, ...request },
    log: (level: Level, category: string, message: string) =>
      log(level, category === 'user' ? metadata.name : category, message),
  }
  const invoked: Invoked = {}
  try {
    const invocation = model.getInvocationModel(core)
    const { context, inputs } = await invocation.getArguments()
    invoked.context = context
    const shared = { hookData: {}, appHookData, invocationContext: context }
    const before = { ...shared, inputs, functionCallback: callback }
    await runHooks('preInvocation', before)

    core.state = 'invocation'
    const called = invocation.invokeFunction(context, before.inputs, before.functionCallback)
    const after = { ...shared, inputs: before.inputs, ...(await outcomeOf(called)) }
    core.state = 'postInvocationHooks'
    await runHooks('postInvocation', after)
    if (after.error) throw toError(after.error)
    invoked.returnValue = (await invocation.getResponse(context, after.result)).returnValue ?? undefined
  } catch (error) {
    invoked.error = toError(error)
  }
  return invoked
}

/** Hooks see both and may replace either. */
const outcomeOf = (called: Promise<unknown>): Promise<{ result: unknown; error: unknown }> =>
  called.then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error }),
  )

const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : inspect(thrown))
