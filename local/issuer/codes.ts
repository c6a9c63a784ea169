import { createHash, randomBytes } from 'node:crypto'
import type { Documents } from '../kit/documents.ts'

/** What a code was given for, and to whom. */
export interface Grant {
  person: string
  clientId: string
  redirectUri: string
  codeChallenge: string
  scope: string
  nonce: string | undefined
}

export interface Codes {
  issue(grant: Grant): string
  /** Good once and for a minute; whoever presents a code uses it up, whatever else is wrong. */
  redeem(code: string): Grant | undefined
}

const LIFETIME_MS = 60_000

export function keepCodes(documents: Documents): Codes {
  const codes = documents.of<Grant & { expiresAt: number }>('code')
  return {
    issue: (grant) => {
      const code = randomBytes(32).toString('base64url')
      codes.put(digest(code), { ...grant, expiresAt: Date.now() + LIFETIME_MS })
      return code
    },
    redeem: (code) => {
      const grant = codes.get(digest(code))
      codes.remove(digest(code))
      return grant && Date.now() < grant.expiresAt ? grant : undefined
    },
  }
}

const digest = (code: string): string => createHash('sha256').update(code).digest('base64url')
