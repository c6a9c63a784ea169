import { compactDecrypt, type CryptoKey } from 'jose'
import { z } from 'zod'
import type { RevealKey } from '../../../../shared/room/handover.ts'

export interface SignInData {
  account: string
  password: string
}

/** One pair for one reveal; the private half cannot be taken out of the browser. */
export async function makeKeys(): Promise<{ privateKey: CryptoKey; key: RevealKey }> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
  return { privateKey, key: { kty: 'EC', crv: 'P-256', x, y } }
}

const dataSchema = z.object({ account: z.string(), password: z.string() })

/** What was sealed to the public half. Anything sealed in another way is refused. */
export async function open(sealed: string, privateKey: CryptoKey): Promise<SignInData> {
  const { plaintext } = await compactDecrypt(sealed, privateKey, {
    keyManagementAlgorithms: ['ECDH-ES+A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  })
  return dataSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
}
