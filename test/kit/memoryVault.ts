import { setImmediate } from 'node:timers/promises'
import type { SecretClient } from '@azure/keyvault-secrets'

/** One version of a secret; `version` is its whole name. */
interface Kept {
  version: string
  value: string
  tags: Record<string, string>
  isEnabled: boolean
}

/** The part of Key Vault's client that the product uses, over a list. */
export function memoryVault(versionNames: string[] = []) {
  const kept: Kept[] = []
  const of = (name: string): Kept[] => kept.filter(({ version }) => version.startsWith(`${name}/`))
  const find = (name: string, version: string) => kept.find((one) => one.version === `${name}/${version}`)
  const client = {
    async setSecret(name: string, value: string, { tags }: { tags: Record<string, string> }) {
      await setImmediate()
      const version = versionNames[kept.length] ?? `v${kept.length + 1}`
      kept.push({ version: `${name}/${version}`, value, tags, isEnabled: true })
      return { properties: { name, version, tags } }
    },
    async *listPropertiesOfSecretVersions(name: string) {
      await setImmediate()
      for (const { version, tags, isEnabled } of of(name))
        yield { name, version: version.slice(name.length + 1), tags, enabled: isEnabled }
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
  }
  return { vault: client as unknown as SecretClient, kept }
}
