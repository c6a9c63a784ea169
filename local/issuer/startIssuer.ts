import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { listen } from '../kit/listen.ts'
import { openDocuments } from '../kit/documents.ts'
import { originsOf } from './client.ts'
import type { Client } from './client.ts'
import { keepCodes } from './codes.ts'
import { discover } from './discovery.ts'
import { renderRefusal } from './page.ts'
import { makeSignIn } from './signIn.ts'
import { keepSigningKey } from './signingKey.ts'
import { makeSignOut } from './signOut.ts'
import { makeTokenEndpoint } from './tokenEndpoint.ts'
import { makeSignToken } from './tokens.ts'

export interface IssuerOptions extends Client {
  /** 0 takes any free port; the port is part of the issuer's name. */
  port: number
  /** The SQLite file that holds the signing key. */
  file: string
  /** `aud` of access tokens. */
  audience: string
  log: (line: string) => void
}

export interface Issuer {
  port: number
  /** `iss` of all tokens, and where discovery starts. */
  issuer: string
  stop(): Promise<void>
}

/** A small OpenID Connect issuer: code flow with PKCE for one public client, client credentials for scripts. */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const app = makeApp(options)
  const documents = openDocuments(options.file)
  try {
    const key = await keepSigningKey(documents)
    const codes = keepCodes(documents)
    const server = await listen(options.port, (issuer) => {
      app.get('/.well-known/openid-configuration', (c) => c.json(discover(issuer)))
      app.get('/keys', (c) => c.json({ keys: [key.publicJwk] }))
      app.route('/authorize', makeSignIn(options, codes))
      app.route('/token', makeTokenEndpoint(codes, options.audience, makeSignToken(issuer, key)))
      return app.route('/end_session', makeSignOut(options))
    })
    const stop = async (): Promise<void> => {
      await server.close()
      documents.close()
    }
    return { port: server.port, issuer: server.url, stop }
  } catch (error) {
    documents.close()
    throw error
  }
}

const STYLES = { '/look.css': '../kit/look.css', '/page.css': './page.css' }

const MOST_BODY_BYTES = 65_536

/** What all endpoints share: bounds, security headers, style sheets, and a page for whatever is refused. */
function makeApp(options: IssuerOptions): Hono {
  const app = new Hono()
  const origins = originsOf(options)
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.html(renderRefusal(error.message), error.status)
    options.log(`${c.req.method} ${c.req.path} failed: ${error.message}`)
    return c.html(renderRefusal('The local issuer failed; its log says why.'), 500)
  })
  app.notFound((c) => {
    throw new HTTPException(404, { message: `not supported by the local issuer: ${c.req.method} ${c.req.path}` })
  })
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }))
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      // a client may open the sign-in as a pop-up
      crossOriginOpenerPolicy: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ['data:'],
        baseUri: ["'none'"],
        // a browser holds the redirect that answers the form to this list too
        formAction: ["'self'", ...origins],
        frameAncestors: ["'none'"],
      },
    }),
  )
  for (const path of ['/.well-known/*', '/keys', '/token']) app.use(path, cors({ origin: origins }))
  for (const [path, file] of Object.entries(STYLES)) {
    const content = readFileSync(new URL(file, import.meta.url), 'utf8')
    app.get(path, (c) => c.body(content, 200, { 'content-type': 'text/css; charset=utf-8' }))
  }
  return app
}
