import { createHash, randomInt } from 'node:crypto'
import type { SecretClient, SecretProperties } from '@azure/keyvault-secrets'
import { Transient } from '../http/transient.ts'
import type { RevealKey } from '../room/handover.ts'
import { Secret } from '../secret.ts'
import { seal } from './seal.ts'

/**
 * The passwords of rooms, in the vault. A version is `name/version`; it is all that leaves this file besides the value for Graph.
 * A secret that somebody deleted is brought back, because its name cannot be used again; until it is there, the vault is busy.
 */
export interface Passwords {
  /** Makes a password for an account, or finds the one that this attempt of the request has made already. */
  make(account: string, tags: Tags): Promise<string | Denied>
  read(version: string): Promise<Secret | Denied>
  /** What `seal` makes of a version; for people it leaves the vault in no other way. A version that a later one has taken the place of is of no use to anybody. */
  seal(version: string, account: string, key: RevealKey): Promise<string | Denied | Superseded>
  /** Another version was chosen: nobody shall take this one for the password. */
  discard(version: string): Promise<void>
}

/** The vault knows us, and we may not. */
export interface Denied {
  kind: 'failed'
  reason: 'denied'
  text: string
}

export interface Superseded {
  kind: 'failed'
  reason: 'superseded'
}

interface Tags {
  request: string
  attempt: string
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

export function makePasswords(vault: SecretClient): Passwords {
  return {
    make: (account, tags) =>
      orDenied(async () => {
        const name = secretNameOf(account)
        const known = await findVersion(vault, name, tags)
        return toText(known ?? (await setSecret(vault, name, { ...tags, account })))
      }),
    read: (version) => orDenied(() => readVersion(vault, version)),
    seal: (version, account, key) =>
      orDenied(async () =>
        (await isSuperseded(vault, version))
          ? { kind: 'failed', reason: 'superseded' }
          : seal(account, await readVersion(vault, version), key),
      ),
    async discard(text) {
      const [name = '', version = ''] = text.split('/')
      await vault.updateSecretProperties(name, version, { enabled: false })
    },
  }
}

async function readVersion(vault: SecretClient, text: string): Promise<Secret> {
  const [name = '', version = ''] = text.split('/')
  const { value } = await vault.getSecret(name, { version })
  if (value === undefined) throw new Error('the vault holds a version without a value')
  return new Secret(value)
}

/** Whatever request has made the later one. Those that lost a race are switched off and do not count. */
async function isSuperseded(vault: SecretClient, text: string): Promise<boolean> {
  const [name = '', version = ''] = text.split('/')
  const enabled: SecretProperties[] = []
  for await (const one of vault.listPropertiesOfSecretVersions(name)) if (one.enabled !== false) enabled.push(one)
  const ours = enabled.find((one) => one.version === version)?.createdOn
  return ours !== undefined && enabled.some(({ createdOn }) => createdOn !== undefined && createdOn > ours)
}

const toText = ({ name, version = '' }: SecretProperties): string => `${name}/${version}`

async function findVersion(
  vault: SecretClient,
  name: string,
  { request, attempt }: Tags,
): Promise<SecretProperties | undefined> {
  try {
    for await (const version of vault.listPropertiesOfSecretVersions(name))
      if (version.enabled !== false && version.tags?.['request'] === request && version.tags['attempt'] === attempt)
        return version
  } catch (error) {
    // No secret of this name yet.
    if (!hasStatus(error, 404)) throw error
  }
  return undefined
}

async function setSecret(vault: SecretClient, name: string, tags: Record<string, string>): Promise<SecretProperties> {
  try {
    const options = { contentType: 'text/plain', tags }
    return (await vault.setSecret(name, generatePassword().reveal(), options)).properties
  } catch (error) {
    if (!hasStatus(error, 409)) throw error
    await recover(vault, name)
    throw new Transient('a deleted secret is being brought back', secondsToRecover, error)
  }
}

const secondsToRecover = 10

async function recover(vault: SecretClient, name: string): Promise<void> {
  try {
    await vault.beginRecoverDeletedSecret(name)
  } catch (error) {
    // On its way already, or there by now.
    if (!hasStatus(error, 404, 409)) throw error
  }
}

async function orDenied<T>(call: () => Promise<T>): Promise<T | Denied> {
  try {
    return await call()
  } catch (error) {
    if (!hasStatus(error, 403)) throw error
    return { kind: 'failed', reason: 'denied', text: error.message }
  }
}

const hasStatus = (error: unknown, ...statuses: number[]): error is Error =>
  error instanceof Error && 'statusCode' in error && statuses.some((status) => status === error.statusCode)
