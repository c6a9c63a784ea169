import type { OutboundRequest, Send } from '../../shared/http/outbound.ts'
import { Transient } from '../../shared/http/transient.ts'

export interface ScriptedAnswer {
  status?: number
  /** An object is answered as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

/** A sender that notes what it is given and answers as it is told; running out of answers is an error of the test. */
export function scriptSend(...answers: (ScriptedAnswer | Transient | ((request: Sent) => ScriptedAnswer))[]): {
  send: Send
  sent: Sent[]
} {
  const sent: Sent[] = []
  const send: Send = async (request) => {
    const seen = { ...request, json: request.body === undefined ? undefined : (JSON.parse(request.body) as unknown) }
    sent.push(seen)
    const next = answers[sent.length - 1]
    if (!next) throw new Error(`no answer for ${request.method} ${request.url}`)
    if (next instanceof Transient) throw next
    return toResponse(typeof next === 'function' ? next(seen) : next)
  }
  return { send, sent }
}

function toResponse({ status = 200, body = '', headers = {} }: ScriptedAnswer): Response {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const init = { status, headers: { 'content-type': 'application/json', ...headers } }
  return new Response(status === 204 ? null : text, init)
}

export interface Sent extends OutboundRequest {
  json: unknown
}
