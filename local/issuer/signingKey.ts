import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import type { CryptoKey, JWK } from 'jose'
import type { Documents } from '../kit/documents.ts'

export interface SigningKey {
  kid: string
  privateKey: CryptoKey
  publicJwk: JWK
}

/** The key that tokens are signed with; made once, so that tokens outlive a restart. */
export async function keepSigningKey(documents: Documents): Promise<SigningKey> {
  const keys = documents.of<JWK>('signing-key')
  let jwk = keys.get('current')
  if (!jwk) {
    jwk = await makeKey()
    keys.put('current', jwk)
  }
  const { kty, n, e } = jwk
  const kid = await calculateJwkThumbprint(jwk)
  const privateKey = (await importJWK(jwk, 'RS256')) as CryptoKey
  return { kid, privateKey, publicJwk: { kty, n, e, kid, use: 'sig', alg: 'RS256' } as JWK }
}

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return exportJWK(privateKey)
}
