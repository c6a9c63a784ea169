import { parseArgs } from 'node:util'
import { runUntilStopped } from '../kit/runUntilStopped.ts'
import { startVault } from './startVault.ts'

const USAGE = 'usage: node local/vault/main.ts --port N --file FILE --keys-url URL [--token-audience URL]'

await runUntilStopped(async () => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { port: text, file: text, 'keys-url': text, 'token-audience': text } })
  const { port, file, 'keys-url': keysUrl, 'token-audience': tokenAudience } = values
  if (!port || !file || !keysUrl) throw new Error(USAGE)
  return startVault({ port: Number(port), file, keysUrl, ...(tokenAudience && { tokenAudience }), log: console.log })
})
