import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { makeSignIn, type Role } from '../../../../shared/http/signIn.ts'
import { Problem } from '../../../../shared/room/problems.ts'
import { aClock } from '../../../kit/clock.ts'
import { startServer } from '../../../kit/httpServer.ts'
import { audience, aToken, startIssuer } from '../../../kit/signIns.ts'

type Changes = Omit<Parameters<typeof aToken>[0], 'issuer' | 'privateKey'> & Partial<Parameters<typeof aToken>[0]>

async function open() {
  const issuing = await startIssuer()
  const signIn = makeSignIn({ issuer: issuing.issuer, audience, clock: aClock() })
  return {
    ...issuing,
    enter: async (changes: Changes = {}, roles: Role[] = ['Requester']) =>
      signIn(new Headers({ authorization: `Bearer ${await aToken({ ...issuing, ...changes })}` }), roles),
    enterWith: (headers: Record<string, string>) => signIn(new Headers(headers), ['Requester']),
  }
}

const refusalOf = async (entering: Promise<unknown>): Promise<string> => {
  const error = await entering.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Problem)) throw new Error(`not refused: ${String(error)}`)
  return `${error.code}: ${error.facts['reason'] ?? error.facts['roles']}`
}
const invalid = 'not-signed-in: the token is not valid'

describe('a valid token', () => {
  it('names the person, with the roles that we know', async () => {
    const { enter } = await open()

    expect(await enter({ claims: { roles: ['Requester', 'Emperor', 'Reader'] } })).toEqual({
      email: 'rita@contoso.com',
      name: 'Rita Requester',
      roles: ['Requester', 'Reader'],
    })
  })

  it('opens for one of the roles', async () => {
    const { enter } = await open()

    expect(await refusalOf(enter({}, ['Approver', 'Administrator']))).toBe('not-allowed: Approver, Administrator')
    expect(await enter({ claims: { roles: ['Administrator'] } }, ['Approver', 'Administrator'])).toBeDefined()
  })

  it('is checked without asking the issuer each time', async () => {
    const { enter, received } = await open()

    await enter()
    await enter()

    expect(received.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration', '/keys'])
  })

  it('may be a minute late, because clocks differ', async () => {
    const { enter } = await open()

    expect(await enter({ expiresAfter: -59 })).toBeDefined()
    expect(await refusalOf(enter({ expiresAfter: -60 }))).toBe('not-signed-in: the token has expired')
  })
})

describe('a token is refused', () => {
  it.each<[string, Changes, string]>([
    ['for another audience', { claims: { aud: 'api://other' } }, invalid],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, invalid],
    ['that is not valid yet', { claims: { nbf: 4_000_000_000 } }, invalid],
    ['without an end', { expiresAfter: 'never' }, invalid],
    ['of an app', { claims: { preferred_username: undefined } }, 'not-signed-in: the token does not name a person'],
    ['without roles', { claims: { roles: undefined } }, 'not-allowed: Requester'],
  ])('%s', async (_, changes, refusal) => {
    const { enter } = await open()

    expect(await refusalOf(enter(changes))).toBe(refusal)
  })

  it('signed with another key under the same name', async () => {
    const { enter } = await open()
    const { privateKey } = await generateKeyPair('RS256')

    expect(await refusalOf(enter({ privateKey }))).toBe(invalid)
  })

  it('signed with the public key as a shared secret', async () => {
    const { enter, publicKey } = await open()
    const privateKey = new TextEncoder().encode(await exportSPKI(publicKey))

    expect(await refusalOf(enter({ privateKey, alg: 'HS256' }))).toBe(invalid)
  })

  it.each(['RS512', 'PS256'])('signed with the right key by another algorithm: %s', async (alg) => {
    const { enter, privateKey } = await open()
    const sameKey = await importPKCS8(await exportPKCS8(privateKey), alg)

    expect(await refusalOf(enter({ privateKey: sameKey, alg }))).toBe(invalid)
  })

  it('without a signature', async () => {
    const { enterWith, issuer } = await open()
    const token = new UnsecuredJWT({ preferred_username: 'rita@contoso.com', roles: ['Requester'] })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('1h')
      .encode()

    expect(await refusalOf(enterWith({ authorization: `Bearer ${token}` }))).toBe(invalid)
  })

  it('whose content was changed', async () => {
    const { enterWith, issuer, privateKey } = await open()
    const [head, , signature] = (await aToken({ issuer, privateKey })).split('.')
    const [, promoted] = (await aToken({ issuer, privateKey, claims: { roles: ['Administrator'] } })).split('.')

    expect(await refusalOf(enterWith({ authorization: `Bearer ${head}.${promoted}.${signature}` }))).toBe(invalid)
  })

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a password', { authorization: 'Basic cml0YTpyaXRh' }],
    ['a header of a proxy', { 'x-ms-client-principal': 'eyJ1c2VySWQiOiJyaXRhIn0=' }],
    ['two tokens', { authorization: 'Bearer a.b.c, Bearer d.e.f' }],
  ])('when there is only %s', async (_, headers) => {
    const { enterWith } = await open()

    expect(await refusalOf(enterWith(headers))).toBe('not-signed-in: no bearer token')
  })
})

describe('an issuer that does not answer', () => {
  it('is asked again by the next one who comes', async () => {
    const { privateKey, key } = await startIssuer()
    const { url } = await startServer(({ path, headers: { host } }, n) =>
      n === 1
        ? { status: 503 }
        : {
            status: 200,
            body: JSON.stringify(path === '/keys' ? { keys: [key] } : { jwks_uri: `http://${host}/keys` }),
          },
    )
    const signIn = makeSignIn({ issuer: url, audience, clock: aClock() })
    const enter = async () =>
      signIn(new Headers({ authorization: `Bearer ${await aToken({ issuer: url, privateKey })}` }), ['Requester'])

    await expect(enter()).rejects.toMatchObject({ code: 'sign-in-unavailable' })
    expect(await enter()).toMatchObject({ email: 'rita@contoso.com' })
  })

  it('is not blamed on the token', async () => {
    const { privateKey } = await startIssuer()
    const { url } = await startServer(({ path, headers: { host } }) =>
      path === '/keys' ? { status: 503 } : { status: 200, body: JSON.stringify({ jwks_uri: `http://${host}/keys` }) },
    )
    const signIn = makeSignIn({ issuer: url, audience, clock: aClock() })
    const headers = new Headers({ authorization: `Bearer ${await aToken({ issuer: url, privateKey })}` })

    await expect(signIn(headers, ['Requester'])).rejects.toMatchObject({ code: 'sign-in-unavailable' })
  })
})

it('a guest of the tenant is a person', async () => {
  const { enter } = await open()

  expect(
    await enter({ claims: { preferred_username: 'rita_fabrikam.com#EXT#@contoso.onmicrosoft.com' } }),
  ).toBeDefined()
})
