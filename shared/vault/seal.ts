import { CompactEncrypt, importJWK } from 'jose'
import type { RevealKey } from '../room/handover.ts'
import type { Secret } from '../secret.ts'

/** RFC 7516, compact: a fresh key of one side per message, agreed with the key of the page, wraps the key of the content. */
const header = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const

/** The sign-in data as only the page can read them that holds the other half of the key: JSON {account, password}. Throws where the key is no point of its curve. */
export async function seal(account: string, password: Secret, key: RevealKey): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ account, password: password.reveal() }))
  return new CompactEncrypt(text).setProtectedHeader(header).encrypt(await importJWK(key, header.alg))
}
