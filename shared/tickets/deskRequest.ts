import type { z } from 'zod'
import type { OutboundRequest } from '../http/outbound.ts'
import { Transient } from '../http/transient.ts'
import type { DeskAccess } from './ticketSystem.ts'

type DeskRequest = Omit<OutboundRequest, 'url' | 'body'> & { path: string; json?: unknown }

/**
 * One call to a ticketing system. Anything but success is Transient, refusals too: a wrong key or a missing right is put right by people while the answer waits, and the wait has an end.
 */
export async function callDesk(access: DeskAccess, request: DeskRequest): Promise<Response> {
  const response = await send(access, request)
  if (!response.ok) throw refusal(response, request)
  return response
}

/** The answer to a question; whatever stands between us and the system may answer with a page of its own. */
export const askDesk = async <T extends z.ZodType>(
  access: DeskAccess,
  request: DeskRequest,
  shape: T,
): Promise<z.output<T>> => readAnswer(await callDesk(access, request), shape)

/** The same of something that may not be there. */
export async function findAtDesk<T extends z.ZodType>(
  access: DeskAccess,
  request: DeskRequest,
  shape: T,
): Promise<z.output<T> | undefined> {
  const response = await send(access, request)
  if (response.status === 404) return undefined
  if (!response.ok) throw refusal(response, request)
  return readAnswer(response, shape)
}

export const basicAuthentication = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`

function send({ url, send: sendOut }: DeskAccess, { path, json, headers, method }: DeskRequest): Promise<Response> {
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const usual = { accept: 'application/json', 'content-type': 'application/json' }
  return sendOut({ method, url: `${url}${path}`, headers: { ...usual, ...headers }, ...body })
}

const refusal = ({ status }: Response, { method, path }: DeskRequest): Transient =>
  new Transient(`the ticketing system answered ${status} to ${method} ${path.split('?')[0]}`)

async function readAnswer<T extends z.ZodType>(response: Response, shape: T): Promise<z.output<T>> {
  const { data, success } = shape.safeParse(await response.json().catch(() => undefined))
  if (!success) throw new Transient('the ticketing system answered something that is not understood')
  return data
}
