import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Ends a request with Key Vault's error object. */
export class VaultError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: ContentfulStatusCode, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
