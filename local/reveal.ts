import { parseArgs } from 'node:util'
import { ManagedIdentityCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { runCommand } from './start/command.ts'
import { openProduct, type RequestSeen } from './start/product.ts'
import { readSecrets } from './start/secrets.ts'
import { readStack, type Stack } from './start/stack.ts'
import { StartError } from './start/startError.ts'

const usage = 'npm run reveal -- REQUEST|TICKET [--home DIR]; the ready answer of a ticket names its request'

/** npm run reveal -- REQUEST|TICKET: the sign-in data of a room, from the local vault. On Azure an installer reads the secret that the ticket names. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { home: { type: 'string', default: '.roomwright' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return console.log(usage)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new StartError(`Name one request or ticket: ${usage}`)
  const stack = readStack(values.home)
  const request = await findRequest(stack, name)
  const found = await findSecret(openVault(stack, values.home), request.id)
  if (!found)
    throw new StartError(
      `No password was made for ${name}, which is "${request.state}". ${request.state === 'ready' ? 'The account kept the password that it had.' : 'It is made when the account is.'}`,
    )
  console.log(`Account   ${found.account}\nPassword  ${found.value}`)
})

async function findRequest(stack: Stack, name: string): Promise<RequestSeen> {
  const product = await openProduct(stack)
  const found = (await product.read(name)) ?? (await product.find(name))
  if (!found) throw new StartError(`${name} is neither a request nor a ticket that is known here.`)
  return found
}

function openVault({ tenant, vault }: Stack, home: string): SecretClient {
  process.env['IDENTITY_ENDPOINT'] = `${tenant}/msi/token`
  process.env['IDENTITY_HEADER'] = readSecrets(home).identityHeader
  return new SecretClient(vault, new ManagedIdentityCredential(), {
    allowInsecureConnection: true,
    disableChallengeResourceVerification: true,
  })
}

/** The latest version whose tag names the request. */
async function findSecret(
  client: SecretClient,
  request: string,
): Promise<{ account: string; value: string } | undefined> {
  for await (const { name, tags } of client.listPropertiesOfSecrets()) {
    if (tags?.['request'] !== request.slice(0, 20)) continue
    const { value } = await client.getSecret(name)
    return value === undefined ? undefined : { account: tags['account'] ?? '', value }
  }
  return undefined
}
