import { existsSync, readFileSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { FunctionCallback, FunctionMetadata, ProgrammingModel, RegisteredFunction } from './functionsCore.ts'
import type { Level, Log } from './log.ts'
import { notSupported } from './notSupported.ts'

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation'] as const
type HookName = (typeof hookNames)[number]
type Hook = (context: object) => unknown

/** What an app registered while it was loaded. */
export interface FunctionApp {
  functions: RegisteredFunction[]
  model: ProgrammingModel
  runHooks: (name: HookName, context: object) => Promise<void>
  /** From now on a registration is an error. */
  lock: () => void
}

/**
 * Loads a CommonJS app through the seam that the real worker uses, a proxy on `Module.prototype.require`.
 * Registrations live in the app's modules, so there is one app in a process.
 */
export function loadFunctionApp(appDir: string, log: Log): FunctionApp {
  const functions = new Map<string, RegisteredFunction>()
  const hooks: Record<HookName, Hook[]> = { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [] }
  const app: { model?: ProgrammingModel; isLocked?: boolean } = {}
  provideFunctionsCore({
    version: '3.13.0',
    hostVersion: '4.1037.0',
    getProgrammingModel: () => app.model,
    setProgrammingModel: (model: ProgrammingModel) => {
      app.model = model
    },
    log: (level: Level, category: string, message: string) => log(level, category, message),
    registerHook: (name: HookName, hook: Hook) => {
      if (!hookNames.includes(name)) throw notSupported(`the hook '${name}'`)
      hooks[name].push(hook)
      return { dispose: () => void hooks[name].splice(hooks[name].indexOf(hook), 1) }
    },
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
      if (app.isLocked) throw new Error('A function can only be registered during app startup.')
      if (functions.has(metadata.name)) throw new Error(`A function "${metadata.name}" has already been registered.`)
      functions.set(metadata.name, { metadata, callback })
      return { dispose: () => functions.delete(metadata.name) }
    },
  })
  requireMain(appDir)
  if (!app.model || functions.size === 0) throw new Error(`the app in ${appDir} registered no function`)
  return {
    functions: [...functions.values()],
    model: app.model,
    runHooks: async (name, context) => {
      for (const hook of hooks[name]) await hook(context)
    },
    lock: () => {
      app.isLocked = true
    },
  }
}

function provideFunctionsCore(core: object): void {
  // oxlint-disable-next-line unbound-method -- the proxy passes `this` on
  Module.prototype.require = new Proxy(Module.prototype.require, {
    apply: (target, self, args: [string]) =>
      args[0] === '@azure/functions-core' ? core : (Reflect.apply(target, self, args) as unknown),
  })
}

function requireMain(appDir: string): void {
  const manifest = join(appDir, 'package.json')
  if (!existsSync(manifest)) throw new Error(`no package.json in ${appDir}; --app names the folder of a built app`)
  const { main } = JSON.parse(readFileSync(manifest, 'utf8')) as { main?: string }
  if (!main) throw new Error(`${manifest} names no "main"`)
  createRequire(manifest)(resolve(appDir, main))
}
