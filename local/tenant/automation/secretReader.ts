import { CmdletFailure } from '../onPremises/failure.ts'
import type { Services } from '../serve.ts'

const vaultResource = 'https://vault.azure.net'

/**
 * The value of one version of a secret, with a token of the worker's managed identity. The token goes to this machine
 * alone, where the local vault is.
 */
export async function readSecret({ tokens, pace }: Services, id: string): Promise<string> {
  const url = new URL(id)
  if (!['127.0.0.1', 'localhost'].includes(url.hostname))
    failReading(`the vault ${url.host} cannot be reached from here`)
  const { access_token } = await tokens.issue(vaultResource, [], pace.now())
  const response = await fetch(`${id}?api-version=7.6`, { headers: { authorization: `Bearer ${access_token}` } }).catch(
    () => undefined,
  )
  if (!response?.ok) failReading(`the vault answers ${response?.status ?? 'nothing'}`)
  const { value } = (await response.json()) as { value: string }
  return value
}

function failReading(why: string): never {
  throw new CmdletFailure('Roomwright.SecretNotRead', `The secret could not be read: ${why}.`)
}
