import { SignJWT } from 'jose'
import type { Identity } from './people.ts'
import type { SigningKey } from './signingKey.ts'

/** Microsoft's documentation uses this tenant id for no real tenant. */
const TENANT_ID = 'aaaabbbb-0000-cccc-1111-dddd2222eeee'

export const LIFETIME_SECONDS = 3600

/** A signed token with the claims that Entra gives: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export type SignToken = (identity: Identity, audience: string, nonce?: string) => Promise<string>

export const makeSignToken =
  (issuer: string, key: SigningKey): SignToken =>
  ({ id, name, username, role }, audience, nonce) =>
    new SignJWT({ oid: id, tid: TENANT_ID, name, preferred_username: username, roles: [role], ...(nonce && { nonce }) })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(id)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(key.privateKey)
