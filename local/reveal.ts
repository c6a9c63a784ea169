import { parseArgs } from 'node:util'
import { ManagedIdentityCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { readSecrets } from './start/secrets.ts'
import { readStack } from './start/stack.ts'

/** npm run reveal -- REQUEST: the sign-in data of a room, from the local vault. On Azure an installer reads the secret that the ticket names. */
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string', default: '.roomwright' } },
  })
  const [request] = positionals
  if (request === undefined)
    throw new Error('Name the request: npm run reveal -- REQUEST (its id stands in the ready answer of the ticket)')
  const { tenant, vault } = readStack(values.home)
  process.env['IDENTITY_ENDPOINT'] = `${tenant}/msi/token`
  process.env['IDENTITY_HEADER'] = readSecrets(values.home).identityHeader
  const client = new SecretClient(vault, new ManagedIdentityCredential(), {
    allowInsecureConnection: true,
    disableChallengeResourceVerification: true,
  })
  const found = await find(client, request)
  if (!found)
    throw new Error(
      `No password was made for the request ${request}. Either it is not ready, or the account kept the password it had (password-not-ours).`,
    )
  console.log(`Account   ${found.account}\nPassword  ${found.value}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** The latest version whose tag names the request. */
async function find(client: SecretClient, request: string): Promise<{ account: string; value: string } | undefined> {
  for await (const { name, tags } of client.listPropertiesOfSecrets()) {
    if (tags?.['request'] !== request.slice(0, 20)) continue
    const { value } = await client.getSecret(name)
    return value === undefined ? undefined : { account: tags['account'] ?? '', value }
  }
  return undefined
}
