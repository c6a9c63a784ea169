import { parseArgs } from 'node:util'
import { runUntilStopped } from '../kit/runUntilStopped.ts'
import { startDesk } from './startDesk.ts'
import { sources } from './sources.ts'
import type { Source } from './sources.ts'

const USAGE = 'usage: node local/desk/main.ts --port N --file FILE --target URL [--no-echo]'

await runUntilStopped(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      file: { type: 'string' },
      target: { type: 'string' },
      'no-echo': { type: 'boolean', default: false },
    },
  })
  const { port, file, target } = values
  if (!port || !file || !target) throw new Error(USAGE)
  return startDesk({
    port: Number(port),
    file,
    target,
    secrets: readEach('SECRET'),
    tokens: readEach('TOKEN'),
    echo: !values['no-echo'],
    log: console.log,
  })
})

/** One secret or token per system, from the environment because arguments are visible to every process. */
function readEach(what: 'SECRET' | 'TOKEN'): Record<Source, string> {
  const keys = sources.map((source) => [source, `ROOMWRIGHT_DESK_${source.toUpperCase()}_${what}`] as const)
  const missing = keys.map(([, key]) => key).filter((key) => !process.env[key])
  if (missing.length > 0) throw new Error(`set ${missing.join(' and ')} in the environment`)
  return Object.fromEntries(keys.map(([source, key]) => [source, process.env[key]])) as Record<Source, string>
}
