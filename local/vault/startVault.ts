import { Hono } from 'hono'
import type { Context } from 'hono'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { openDocuments } from '../kit/documents.ts'
import { listen } from '../kit/listen.ts'
import { openSecrets } from './secrets.ts'
import type { Secrets } from './secrets.ts'
import { deletedSecretsApi, secretsApi } from './secretsApi.ts'
import { VaultError } from './vaultError.ts'

export interface VaultOptions {
  port: number
  /** All secrets, readable by the owner alone; made when absent. */
  file: string
  /** Where the issuer of tokens publishes its keys, as a JSON Web Key Set. */
  keysUrl: string
  tokenAudience?: string
  log: (line: string) => void
}

export interface Vault {
  port: number
  url: string
  stop(): Promise<void>
}

/** The secrets API of a Key Vault on loopback. Rejects when the port is busy. */
export async function startVault({ port, file, keysUrl, tokenAudience, log }: VaultOptions): Promise<Vault> {
  const documents = openDocuments(file)
  const checkToken = makeTokenCheck(keysUrl, tokenAudience ?? 'https://vault.azure.net')
  try {
    const server = await listen(port, (url) => makeApp(openSecrets(documents), url, checkToken, log))
    const stop = async () => {
      await server.close()
      documents.close()
    }
    return { port: server.port, url: server.url, stop }
  } catch (error) {
    documents.close()
    throw error
  }
}

type TokenCheck = (authorization: string | undefined) => Promise<void>

function makeApp(secrets: Secrets, url: string, checkToken: TokenCheck, log: (line: string) => void): Hono {
  let backAt = 0
  const app = new Hono({ strict: false })
  app.post('/rehearsal/outage', async (c) => {
    const { seconds } = z.strictObject({ seconds: z.number().nonnegative() }).parse(await c.req.json())
    backAt = Date.now() + seconds * 1000
    return c.body(null, 204)
  })
  for (const path of ['/secrets/*', '/deletedsecrets/*'])
    app.use(path, async (c, next) => {
      refuseWhileAway(backAt)
      refuseVersion(c.req.query('api-version'))
      await checkToken(c.req.header('authorization'))
      await next()
    })
  app.route('/secrets', secretsApi(secrets, url))
  app.route('/deletedsecrets', deletedSecretsApi(secrets, url))
  app.notFound((c) => failure(c, new VaultError(501, 'NotImplemented', unsupported(`${c.req.method} ${c.req.path}`))))
  app.onError((error, c) => failure(c, toVaultError(error, c, log)))
  return app
}

/** Those of @azure/keyvault-secrets 4.12. */
const apiVersions = new Set(['7.5', '7.6', '2025-07-01', '2026-04-01'])

function refuseVersion(version = 'none'): void {
  if (!apiVersions.has(version)) throw new VaultError(400, 'BadParameter', unsupported(`api-version ${version}`))
}

function refuseWhileAway(backAt: number): void {
  const seconds = Math.ceil((backAt - Date.now()) / 1000)
  if (seconds <= 0) return
  throw new VaultError(503, 'ServiceUnavailable', 'a rehearsed outage', { 'Retry-After': String(seconds) })
}

/** A client without a token is told where to get one and for which resource, as Key Vault does. */
function makeTokenCheck(keysUrl: string, audience: string): TokenCheck {
  const keys = createRemoteJWKSet(new URL(keysUrl))
  const challenge = `Bearer authorization="https://login.microsoftonline.com/common", resource="${audience}"`
  return async (authorization) => {
    const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? []
    try {
      await jwtVerify(token ?? '', keys, { audience: [audience, `${audience}/`] })
    } catch (error) {
      const isRefused = error instanceof errors.JOSEError && /^ERR_JW[ST]/.test(error.code)
      const isOtherKey = error instanceof errors.JWKSNoMatchingKey
      if (!isRefused && !isOtherKey) throw new VaultError(503, 'ServiceUnavailable', `no keys at ${keysUrl}`)
      throw new VaultError(401, 'Unauthorized', 'AKV10000: Request is missing a valid Bearer token.', {
        'WWW-Authenticate': challenge,
      })
    }
  }
}

function unsupported(what: string): string {
  return `not supported by the local vault: ${what}`
}

function toVaultError(error: Error, c: Context, log: (line: string) => void): VaultError {
  if (error instanceof VaultError) return error
  if (error instanceof z.ZodError) return new VaultError(400, 'BadParameter', z.prettifyError(error))
  if (error instanceof SyntaxError) return new VaultError(400, 'BadParameter', 'The request body is not JSON.')
  log(`vault: ${c.req.method} ${c.req.path} failed: ${error.stack ?? error.message}`)
  return new VaultError(500, 'InternalServerError', 'the local vault failed: see its log')
}

function failure(c: Context, { status, code, message, headers }: VaultError): Response {
  return c.json({ error: { code, message } }, status, headers)
}
