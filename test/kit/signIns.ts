import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'
import { startServer } from './httpServer.ts'
import { start } from './records.ts'

export const audience = 'api://roomwright'

/** An issuer with one key pair that publishes its public key as Entra does: without saying for which algorithm it is. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig' }
  const { url, received } = await startServer(({ path, headers: { host } }) => {
    const isDiscovery = path === '/.well-known/openid-configuration'
    const body = isDiscovery ? { issuer: `http://${host}`, jwks_uri: `http://${host}/keys` } : { keys: [key] }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  })
  return { issuer: url, received, publicKey, privateKey, key }
}

interface Token {
  issuer: string
  privateKey: CryptoKey | Uint8Array
  alg?: string
  claims?: JWTPayload
  /** Seconds after the story begins. */
  expiresAfter?: number | 'never'
}

/** A token for Rita, who may ask for rooms; valid for an hour unless said otherwise. */
export const aToken = ({ issuer, privateKey, alg = 'RS256', claims = {}, expiresAfter = 3_600 }: Token) =>
  new SignJWT({
    iss: issuer,
    aud: audience,
    ...(expiresAfter !== 'never' && { exp: Date.parse(start) / 1_000 + expiresAfter }),
    preferred_username: 'Rita@Contoso.com',
    name: 'Rita Requester',
    roles: ['Requester'],
    ...claims,
  })
    .setProtectedHeader({ alg, kid: 'k1' })
    .sign(privateKey)
