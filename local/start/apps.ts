import { fork, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { StartError } from './startError.ts'

interface App {
  stop(): Promise<void>
}

interface AppOptions {
  name: 'front' | 'back'
  port: number
  home: string
  speed: number
  env: Record<string, string>
  /** Called when the process ends without being asked to. */
  onDeath: (reason: string) => void
}

const hostMain = join(import.meta.dirname, '../host/main.ts')
const distOf = (name: string): string => join(import.meta.dirname, '../../dist', name)
const patienceMs = 10_000

/** Starts one app in a process of its own, as on Azure; its output goes to a log file. */
export async function startApp(options: AppOptions): Promise<App> {
  const child = forkHost(options)
  const log = createWriteStream(join(options.home, 'logs', `${options.name}.log`), { flags: 'a' })
  let stopping = false
  await new Promise<void>((resolve, reject) => {
    const lastLines = listen(child, (line) => {
      log.write(`${line}\n`)
      if (line.startsWith('ready ')) resolve()
    })
    child.once('exit', (code) => {
      const reason = `The ${options.name} app has ended (code ${code}):\n${lastLines.join('\n')}`
      reject(new StartError(reason))
      if (!stopping) options.onDeath(reason)
    })
  })
  return {
    async stop() {
      stopping = true
      await end(child)
      log.end()
    },
  }
}

function forkHost({ name, port, home, speed, env }: AppOptions): ChildProcess {
  const args = { app: distOf(name), port, home: join(home, 'engine', name), 'timer-speed': speed }
  const flags = Object.entries(args).flatMap(([flag, value]) => [`--${flag}`, String(value)])
  return fork(hostMain, flags, { env: { ...cleanEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

/** Hands over each line; returns the last ones, for the case that the process ends. */
function listen(child: ChildProcess, take: (line: string) => void): string[] {
  const last: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      take(line)
      last.push(line)
      if (last.length > 8) last.shift()
    })
  }
  return last
}

/** The apps see their own settings alone. */
function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'SYSTEMROOT']
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
}
