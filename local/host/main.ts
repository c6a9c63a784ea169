import { parseArgs } from 'node:util'
import { startHost, type Host } from './host.ts'
import { captureConsole, log } from './log.ts'

const usage = 'usage: npm run host -- --app DIR --port N --home DIR [--timer-speed N]'
const graceMs = 3000

/** Undefined when only the usage was asked for. */
function readArguments() {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      port: { type: 'string' },
      home: { type: 'string' },
      'timer-speed': { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const { app, port, home } = values
  if (!app || !port || !home) throw new Error(usage)
  return { appDir: app, home, port: positive(port, 0), timerSpeed: positive(values['timer-speed'], 1) }
}

function positive(text: string, least: number): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < least) throw new Error(`"${text}" is not a number from ${least} on; ${usage}`)
  return value
}

const say = (line: string) => void process.stdout.write(`${line.replaceAll(/\s*\n\s*/g, ' ')}\n`)

function stopOnRequest(host: Host): void {
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    void host.stop(graceMs).then(() => process.exit(0), giveUp)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop)
  // A forked host must not outlive the process that started it.
  process.on('disconnect', stop)
}

function giveUp(error: unknown): never {
  say(`the host stopped: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

captureConsole()
process.on('uncaughtException', (error) => {
  log('critical', 'host', error.stack ?? error.message)
  giveUp(error)
})

async function main(): Promise<void> {
  const wanted = readArguments()
  if (!wanted) return say(usage)
  const host = await startHost({ ...wanted, environment: process.env, log })
  stopOnRequest(host)
  say(`ready ${host.origin} ${host.functionNames.length} functions: ${host.functionNames.join(', ')}`)
}

try {
  await main()
} catch (error) {
  say(`cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
