import type { Stack } from './stack.ts'

/** A request as the product's API shows it; only what is displayed here. */
export interface RequestSeen {
  id: string
  state: string
  ticket?: string
  account?: string
  problem?: { says: string }
  approval?: { decision?: object }
  steps: { id: string; title: string; state: string; waitingFor?: string }[]
}

export interface Product {
  read(id: string): Promise<RequestSeen | undefined>
  find(ticket: string): Promise<RequestSeen | undefined>
}

/** Looks at requests through the product's own API, signed in as an administrator. */
export async function openProduct({ site, issuer }: Stack): Promise<Product> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local-scripts', role: 'Administrator' }),
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  const ask = (path: string) => fetch(`${site}/api/requests${path}`, { headers: { authorization: `Bearer ${token}` } })
  const read = async <T>(path: string): Promise<T> => {
    const answer = await ask(path)
    if (!answer.ok) throw new Error(`the front answered ${answer.status}`)
    return (await answer.json()) as T
  }
  const ids = new Map<string, string>()
  return {
    async read(id) {
      const answer = await ask(`/${encodeURIComponent(id)}`)
      return answer.ok ? ((await answer.json()) as RequestSeen) : undefined
    },
    async find(ticket) {
      if (!ids.has(ticket)) {
        const { requests } = await read<{ requests: RequestSeen[] }>('')
        const seen = requests.find((request) => request.ticket?.split(':')[0] === ticket)
        if (!seen) return undefined
        ids.set(ticket, seen.id)
      }
      return read<RequestSeen>(`/${ids.get(ticket)}`)
    },
  }
}
