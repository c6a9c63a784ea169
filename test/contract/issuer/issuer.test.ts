import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { InMemoryWebStorage, OidcClient, WebStorageStateStore } from 'oidc-client-ts'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startIssuer } from '../../../local/issuer/startIssuer.ts'
import type { Issuer } from '../../../local/issuer/startIssuer.ts'

const clientId = 'roomwright-pages'
const audience = 'api://roomwright'
const redirectUri = 'http://127.0.0.1:5173/signed-in'

let file: string
let issuer: Issuer
const start = (port = 0) =>
  startIssuer({ port, file, audience, clientId, redirectUris: [redirectUri], log: () => undefined })

beforeEach(async () => {
  file = join(mkdtempSync(join(tmpdir(), 'issuer-')), 'issuer.db')
  issuer = await start()
})
afterEach(async () => {
  await issuer.stop()
  rmSync(dirname(file), { recursive: true, force: true })
})

const makeClient = (scope = `openid profile ${audience}/.default`) =>
  new OidcClient({
    authority: issuer.issuer,
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    stateStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  })

/** What the browser does with the sign-in page: choose a person, be sent back. */
async function chooseAt(url: string, person: string): Promise<URL> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ person }), redirect: 'manual' })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('location') ?? '')
}

// the pair of RFC 7636, appendix B
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const takeCode = async () => (await chooseAt(authorizeUrl({}), 'adam')).searchParams.get('code') ?? ''

const exchange = (code: string, changes: Record<string, string> = {}) =>
  postToken({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
    ...changes,
  })

async function postToken(parameters: Record<string, string>) {
  const answer = await fetch(`${issuer.issuer}/token`, { method: 'POST', body: new URLSearchParams(parameters) })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

function authorizeUrl(changes: Record<string, string>): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: `openid ${audience}/.default`,
    state: 'here',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  })
  return `${issuer.issuer}/authorize?${query.toString()}`
}

const verify = (token: string, expectedAudience: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${issuer.issuer}/keys`)), {
    issuer: issuer.issuer,
    audience: expectedAudience,
    algorithms: ['RS256'],
  })

test('oidc-client-ts signs in with code and PKCE, and both tokens verify against the published keys', async () => {
  const client = makeClient()
  const request = await client.createSigninRequest({ nonce: 'only-once' })

  const back = await chooseAt(request.url, 'ada')
  const answer = await client.processSigninResponse(back.href)

  const access = await verify(answer.access_token, audience)
  const id = await verify(answer.id_token ?? '', clientId)
  expect(access.payload).toMatchObject({
    name: 'Ada Administrator',
    preferred_username: 'ada@contoso.onmicrosoft.com',
    roles: ['Administrator'],
    sub: access.payload['oid'],
    tid: expect.any(String),
  })
  expect(Number(access.payload.exp) - Number(access.payload.iat)).toBe(3600)
  expect(access.payload.nbf).toBe(access.payload.iat)
  expect(access.payload).not.toHaveProperty('nonce')
  expect(id.payload['nonce']).toBe('only-once')
})

test('an access token that nobody asked for by name is for another service', async () => {
  const client = makeClient('openid profile')
  const request = await client.createSigninRequest({})

  const back = await chooseAt(request.url, 'ada')
  const answer = await client.processSigninResponse(back.href)

  await expect(verify(answer.access_token, audience)).rejects.toThrow('aud')
})

test.each([
  ['rita', 'Requester'],
  ['adam', 'Approver'],
  ['ada', 'Administrator'],
  ['rolf', 'Reader'],
])('%s has the role %s', async (person, role) => {
  const client = makeClient()
  const { url } = await client.createSigninRequest({})

  const answer = await client.processSigninResponse((await chooseAt(url, person)).href)

  expect(decodeJwt(answer.access_token)['roles']).toEqual([role])
})

test('the sign-in page offers every person as a button and has no script', async () => {
  const page = await fetch(authorizeUrl({}))

  const text = await page.text()

  expect(text.match(/<button [^>]*name="person"/g)).toHaveLength(4)
  expect(text).toContain('Rolf Reader')
  expect(text).not.toContain('<script')
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:5173")
})

test('a code is good once', async () => {
  const code = await takeCode()

  const first = await exchange(code)
  const second = await exchange(code)

  expect(first.status).toBe(200)
  expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
})

test('a code is good for a minute', async () => {
  const codes = [await takeCode(), await takeCode()] as const
  onTestFinished(() => void vi.useRealTimers())

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 55_000 })
  const inTime = await exchange(codes[0])
  vi.setSystemTime(Date.now() + 10_000)
  const late = await exchange(codes[1])

  expect([inTime.status, late.status]).toEqual([200, 400])
})

test.each([
  ['code_verifier', 'x'.repeat(43)],
  ['redirect_uri', 'http://127.0.0.1:5173/other'],
  ['client_id', 'another'],
])('a code given for another %s is refused and used up', async (name, value) => {
  const code = await takeCode()

  const refused = await exchange(code, { [name]: value })
  const right = await exchange(code)

  expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  expect(refused.body['error_description']).toContain(name)
  expect(right.status).toBe(400)
})

test.each([
  [{ redirect_uri: 'https://evil.example/' }, 'redirect_uri: unknown'],
  [{ redirect_uri: `${redirectUri}/../x` }, 'redirect_uri: unknown'],
  [{ client_id: 'another' }, 'client_id: unknown'],
  [{ response_type: 'token' }, 'response_type: must be code'],
  [{ code_challenge_method: 'plain' }, 'code_challenge_method: must be S256'],
  [{ scope: 'openid offline_access' }, 'scope: must contain openid'],
  [{ max_age: '5' }, 'not supported by the local issuer: max_age'],
])('a sign-in with %o gets a page that says so and is sent nowhere', async (changes, reason) => {
  const url = authorizeUrl(changes)

  const looked = await fetch(url, { redirect: 'manual' })
  const chosen = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ person: 'ada' }),
    redirect: 'manual',
  })

  expect([looked.status, chosen.status]).toEqual([400, 400])
  expect(chosen.headers.get('location')).toBeNull()
  expect(await looked.text()).toContain(reason)
})

test('a silent sign-in is answered that a person must be asked', async () => {
  const answer = await fetch(authorizeUrl({ prompt: 'none' }), { redirect: 'manual' })

  expect(answer.headers.get('location')).toBe(`${redirectUri}?error=login_required&state=here`)
})

test('what a parameter says is shown as text', async () => {
  const answer = await fetch(authorizeUrl({ '<script>alert(1)</script>': 'x' }))

  expect(await answer.text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('a script takes a token for the role it names', async () => {
  const { status, body } = await postToken({
    grant_type: 'client_credentials',
    client_id: 'local-scripts',
    role: 'Administrator',
  })

  const { payload } = await verify(body['access_token'] ?? '', audience)

  expect(status).toBe(200)
  expect(payload['roles']).toEqual(['Administrator'])
})

test.each([
  [{ grant_type: 'client_credentials', client_id: 'local-scripts', role: 'God' }, 'invalid_request'],
  [{ grant_type: 'client_credentials', client_id: clientId, role: 'Reader' }, 'invalid_request'],
  [{ grant_type: 'client_credentials', client_id: 'local-scripts', role: 'Reader', scope: 'x' }, 'invalid_request'],
  [{ grant_type: 'refresh_token', refresh_token: 'x' }, 'unsupported_grant_type'],
])('a token request with %o is refused', async (parameters, error) => {
  const answer = await postToken(parameters)

  expect(answer).toMatchObject({ status: 400, body: { error } })
})

test('the pages of the client alone may read answers across origins', async () => {
  const ask = (origin: string) =>
    fetch(`${issuer.issuer}/.well-known/openid-configuration`, { headers: { origin } }).then((answer) =>
      answer.headers.get('access-control-allow-origin'),
    )

  expect(await ask('http://127.0.0.1:5173')).toBe('http://127.0.0.1:5173')
  expect(await ask('https://evil.example')).toBeNull()
})

test('signing out goes back to the origin of the client and to no other', async () => {
  const signOut = async (url: string) => {
    const request = await makeClient().createSignoutRequest({ post_logout_redirect_uri: url, state: 'bye' })
    return fetch(request.url, { redirect: 'manual' })
  }

  const home = await signOut('http://127.0.0.1:5173/')
  const away = await signOut('https://evil.example/')

  expect(home.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:5173\/\?state=/)
  expect(away.status).toBe(400)
})

test('a token from before a restart still verifies after it', async () => {
  const { body } = await exchange(await takeCode())
  await issuer.stop()

  issuer = await start(issuer.port)

  await expect(verify(body['access_token'] ?? '', audience)).resolves.toBeDefined()
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a code from before a restart can be exchanged after it', async () => {
  const code = await takeCode()
  await issuer.stop()

  issuer = await start(issuer.port)
  const answer = await exchange(code)

  expect(answer.status).toBe(200)
})

test('a token from before kill -9 verifies after it', async () => {
  const first = forkIssuer('0')
  const url = new URL(await first.ready)
  const parameters = { grant_type: 'client_credentials', client_id: 'local-scripts', role: 'Reader' }
  const answer = await fetch(`${url.origin}/token`, { method: 'POST', body: new URLSearchParams(parameters) })
  const token = String(((await answer.json()) as Record<string, unknown>)['access_token'])

  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  await forkIssuer(url.port).ready

  const keys = createRemoteJWKSet(new URL('/keys', url))
  await expect(jwtVerify(token, keys, { issuer: url.origin, audience })).resolves.toBeDefined()
})

/** The issuer as a process of its own; `ready` is its address. */
function forkIssuer(port: string) {
  const args = ['--port', port, '--file', `${file}.forked`, '--audience', audience]
  args.push('--client-id', clientId, '--redirect-uri', redirectUri)
  const main = new URL('../../../local/issuer/main.ts', import.meta.url)
  const child = fork(main, args, { silent: true, execArgv: [] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ready = new Promise<string>((resolve) => {
    child.stdout?.once('data', (chunk) => resolve(/^ready (\S+)$/m.exec(String(chunk))?.[1] ?? ''))
  })
  return { child, ready }
}

test('a busy port is refused with its number and what to do', async () => {
  const second = startIssuer({
    port: issuer.port,
    file: `${file}.second`,
    audience,
    clientId,
    redirectUris: [redirectUri],
    log: () => undefined,
  })

  await expect(second).rejects.toThrow(`port ${issuer.port} is in use: stop what listens there`)
})

test('anything else is said to be not supported', async () => {
  const answer = await fetch(`${issuer.issuer}/userinfo`)

  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('not supported by the local issuer: GET /userinfo')
})
