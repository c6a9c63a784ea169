import { createHash, createHmac, timingSafeEqual, type Hmac } from 'node:crypto'
import { Problem } from '../room/problems.ts'
import type { Secret } from '../secret.ts'

const toleranceSeconds = 300
const longestHeader = 4_096

/** A header that the proof of a message needs. */
export function readHeader(headers: Headers, header: string): string {
  const value = headers.get(header)
  if (value === null || value === '' || value.length > longestHeader) throw new Problem('signature-missing', { header })
  return value
}

/** HMAC-SHA256; a key that is text is its UTF-8 bytes. */
export const hmac = (key: string | Buffer): Hmac => createHmac('sha256', key)

/** Refuses unless one of the signatures is what one of the live secrets makes of the message. */
export function assertSigned(signatures: Buffer[], secrets: Secret[], sign: (secret: string) => Buffer): void {
  const isSigned = secrets.some((secret) => {
    const expected = sign(secret.reveal())
    return signatures.some((signature) => isSame(signature, expected))
  })
  if (!isSigned) throw new Problem('signature-wrong')
}

/** Refuses a time, in milliseconds since 1970, that is too far from our clock. Only a signed one is worth reading: the order keeps what an attacker learns to one bit. */
export function assertFresh(time: number, now: Date): void {
  // NaN is near nothing.
  if (!(Math.abs(time - now.getTime()) <= toleranceSeconds * 1_000)) throw new Problem('timestamp-stale')
}

/** Proof of a sender that signs nothing: one of the live secrets, as a bearer token or as the password of basic authentication. */
export function assertKnowsSecret(headers: Headers, secrets: Secret[]): void {
  const given = secretIn(readHeader(headers, 'authorization'))
  if (given === undefined || !secrets.some((secret) => isSame(digest(given), digest(secret.reveal()))))
    throw new Problem('secret-wrong')
}

function secretIn(authorization: string): string | undefined {
  const [, scheme = '', rest = ''] = /^(\S+) +(\S+)$/.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return rest
  if (scheme.toLowerCase() !== 'basic') return undefined
  const pair = Buffer.from(rest, 'base64').toString('utf8')
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined
}

/** Of one length, so that comparing takes the same time whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isSame = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other)
