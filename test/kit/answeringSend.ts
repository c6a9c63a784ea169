import type { OutboundRequest, Send } from '../../shared/http/outbound.ts'
import { Secret } from '../../shared/secret.ts'
import type { DeskAccess } from '../../shared/tickets/ticketSystem.ts'

/** A ticketing system that has these answers by path, and nothing else; it notes what it is asked. */
export function deskWith(answers: Record<string, unknown>): { access: DeskAccess; sent: OutboundRequest[] } {
  const url = 'https://desk.contoso.com'
  const sent: OutboundRequest[] = []
  const send: Send = async (request) => {
    sent.push(request)
    const path = request.url.slice(url.length).split('?')[0] ?? ''
    return path in answers ? Response.json(answers[path]) : Response.json({}, { status: 404 })
  }
  return { access: { url, key: new Secret('name:key'), send }, sent }
}
