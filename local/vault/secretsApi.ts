import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { VaultError } from './vaultError.ts'
import type { Secret, Secrets, SecretVersion } from './secrets.ts'

/** Limits: learn, azure/key-vault/secrets/about-secrets. */
const nameShape = /^[0-9a-z-]{1,127}$/i
const longestValue = 25 * 1024

const detailsSchema = z.strictObject({
  contentType: z.string().max(255).exactOptional(),
  tags: z
    .record(z.string().max(512), z.string().max(256))
    .refine((tags) => Object.keys(tags).length <= 15, 'more than 15 tags')
    .exactOptional(),
  attributes: z
    .strictObject({ enabled: z.boolean().exactOptional(), nbf: z.int().exactOptional(), exp: z.int().exactOptional() })
    .exactOptional(),
})
const newSecretSchema = detailsSchema.extend({ value: z.string().max(longestValue) })

/** The part of Key Vault's secrets API that the local vault has; the rest is refused. */
export function secretsApi(secrets: Secrets, url: string): Hono {
  const app = new Hono()
  app.put('/:name', async (c) => {
    const name = nameOf(c)
    const { value, ...details } = newSecretSchema.parse(await c.req.json())
    if (secrets.getDeleted(name)) throw deletedConflict(name)
    return c.json(bundle(url, name, secrets.add(name, value, details)))
  })
  app.get('/', (c) => {
    const current = secrets.all().map(({ name, versions }) => item(`${url}/secrets/${name}`, last(versions)))
    return listed(c, url, current)
  })
  app.get('/:name/versions', (c) => {
    const { name, versions } = find(secrets, c)
    return listed(
      c,
      url,
      versions.map((version) => item(`${url}/secrets/${name}/${version.version}`, version)),
    )
  })
  app.get('/:name/:version?', (c) => {
    const { name, versions } = find(secrets, c)
    const wanted = c.req.param('version')
    const version = wanted ? versions.find((one) => one.version === wanted) : last(versions)
    if (!version) throw notFound(name)
    const { enabled } = version.attributes
    if (!enabled) throw new VaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.')
    return c.json(bundle(url, name, version))
  })
  app.patch('/:name/:version', async (c) => {
    const { name } = find(secrets, c)
    const version = secrets.update(name, c.req.param('version'), detailsSchema.parse(await c.req.json()))
    if (!version) throw notFound(name)
    return c.json(item(`${url}/secrets/${name}/${version.version}`, version))
  })
  app.delete('/:name', (c) => c.json(deletedItem(url, secrets.remove(find(secrets, c)))))
  return app
}

/** Soft deletion, which every vault has: learn, azure/key-vault/general/soft-delete-overview. */
export function deletedSecretsApi(secrets: Secrets, url: string): Hono {
  const app = new Hono()
  const findDeleted = (c: Context): Secret => {
    const secret = secrets.getDeleted(nameOf(c))
    if (!secret) throw notFound(nameOf(c))
    return secret
  }
  app.get('/:name', (c) => c.json(deletedItem(url, findDeleted(c))))
  app.post('/:name/recover', (c) => {
    const secret = findDeleted(c)
    secrets.recover(secret)
    return c.json(item(`${url}/secrets/${secret.name}/${last(secret.versions).version}`, last(secret.versions)))
  })
  return app
}

/** What the service says: learn, azure/key-vault/general/key-vault-recovery. */
function deletedConflict(name: string): VaultError {
  return new VaultError(
    409,
    'Conflict',
    `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
  )
}

function deletedItem(url: string, { name, versions, deletedAt = 0 }: Secret): object {
  const day = 24 * 60 * 60
  return {
    recoveryId: `${url}/deletedsecrets/${name}`,
    deletedDate: deletedAt,
    scheduledPurgeDate: deletedAt + recovery.recoverableDays * day,
    ...item(`${url}/secrets/${name}/${last(versions).version}`, last(versions)),
  }
}

function nameOf(c: Context): string {
  const name = c.req.param('name') ?? ''
  if (!nameShape.test(name))
    throw new VaultError(400, 'BadParameter', `The request URI contains an invalid name: ${name}`)
  return name
}

function find(secrets: Secrets, c: Context): Secret {
  const name = nameOf(c)
  const secret = secrets.get(name)
  if (!secret) throw notFound(name)
  return secret
}

function notFound(name: string): VaultError {
  return new VaultError(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`)
}

function last(versions: SecretVersion[]): SecretVersion {
  const version = versions.at(-1)
  if (!version) throw new Error('a secret without a version')
  return version
}

const recovery = { recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 }

interface Item {
  id: string
  contentType: string | undefined
  tags: Record<string, string> | undefined
  attributes: object
}

function item(id: string, { contentType, tags, attributes }: SecretVersion): Item {
  return { id, contentType, tags, attributes: { ...attributes, ...recovery } }
}

function bundle(url: string, name: string, version: SecretVersion): Item & { value: string } {
  return { value: version.value, ...item(`${url}/secrets/${name}/${version.version}`, version) }
}

const usualPage = 25

/** In the order of ids, which is not that of time: the service promises none. A page goes on after its last id. */
function listed(c: Context, url: string, items: Item[]): Response {
  const { maxresults = String(usualPage), $skiptoken: after = '', 'api-version': version = '' } = c.req.query()
  const size = Math.min(usualPage, Math.max(1, Number(maxresults)))
  const rest = items.filter(({ id }) => id > after).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const value = rest.slice(0, size)
  const query = new URLSearchParams({ 'api-version': version, maxresults, $skiptoken: value.at(-1)?.id ?? '' })
  return c.json({ value, nextLink: rest.length > size ? `${url}${c.req.path}?${query.toString()}` : null })
}
