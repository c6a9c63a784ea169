import { decodeProtectedHeader } from 'jose'
import { expect, it } from 'vitest'
import { Secret } from '../../../../shared/secret.ts'
import { seal } from '../../../../shared/vault/seal.ts'
import { makeKeys, open } from '../../../../web/src/pages/handover/keys.ts'
import { address } from '../../../kit/rooms.ts'

const password = 'Correct-Horse-7!'

it('what the back seals, the page that made the key opens, and no other page', async () => {
  const [mine, other] = [await makeKeys(), await makeKeys()]

  const sealed = await seal(address, new Secret(password), mine.key)

  expect(await open(sealed, mine.privateKey)).toEqual({ account: address, password })
  await expect(open(sealed, other.privateKey)).rejects.toThrow('decryption operation failed')
  expect(sealed).not.toContain(password)
  expect(decodeProtectedHeader(sealed)).toMatchObject({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
})

it('the same data sealed twice are different texts', async () => {
  const { key } = await makeKeys()

  const texts = await Promise.all([1, 2].map(() => seal(address, new Secret(password), key)))

  expect(new Set(texts).size).toBe(2)
})

it('sealed data that were touched are not opened', async () => {
  const { key, privateKey } = await makeKeys()
  const [head, wrapped, iv, text = '', tag] = (await seal(address, new Secret(password), key)).split('.')
  const touched = [head, wrapped, iv, `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`, tag].join('.')

  await expect(open(touched, privateKey)).rejects.toThrow('decryption operation failed')
})

it('the private half cannot be taken out', async () => {
  const { privateKey } = await makeKeys()

  await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow('not extractable')
})

it('a key that is no point of its curve is refused', async () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const

  await expect(seal(address, new Secret(password), key)).rejects.toThrow('Invalid keyData')
})
