import type { RequestView } from '../../shared/room/view.ts'

export interface FieldError {
  path: string
  detail: string
}

/** What the API answered when it did not do what was asked: RFC 9457. */
export class ApiProblem extends Error {
  readonly errors: FieldError[]
  readonly remedy: string

  constructor(detail: string, remedy: string, errors: FieldError[]) {
    super(detail)
    this.remedy = remedy
    this.errors = errors
  }
}

export interface Api {
  list(): Promise<RequestView[]>
  /** Undefined while nothing has changed since the last reading. */
  read(id: string): Promise<RequestView | undefined>
  create(room: unknown, key: string): Promise<{ id: string }>
  change(id: string, action: 'cancel' | 'retry'): Promise<void>
}

type Send = (path: string, init?: RequestInit) => Promise<Response>

const makeSend =
  (token: string): Send =>
  async (path, init = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) }
    const response = await fetch(`/api/${path}`, { ...init, headers })
    if (response.ok || response.status === 304) return response
    throw await toProblem(response)
  }

async function toProblem(response: Response): Promise<ApiProblem> {
  const unknown = {
    detail: `The server answered ${response.status}.`,
    remedy: 'Try again.',
    errors: [] as FieldError[],
  }
  const { detail, remedy, errors } = { ...unknown, ...((await response.json().catch(() => ({}))) as object) }
  return new ApiProblem(detail, remedy, errors)
}

export function makeApi(token: string): Api {
  const etags = new Map<string, string>()
  const send = makeSend(token)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })

  return {
    list: async () => ((await (await send('requests')).json()) as { requests: RequestView[] }).requests,
    async read(id) {
      const known = { 'if-none-match': etags.get(id) ?? '' }
      const response = await send(`requests/${id}`, { headers: known, cache: 'no-store' })
      if (response.status === 304) return undefined
      etags.set(id, response.headers.get('etag') ?? '')
      return (await response.json()) as RequestView
    },
    create: async (room, key) =>
      (await (await post('requests', room, { 'idempotency-key': key })).json()) as { id: string },
    change: async (id, action) => void (await post(`requests/${id}/${action}`, {})),
  }
}
