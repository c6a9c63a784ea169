import type { Send } from './api.ts'

/** A message of the queue that was no command. */
export interface QuarantinedMessage {
  id: string
  at: string
  reason: string
  body: string
  problems: string[]
  settled?: { is: 'resubmitted' | 'discarded'; by: string; at: string }
}

export interface QuarantineApi {
  list(): Promise<QuarantinedMessage[]>
  resubmit(id: string, body: unknown): Promise<void>
  discard(id: string): Promise<void>
}

export function makeQuarantineApi(send: Send): QuarantineApi {
  const headers = { 'content-type': 'application/json' }
  return {
    list: async () =>
      ((await send('quarantine', { cache: 'no-store' })).body as { messages: QuarantinedMessage[] }).messages,
    resubmit: async (id, body) =>
      void (await send(`quarantine/${id}/resubmit`, { method: 'POST', headers, body: JSON.stringify({ body }) })),
    discard: async (id) => void (await send(`quarantine/${id}/discard`, { method: 'POST' })),
  }
}
