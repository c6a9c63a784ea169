import { setImmediate } from 'node:timers/promises'
import type { SecretClient } from '@azure/keyvault-secrets'

/** One version of a secret; `version` is its whole name. */
interface Kept {
  version: string
  value: string
  tags: Record<string, string>
}

/** The part of Key Vault's client that the product uses, over a list. All versions have the same age, because the service counts whole seconds. */
export function memoryVault(versionNames: string[] = []) {
  const kept: Kept[] = []
  const of = (name: string): Kept[] => kept.filter(({ version }) => version.startsWith(`${name}/`))
  const client = {
    async setSecret(name: string, value: string, { tags }: { tags: Record<string, string> }) {
      await setImmediate()
      kept.push({ version: `${name}/${versionNames[kept.length] ?? `v${kept.length + 1}`}`, value, tags })
    },
    async *listPropertiesOfSecretVersions(name: string) {
      await setImmediate()
      for (const { version, tags } of of(name))
        yield { version: version.slice(name.length + 1), tags, createdOn: new Date(0) }
    },
    async getSecret(name: string, { version }: { version: string }) {
      await setImmediate()
      return { value: kept.find((one) => one.version === `${name}/${version}`)?.value }
    },
  }
  return { vault: client as unknown as SecretClient, kept }
}
