import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { Problem } from '../room/problems.ts'
import { emailAddress } from '../room/request.ts'

export type Role = 'Requester' | 'Approver' | 'Administrator' | 'Reader'

export interface Person {
  email: string
  name: string
  roles: Role[]
}

/** Who sends this request; throws a Problem unless the bearer token is valid and holds one of the roles. */
export type SignIn = (headers: Headers, roles: Role[]) => Promise<Person>

const claims = z.object({
  preferred_username: emailAddress,
  name: z.string().default(''),
  roles: z.array(z.string()).default([]),
})
const known: Role[] = ['Requester', 'Approver', 'Administrator', 'Reader']

/** Issuer, audience, signature (RS256 only), times and roles are verified here; headers that a proxy may have set are worth nothing. */
export function makeSignIn({ issuer, audience, clock }: { issuer: string; audience: string; clock: Clock }): SignIn {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined
  const keySet = async () => (keys ??= createRemoteJWKSet(await findKeysUrl(issuer)))

  return async function signIn(headers, roles) {
    const token = /^Bearer ([\w.-]+)$/.exec(headers.get('authorization') ?? '')?.[1]
    if (token === undefined) throw new Problem('not-signed-in', { reason: 'no bearer token' })
    const payload = await verify(token, await keySet(), { issuer, audience, clock })
    const person = toPerson(payload)
    if (!person.roles.some((role) => roles.includes(role)))
      throw new Problem('not-allowed', { roles: roles.join(', ') })
    return person
  }
}

type Keys = ReturnType<typeof createRemoteJWKSet>

async function verify(
  token: string,
  keys: Keys,
  { issuer, audience, clock }: { issuer: string; audience: string; clock: Clock },
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
      clockTolerance: 60,
      currentDate: clock.now(),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new Problem('not-signed-in', { reason: 'the token has expired' })
    if (faultsOfToken.some((fault) => error instanceof fault))
      throw new Problem('not-signed-in', { reason: 'the token is not valid' })
    throw new Problem('sign-in-unavailable')
  }
}

/** Anything else is an issuer that cannot be asked. */
const faultsOfToken = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
]

function toPerson(payload: JWTPayload): Person {
  const result = claims.safeParse(payload)
  if (!result.success) throw new Problem('not-signed-in', { reason: 'the token does not name a person' })
  const { preferred_username: email, name, roles } = result.data
  return { email, name, roles: known.filter((role) => roles.includes(role)) }
}

/** OpenID Connect Discovery 1.0 §4. */
async function findKeysUrl(issuer: string): Promise<URL> {
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(10_000),
    })
    return new URL(z.object({ jwks_uri: z.url() }).parse(await response.json()).jwks_uri)
  } catch {
    throw new Problem('sign-in-unavailable')
  }
}
