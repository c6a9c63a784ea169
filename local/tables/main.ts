import { parseArgs } from 'node:util'
import { runUntilStopped } from '../kit/runUntilStopped.ts'
import { startTables } from './startTables.ts'

const usage = 'usage: node local/tables/main.ts --port N --file FILE'

await runUntilStopped(async () => {
  const { values } = parseArgs({ options: { port: { type: 'string' }, file: { type: 'string' } } })
  const { port, file } = values
  if (!port || !file) throw new Error(usage)
  const tables = await startTables({ port: Number(port), file, log: console.error })
  return { url: `http://127.0.0.1:${tables.port}`, stop: () => tables.stop() }
})
