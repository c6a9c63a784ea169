import { createHash, randomInt } from 'node:crypto'
import type { SecretClient, SecretProperties } from '@azure/keyvault-secrets'
import { Secret } from '../secret.ts'

export interface MadePassword {
  /** Name and version in the vault; the only thing about a password that leaves this file besides the value for Graph. */
  version: string
  password: Secret
}

export interface Passwords {
  /**
   * The password of an account for one attempt of a request. Two calls at once make two versions in the vault and both get the earliest,
   * so it does not matter which of them reaches Graph last.
   */
  make(account: string, tags: Tags): Promise<MadePassword>
}

/** Letters and digits that nobody confuses on a touch console, and the signs that its keyboard shows first. */
const alphabets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!#%+-=?']
const length = 24

/** Entra accepts 8 to 256 characters out of three of four classes; this has all four and about 140 bits. */
export function generatePassword(): Secret {
  const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length))
  const characters = Array.from({ length }, (_, place) => pick(alphabets[place] ?? alphabets.join('')))
  for (let place = length - 1; place > 0; place--) {
    const other = randomInt(place + 1)
    const [one, two] = [characters[place] ?? '', characters[other] ?? '']
    characters[place] = two
    characters[other] = one
  }
  return new Secret(characters.join(''))
}

/** Key Vault allows letters, digits and dashes; the digest keeps two addresses apart that differ in other characters. */
export const secretNameOf = (account: string): string =>
  `room-${account.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 80)}-${createHash('sha256').update(account).digest('hex').slice(0, 8)}`

interface Tags {
  request: string
  attempt: string
}

export function makePasswords(vault: SecretClient): Passwords {
  return {
    async make(account, tags) {
      const name = secretNameOf(account)
      const known = await findEarliest(vault, name, tags)
      if (!known)
        await vault.setSecret(name, generatePassword().reveal(), {
          contentType: 'text/plain',
          tags: { ...tags, account },
        })
      const version = (known ?? (await findEarliest(vault, name, tags)))?.version
      if (version === undefined) throw new Error('the vault does not list the version that it took')
      const { value } = await vault.getSecret(name, { version })
      if (value === undefined) throw new Error('the vault holds a version without a value')
      return { version: `${name}/${version}`, password: new Secret(value) }
    },
  }
}

async function findEarliest(
  vault: SecretClient,
  name: string,
  { request, attempt }: Tags,
): Promise<SecretProperties | undefined> {
  const mine: SecretProperties[] = []
  try {
    for await (const version of vault.listPropertiesOfSecretVersions(name))
      if (version.tags?.['request'] === request && version.tags['attempt'] === attempt) mine.push(version)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  return mine.toSorted(byAge)[0]
}

/** No secret of this name yet. */
const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 404

const byAge = (one: SecretProperties, other: SecretProperties): number =>
  (one.createdOn?.getTime() ?? 0) - (other.createdOn?.getTime() ?? 0) ||
  (one.version ?? '').localeCompare(other.version ?? '')
