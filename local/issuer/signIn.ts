import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import type { Client } from './client.ts'
import type { Codes } from './codes.ts'
import { renderSignIn } from './page.ts'
import { readParameters, strict } from './parameters.ts'
import { people } from './people.ts'

/**
 * The authorisation endpoint: code flow with PKCE S256 for the one public client. A request with anything wrong in it gets
 * a page that says so and is never sent anywhere.
 */
export function makeSignIn(client: Client, codes: Codes): Hono {
  const request = makeRequestSchema(client)
  const read = (url: string) => readParameters(new URL(url).searchParams, request)
  return new Hono()
    .get('/', (c) => {
      const { prompt, redirect_uri, state } = read(c.req.url)
      if (prompt !== 'none') return c.html(renderSignIn())
      return c.redirect(answerTo(redirect_uri, { error: 'login_required', state }))
    })
    .post('/', async (c) => {
      const { redirect_uri, state, ...wanted } = read(c.req.url)
      const person = new URLSearchParams(await c.req.text()).get('person') ?? ''
      if (!Object.hasOwn(people, person)) throw new HTTPException(400, { message: 'choose one of the people' })
      const code = codes.issue({
        person,
        clientId: wanted.client_id,
        redirectUri: redirect_uri,
        codeChallenge: wanted.code_challenge,
        scope: wanted.scope,
        nonce: wanted.nonce,
      })
      return c.redirect(answerTo(redirect_uri, { code, state }), 303)
    })
}

const makeRequestSchema = ({ clientId, redirectUris }: Client) =>
  strict({
    client_id: z.literal(clientId, { error: 'unknown' }),
    redirect_uri: z.enum(redirectUris, { error: 'unknown' }),
    response_type: z.literal('code', { error: 'must be code' }),
    response_mode: z.literal('query', { error: 'must be query' }).optional(),
    scope: z.string().refine(isScopeKnown, { error: 'must contain openid and must not contain offline_access' }),
    code_challenge: z.string().regex(/^[\w-]{43}$/, { error: 'must be a SHA-256 in base64url' }),
    code_challenge_method: z.literal('S256', { error: 'must be S256' }),
    state: z.string().optional(),
    nonce: z.string().optional(),
    // whoever comes is always asked, so these two are always obeyed
    prompt: z.enum(['none', 'login', 'select_account']).optional(),
  })

function isScopeKnown(scope: string): boolean {
  const names = scope.split(' ')
  return names.includes('openid') && !names.includes('offline_access')
}

function answerTo(redirectUri: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
