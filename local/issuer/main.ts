import { parseArgs } from 'node:util'
import { runUntilStopped } from '../kit/runUntilStopped.ts'
import { startIssuer } from './startIssuer.ts'

const USAGE =
  'usage: node local/issuer/main.ts --port N --file FILE --audience AUDIENCE --client-id ID --redirect-uri URI …'

await runUntilStopped(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      file: { type: 'string' },
      audience: { type: 'string' },
      'client-id': { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
    },
  })
  const { port, file, audience, 'client-id': clientId, 'redirect-uri': redirectUris } = values
  if (!port || !file || !audience || !clientId || !redirectUris) throw new Error(USAGE)
  const issuer = await startIssuer({
    port: Number(port),
    file,
    audience,
    clientId,
    redirectUris,
    log: console.log,
  })
  return { url: issuer.issuer, stop: () => issuer.stop() }
})
