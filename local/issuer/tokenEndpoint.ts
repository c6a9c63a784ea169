import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Codes, Grant } from './codes.ts'
import { readParameters, strict } from './parameters.ts'
import { people, ROLES, SCRIPTS_CLIENT, toScript } from './people.ts'
import { LIFETIME_SECONDS } from './tokens.ts'
import type { SignToken } from './tokens.ts'

const exchange = strict({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  client_id: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
})

const forScripts = strict({
  grant_type: z.literal('client_credentials'),
  client_id: z.literal(SCRIPTS_CLIENT, { error: `must be ${SCRIPTS_CLIENT}` }),
  role: z.enum(ROLES),
})

/** Whom access tokens are for when nobody was named, as with Entra ID: Microsoft Graph. */
const graphResource = '00000003-0000-0000-c000-000000000000'

/** Tokens for a code, or for scripts that say which role they need. Errors as in RFC 6749, 5.2. */
export function makeTokenEndpoint(codes: Codes, audience: string, sign: SignToken): Hono {
  const endpoint = new Hono()
  endpoint.onError((error, c) => {
    if (error instanceof HTTPException) return refuse(c, 'invalid_request', error.message)
    throw error
  })
  endpoint.use(async (c, next) => {
    c.header('cache-control', 'no-store')
    await next()
  })
  endpoint.post('/', async (c) => {
    if (c.req.header('authorization')) return refuse(c, 'invalid_client', notSupported('client authentication'))
    const parameters = new URLSearchParams(await c.req.text())
    const grantType = parameters.get('grant_type')
    if (grantType === 'client_credentials') {
      const { role } = readParameters(parameters, forScripts)
      return c.json(toAnswer(await sign(toScript(role), audience)))
    }
    if (grantType !== 'authorization_code')
      return refuse(c, 'unsupported_grant_type', notSupported(`grant_type ${grantType}`))
    const presented = readParameters(parameters, exchange)
    const grant = codes.redeem(presented.code)
    const person = grant && people[grant.person]
    if (!person) return refuse(c, 'invalid_grant', 'the code is unknown, used or older than a minute')
    const difference = findDifference(grant, presented)
    if (difference) return refuse(c, 'invalid_grant', `the code was given for another ${difference}`)
    const isAsked = grant.scope.split(' ').includes(`${audience}/.default`)
    const accessToken = await sign(person, isAsked ? audience : graphResource)
    const idToken = await sign(person, grant.clientId, grant.nonce)
    return c.json({ ...toAnswer(accessToken), id_token: idToken, scope: grant.scope })
  })
  return endpoint
}

const toAnswer = (accessToken: string) => ({
  access_token: accessToken,
  token_type: 'Bearer',
  expires_in: LIFETIME_SECONDS,
})

function findDifference(grant: Grant, presented: z.infer<typeof exchange>): string | undefined {
  const challenge = createHash('sha256').update(presented.code_verifier).digest('base64url')
  if (presented.client_id !== grant.clientId) return 'client_id'
  if (presented.redirect_uri !== grant.redirectUri) return 'redirect_uri'
  return challenge === grant.codeChallenge ? undefined : 'code_verifier'
}

const notSupported = (what: string): string => `not supported by the local issuer: ${what}`

const refuse = (c: Context, error: string, description: string): Response =>
  c.json({ error, error_description: description }, 400)
