import { compactDecrypt } from 'jose'
import type { Observer } from './observe.ts'
import { waitFor } from './stack.ts'

/** Who scripts are at the local sign-in. */
export const scripts = 'local-scripts@contoso.onmicrosoft.com'
export const ticks = { tpm: 'yes', network: 'yes', alone: 'yes' }

export interface RevealSeen {
  state: string
  sealed?: string
  problem?: { code: string; says: string; remedy: string }
}

/** A page's part of a hand-over, from outside: keys, the question, the answer. */
export async function makeKeys() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  return { key: { kty: 'EC', crv: 'P-256', x, y }, privateKey: pair.privateKey }
}

type PrivateKey = Awaited<ReturnType<typeof makeKeys>>['privateKey']

export async function openSealed(sealed: string, privateKey: PrivateKey) {
  const { plaintext } = await compactDecrypt(sealed, privateKey)
  return JSON.parse(new TextDecoder().decode(plaintext)) as { account: string; password: string }
}

export function handOver(see: Observer) {
  const read = async (path: string, role?: string) => (await see.api(path, {}, role)).json()
  const ask = async (id: string, body: object, role?: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await see.api(
      `/requests/${id}/reveals`,
      { method: 'POST', headers, body: JSON.stringify(body) },
      role,
    )
    return { status: answer.status, body: (await answer.json()) as { id: string; code?: string; detail?: string } }
  }
  const answered = (id: string, revealId: string) =>
    waitFor(`the reveal ${revealId}`, async () => {
      const seen = (await read(`/requests/${id}/reveals/${revealId}`)) as RevealSeen
      return seen.state !== 'queued' && seen
    })
  return {
    ask,
    answered,
    /** The sign-in data of a request, as its installer gets them. */
    async reveal(id: string) {
      const { key, privateKey } = await makeKeys()
      const asked = await ask(id, { key, ticks })
      const seen = await answered(id, asked.body.id)
      if (seen.sealed === undefined) throw new Error(`not revealed: ${JSON.stringify([asked, seen])}`)
      return { ...(await openSealed(seen.sealed, privateKey)), sealed: seen.sealed }
    },
  }
}
