import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { faultSchema } from './faults.ts'
import { runUntilStopped } from '../kit/runUntilStopped.ts'
import { startTenant } from './startTenant.ts'

const USAGE =
  'usage: node local/tenant/main.ts --port N --file FILE [--journal FILE] [--seed N] [--speed N] [--rooms N] [--faults FILE.json]'

await runUntilStopped(async () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: { port: text, file: text, journal: text, seed: text, speed: text, rooms: text, faults: text },
  })
  const { port, file, seed = '1', speed = '1', rooms = '0' } = values
  if (!port || !file) throw new Error(USAGE)
  const journal = values.journal ?? process.env['ROOMWRIGHT_TENANT_JOURNAL']
  // From the environment, because arguments are visible to every process.
  const identityHeader = process.env['IDENTITY_HEADER']
  return startTenant({
    port: Number(port),
    file,
    seed: Number(seed),
    speed: Number(speed),
    rooms: Number(rooms),
    ...(journal && { journal }),
    ...(identityHeader && { identityHeader }),
    ...(values.faults && { faults: z.array(faultSchema).parse(JSON.parse(readFileSync(values.faults, 'utf8'))) }),
    log: console.log,
  })
})
