import { Hono } from 'hono'
import { z } from 'zod'
import { originsOf } from './client.ts'
import type { Client } from './client.ts'
import { renderSignedOut } from './page.ts'
import { readParameters, strict } from './parameters.ts'

/** The issuer keeps no session, so signing out is going back: to any address on the client's own origins. */
export function makeSignOut(client: Client): Hono {
  const origins = originsOf(client)
  const isOurs = (uri: string) => URL.canParse(uri) && origins.includes(new URL(uri).origin)
  const request = strict({
    id_token_hint: z.string().optional(),
    client_id: z.literal(client.clientId, { error: 'unknown' }).optional(),
    post_logout_redirect_uri: z.string().refine(isOurs, { error: 'unknown' }).optional(),
    state: z.string().optional(),
  })
  return new Hono().get('/', (c) => {
    const { post_logout_redirect_uri, state } = readParameters(new URL(c.req.url).searchParams, request)
    if (post_logout_redirect_uri === undefined) return c.html(renderSignedOut())
    const url = new URL(post_logout_redirect_uri)
    if (state !== undefined) url.searchParams.set('state', state)
    return c.redirect(url.href)
  })
}
