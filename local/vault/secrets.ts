import { randomUUID } from 'node:crypto'
import type { Documents } from '../kit/documents.ts'

interface Attributes {
  enabled: boolean
  /** Seconds since 1970, as Key Vault counts. */
  nbf?: number
  exp?: number
  created: number
  updated: number
}

export interface SecretVersion {
  version: string
  value: string
  contentType?: string
  tags?: Record<string, string>
  attributes: Attributes
}

export interface Secret {
  name: string
  /** The last one is the current one. */
  versions: SecretVersion[]
  /** Seconds since 1970. A deleted secret keeps its name until it is recovered or purged. */
  deletedAt?: number
}

/** What a caller may say about a version. */
interface Details {
  contentType?: string
  tags?: Record<string, string>
  attributes?: Partial<Pick<Attributes, 'enabled' | 'nbf' | 'exp'>>
}

/** Secrets with all their versions; names differ by more than case. */
export interface Secrets {
  get(name: string): Secret | undefined
  /** Among those that were deleted. */
  getDeleted(name: string): Secret | undefined
  /** In the order of names. */
  all(): Secret[]
  add(name: string, value: string, details: Details): SecretVersion
  /** Replaces only what is given. Undefined when there is no such version. */
  update(name: string, version: string, details: Details): SecretVersion | undefined
  /** With all its versions, until it is recovered. */
  remove(secret: Secret): Secret
  recover(secret: Secret): void
}

export function openSecrets(documents: Documents): Secrets {
  const collection = documents.of<Secret>('secret')
  const find = (name: string) => collection.get(name.toLowerCase())
  const get = (name: string) => {
    const secret = find(name)
    return secret?.deletedAt === undefined ? secret : undefined
  }
  const put = (secret: Secret) => {
    collection.put(secret.name.toLowerCase(), secret)
    return secret
  }
  return {
    get,
    getDeleted: (name) => {
      const secret = find(name)
      return secret?.deletedAt === undefined ? undefined : secret
    },
    all: () => collection.all().filter(({ deletedAt }) => deletedAt === undefined),
    remove: (secret) => put({ ...secret, deletedAt: seconds() }),
    recover: ({ name, versions }) => void put({ name, versions }),
    add(name, value, { attributes, ...details }) {
      const now = seconds()
      const own = { enabled: true, ...attributes, created: now, updated: now }
      const version = { version: randomUUID().replaceAll('-', ''), value, ...details, attributes: own }
      const secret = get(name) ?? { name, versions: [] }
      put({ ...secret, versions: [...secret.versions, version] })
      return version
    },
    update(name, version, { attributes, ...details }) {
      const secret = get(name)
      const old = secret?.versions.find((one) => one.version === version)
      if (!secret || !old) return undefined
      const own = { ...old.attributes, ...attributes, updated: seconds() }
      const changed = { ...old, ...details, attributes: own }
      const versions = secret.versions.map((one) => (one === old ? changed : one))
      put({ ...secret, versions })
      return changed
    },
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
