import { decodeJwt, errors, exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose'
import type { CryptoKey, JWK } from 'jose'
import type { Documents } from '../kit/documents.ts'

/** App-only tokens of the managed identity of the back, and of the administrator who sets things up, signed with a key that outlives a restart. */
export interface Tokens {
  issue(resource: string, roles: readonly string[], now: number, who?: Who): Promise<Token>
  /** Of a token that was checked. */
  isAdministrator(authorization: string | undefined): boolean
  check(authorization: string | undefined, audience: string, now: number): Promise<TokenCheck>
  publicKeys: JWK[]
}

export type Who = 'service' | 'administrator'

/** As App Service answers it: seconds since 1970, as text. */
interface Token {
  access_token: string
  expires_on: string
  resource: string
  token_type: 'Bearer'
}

export type TokenCheck = 'valid' | 'missing' | 'expired' | 'wrong-audience' | 'invalid'

/** Managed identity tokens live for 24 hours (learn, "Managed identities FAQ"). */
const lifetimeSeconds = 86_400
const algorithm = 'ES256'

export async function openTokens(documents: Documents, tenantId: string, clientId: string): Promise<Tokens> {
  const jwk = await openKey(documents)
  const { d: _, ...publicJwk } = jwk
  const privateKey = (await importJWK(jwk, algorithm)) as CryptoKey
  const publicKey = (await importJWK(publicJwk, algorithm)) as CryptoKey
  const header = { alg: algorithm, kid: String(jwk.kid), typ: 'JWT' }
  const identity = {
    iss: `https://sts.windows.net/${tenantId}/`,
    idtyp: 'app',
    tid: tenantId,
    ver: '1.0',
  }
  return {
    publicKeys: [publicJwk],
    isAdministrator: (authorization) =>
      /^Bearer (.+)$/i.test(authorization ?? '') && appIdOf(authorization) === administratorId,
    async issue(resource, roles, now, who = 'service') {
      const iat = Math.floor(now / 1000)
      const exp = iat + lifetimeSeconds
      const id = who === 'service' ? clientId : administratorId
      const claims = { ...identity, appid: id, oid: id, sub: id, aud: resource, roles: [...roles], iat, nbf: iat, exp }
      const access_token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey)
      return { access_token, expires_on: String(exp), resource, token_type: 'Bearer' }
    },
    check: (authorization, audience, now) => checkToken(publicKey, identity.iss, authorization, audience, now),
  }
}

async function checkToken(
  key: CryptoKey,
  issuer: string,
  authorization: string | undefined,
  audience: string,
  now: number,
): Promise<TokenCheck> {
  const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? []
  if (!token) return 'missing'
  try {
    await jwtVerify(token, key, { issuer, audience: [audience, `${audience}/`], currentDate: new Date(now) })
    return 'valid'
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired'
    return error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud' ? 'wrong-audience' : 'invalid'
  }
}

const administratorId = 'administrator'

function appIdOf(authorization = ''): unknown {
  try {
    return decodeJwt(authorization.replace(/^Bearer /i, ''))['appid']
  } catch {
    return undefined
  }
}

async function openKey(documents: Documents): Promise<JWK> {
  const collection = documents.of<JWK>('signingKey')
  const kept = collection.get('current')
  if (kept) return kept
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: algorithm, use: 'sig' }
  collection.put('current', jwk)
  return jwk
}
