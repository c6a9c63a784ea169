import { setImmediate } from 'node:timers/promises'
import { RestError } from '@azure/data-tables'
import type { SecretClient } from '@azure/keyvault-secrets'
import type { Denied } from '../../shared/vault/passwords.ts'

/** One version of a secret; `version` is its whole name. */
interface Kept {
  version: string
  value: string
  tags: Record<string, string>
  isEnabled: boolean
  createdOn: Date
}

/** The part of Key Vault's client that the product uses, over a list. */
export function memoryVault(versionNames: string[] = []) {
  const kept: Kept[] = []
  const deleted = new Set<string>()
  /** Recoveries that were begun; each is over when the test says so. */
  const recoveries: (() => void)[] = []
  const refuseDeleted = (name: string, statusCode: number) => {
    if (deleted.has(name)) throw new RestError('in a deleted but recoverable state', { statusCode })
  }
  const of = (name: string): Kept[] => kept.filter(({ version }) => version.startsWith(`${name}/`))
  const find = (name: string, version: string) => kept.find((one) => one.version === `${name}/${version}`)
  const client = {
    async setSecret(name: string, value: string, { tags }: { tags: Record<string, string> }) {
      await setImmediate()
      refuseDeleted(name, 409)
      const version = versionNames[kept.length] ?? `v${kept.length + 1}`
      kept.push({
        version: `${name}/${version}`,
        value,
        tags,
        isEnabled: true,
        createdOn: new Date(kept.length * 1_000),
      })
      return { properties: { name, version, tags } }
    },
    async *listPropertiesOfSecretVersions(name: string) {
      await setImmediate()
      refuseDeleted(name, 404)
      for (const { version, tags, isEnabled, createdOn } of of(name))
        yield { name, version: version.slice(name.length + 1), tags, enabled: isEnabled, createdOn }
    },
    async getSecret(name: string, { version }: { version: string }) {
      await setImmediate()
      return { value: find(name, version)?.value }
    },
    async updateSecretProperties(name: string, version: string, { enabled }: { enabled: boolean }) {
      await setImmediate()
      const one = find(name, version)
      if (one) one.isEnabled = enabled
    },
    async beginRecoverDeletedSecret(name: string) {
      await setImmediate()
      if (recoveries.length > 0) throw new RestError('being recovered', { statusCode: 409 })
      recoveries.push(() => deleted.delete(name))
    },
  }
  const remove = (name: string): void => void deleted.add(name)
  return { vault: client as unknown as SecretClient, kept, remove, recoveries }
}

/** What a vault gave that lets us. */
export function allowed<T>(given: T | Denied): T {
  if (isDenied(given)) throw new Error(given.text)
  return given
}

const isDenied = (given: unknown): given is Denied => typeof given === 'object' && given !== null && 'reason' in given
