import type { z } from 'zod'
import type { OutboundRequest } from '../http/outbound.ts'
import { Transient } from '../http/transient.ts'
import type { DeskAccess } from './ticketSystem.ts'

type DeskRequest = Omit<OutboundRequest, 'url' | 'body'> & { path: string; json?: unknown }

/**
 * One call to a ticketing system. Anything but success is Transient, refusals too: a wrong key or a missing right is put right by people while the answer waits, and the wait has an end.
 */
export async function callDesk(
  { url, send }: DeskAccess,
  { path, json, headers, method }: DeskRequest,
): Promise<Response> {
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const response = await send({
    method,
    url: `${url}${path}`,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...body,
  })
  if (!response.ok)
    throw new Transient(`the ticketing system answered ${response.status} to ${method} ${path.split('?')[0]}`)
  return response
}

/** The answer to a question; whatever stands between us and the system may answer with a page of its own. */
export async function askDesk<T extends z.ZodType>(
  access: DeskAccess,
  request: DeskRequest,
  shape: T,
): Promise<z.output<T>> {
  const response = await callDesk(access, request)
  const { data, success } = shape.safeParse(await response.json().catch(() => undefined))
  if (!success) throw new Transient('the ticketing system answered something that is not understood')
  return data
}
