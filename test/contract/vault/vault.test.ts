import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ManagedIdentityCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startTenant } from '../../../local/tenant/startTenant.ts'
import type { Tenant } from '../../../local/tenant/startTenant.ts'
import { startVault } from '../../../local/vault/startVault.ts'
import { makePasswords, secretNameOf } from '../../../shared/vault/passwords.ts'
import { kill, startProcess } from '../tenant/process.ts'
import { fetchToken, makeFolder, send } from '../tenant/rehearsal.ts'

// One tenant for the file: the identity library keeps tokens for the life of the process.
let tenant: Tenant
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
  tenant = await startTenant({
    port: 0,
    file: join(folder, 'tenant.db'),
    seed: 1,
    speed: 1000,
    rooms: 0,
    log: () => undefined,
  })
  process.env['IDENTITY_ENDPOINT'] = tenant.identityEndpoint
  process.env['IDENTITY_HEADER'] = tenant.identityHeader
})
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

const clientFor = (url: string) =>
  new SecretClient(url, new ManagedIdentityCredential(), {
    allowInsecureConnection: true,
    disableChallengeResourceVerification: true,
    retryOptions: { maxRetries: 0 },
  })

const poll = { intervalInMs: 1 }

async function openVault(file = join(makeFolder(), 'vault.db')) {
  const vault = await startVault({ port: 0, file, keysUrl: tenant.keysUrl, log: () => undefined })
  onTestFinished(() => vault.stop())
  return { ...vault, file, client: clientFor(vault.url) }
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of pages) all.push(one)
  return all
}

test('a secret is kept with value, tags, content type and expiry, and read back', async () => {
  const { client } = await openVault()
  const expiresOn = new Date('2027-03-01T00:00:00Z')

  await client.setSecret('room-1', 'pass@word1', { tags: { attempt: 'a1' }, contentType: 'text/plain', expiresOn })

  const { value, properties } = await client.getSecret('room-1')
  expect(value).toBe('pass@word1')
  expect(properties).toMatchObject({
    name: 'room-1',
    tags: { attempt: 'a1' },
    contentType: 'text/plain',
    expiresOn,
    enabled: true,
  })
})

test('setting again makes a version; the last is current and each can be read', async () => {
  const { client } = await openVault()
  const first = await client.setSecret('room-1', 'one')
  const second = await client.setSecret('room-1', 'two')

  const [current, old] = [
    await client.getSecret('room-1'),
    await client.getSecret('room-1', { version: first.properties.version ?? '' }),
  ]

  expect([current.value, old.value]).toEqual(['two', 'one'])
  expect(current.properties.version).toBe(second.properties.version)
})

test('versions are listed with their tags and without their values', async () => {
  const { client } = await openVault()
  for (const attempt of ['a', 'b', 'c']) await client.setSecret('room-1', `secret-${attempt}`, { tags: { attempt } })

  const listed = await collect(client.listPropertiesOfSecretVersions('room-1'))

  expect(listed.map(({ tags }) => tags?.['attempt'])).toEqual(expect.arrayContaining(['a', 'b', 'c']))
  expect(listed.map(({ id }) => id)).toEqual(listed.map(({ id }) => String(id)).toSorted())
  expect(JSON.stringify(listed)).not.toContain('secret-')
})

test('secrets are listed page by page, each once', async () => {
  const { client } = await openVault()
  const names = Array.from({ length: 30 }, (_, position) => `room-${String(position).padStart(2, '0')}`)
  for (const name of names) await client.setSecret(name, 'x')

  const pages = await collect(client.listPropertiesOfSecrets().byPage({ maxPageSize: 12 }))
  const all = await collect(client.listPropertiesOfSecrets())

  expect(pages.map((page) => page.length)).toEqual([12, 12, 6])
  expect(all.map(({ name }) => name)).toEqual(names)
})

test('an update replaces only what it names, and a disabled version is not given out', async () => {
  const { client } = await openVault()
  const { properties } = await client.setSecret('room-1', 'one', { tags: { a: '1' }, contentType: 'text/plain' })

  const updated = await client.updateSecretProperties('room-1', properties.version ?? '', {
    tags: { b: '2' },
    enabled: false,
  })

  expect(updated).toMatchObject({ tags: { b: '2' }, contentType: 'text/plain', enabled: false })
  await expect(client.getSecret('room-1')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
})

test.each([
  ['an unknown secret', 'none', undefined],
  ['an unknown version', 'room-1', '0'.repeat(32)],
])('%s is not found', async (_, name, version) => {
  const { client } = await openVault()
  await client.setSecret('room-1', 'one')

  await expect(client.getSecret(name, version ? { version } : {})).rejects.toMatchObject({
    statusCode: 404,
    code: 'SecretNotFound',
  })
})

test('a deleted secret is gone, keeps its name, and comes back with all its versions', async () => {
  const { client } = await openVault()
  const { properties } = await client.setSecret('room-1', 'one')
  await client.setSecret('room-1', 'two')

  const deleted = await (await client.beginDeleteSecret('room-1', poll)).pollUntilDone()
  expect(deleted).toMatchObject({ name: 'room-1', deletedOn: expect.any(Date) })
  await expect(client.getSecret('room-1')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' })
  await expect(client.setSecret('room-1', 'three')).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' })
  expect(await collect(client.listPropertiesOfSecrets())).toEqual([])

  await (await client.beginRecoverDeletedSecret('room-1', poll)).pollUntilDone()
  expect((await client.getSecret('room-1', { version: properties.version ?? '' })).value).toBe('one')
  expect((await client.setSecret('room-1', 'three')).value).toBe('three')
})

test('the product brings a deleted secret back and goes on with it', async () => {
  const { client } = await openVault()
  const passwords = makePasswords(client)
  const tags = { request: 'r-1', attempt: '1' }
  await passwords.make('mtr-1@contoso.com', tags)
  await client.beginDeleteSecret(secretNameOf('mtr-1@contoso.com'), poll)
  const again = { ...tags, attempt: '2' }

  await expect(passwords.make('mtr-1@contoso.com', again)).rejects.toMatchObject({ name: 'Transient' })
  const made = await passwords.make('mtr-1@contoso.com', again)

  expect(made).toMatch(/^room-/)
  expect(await collect(client.listPropertiesOfSecretVersions(secretNameOf('mtr-1@contoso.com')))).toHaveLength(2)
})

test.each([
  ['a name with a dot', 'PUT', '/secrets/a.b?api-version=7.6', { value: 'x' }, 400],
  ['a value over 25 kB', 'PUT', '/secrets/a?api-version=7.6', { value: 'x'.repeat(25_601) }, 400],
  [
    'sixteen tags',
    'PUT',
    '/secrets/a?api-version=7.6',
    { value: 'x', tags: Object.fromEntries(Array.from('abcdefghijklmnop').map((tag) => [tag, tag])) },
    400,
  ],
  ['an attribute that nobody knows', 'PUT', '/secrets/a?api-version=7.6', { value: 'x', attributes: { sofa: 1 } }, 400],
  ['no version of the API', 'GET', '/secrets/a', undefined, 400],
  ['a purge', 'DELETE', '/deletedsecrets/a?api-version=7.6', undefined, 501],
  ['a backup', 'POST', '/secrets/a/backup?api-version=7.6', undefined, 501],
  ['a key', 'GET', '/keys/a?api-version=7.6', undefined, 501],
])('the vault refuses %s', async (_, method, path, body, status) => {
  const { url } = await openVault()
  const authorization = `Bearer ${await fetchToken(tenant, 'https://vault.azure.net')}`

  const reply = await send(url + path, method, body, { authorization })

  expect(reply.status).toBe(status)
})

test.each(['', 'https://graph.microsoft.com'])(
  'a token for "%s" is refused with a challenge that names the resource',
  async (resource) => {
    const { url } = await openVault()
    const headers = resource ? { authorization: `Bearer ${await fetchToken(tenant, resource)}` } : {}

    const reply = await send(`${url}/secrets?api-version=7.6`, 'GET', undefined, headers)

    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toContain('resource="https://vault.azure.net"')
  },
)

test('a token of another issuer is refused', async () => {
  const { url } = await openVault()
  const other = await startTenant({
    port: 0,
    file: join(makeFolder(), 'tenant.db'),
    seed: 1,
    speed: 1,
    rooms: 0,
    log: () => undefined,
  })
  onTestFinished(() => other.stop())
  const authorization = `Bearer ${await fetchToken(other, 'https://vault.azure.net')}`

  const reply = await send(`${url}/secrets?api-version=7.6`, 'GET', undefined, { authorization })

  expect(reply.status).toBe(401)
})

test('an outage answers 503 with Retry-After, and ends', async () => {
  const { url, client } = await openVault()
  await client.setSecret('room-1', 'one')
  await send(`${url}/rehearsal/outage`, 'POST', { seconds: 30 })

  const away = await client.getSecret('room-1').catch((error: unknown) => error)
  await send(`${url}/rehearsal/outage`, 'POST', { seconds: 0 })
  const back = await client.getSecret('room-1')

  expect(away).toMatchObject({ statusCode: 503, response: { headers: expect.anything() } })
  expect((away as { response: { headers: { get(name: string): string } } }).response.headers.get('retry-after')).toBe(
    '30',
  )
  expect(back.value).toBe('one')
})

test('what was set survives kill −9, in a file that only its owner can read', async () => {
  const file = join(makeFolder(), 'vault.db')
  const flags = ['--port', '0', '--file', file, '--keys-url', tenant.keysUrl]
  const before = await startProcess('local/vault/main.ts', flags)
  await clientFor(before.url).setSecret('room-1', 'one')
  await kill(before)

  const after = await startProcess('local/vault/main.ts', flags)

  expect((await clientFor(after.url).getSecret('room-1')).value).toBe('one')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a busy port is named, with what to do', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void squatter.close())
  await new Promise((resolve) => squatter.once('listening', resolve))
  const { port } = squatter.address() as AddressInfo

  const starting = startVault({
    port,
    file: join(makeFolder(), 'vault.db'),
    keysUrl: tenant.keysUrl,
    log: () => undefined,
  })

  await expect(starting).rejects.toThrow(`port ${port} is in use: stop what listens there, or choose another port`)
})
