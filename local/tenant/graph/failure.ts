import { randomUUID } from 'node:crypto'
import { Refusal } from '../answer.ts'
import type { Answer } from '../answer.ts'

/** The error object of Microsoft Graph (learn, graph/errors). */
export function graphAnswer(status: number, code: string, message: string): Answer {
  const requestId = randomUUID()
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
  }
  return { status, headers: { 'request-id': requestId }, body: { error: { code, message, innerError } } }
}

export function refuse(status: number, code: string, message: string): never {
  throw new Refusal(graphAnswer(status, code, message))
}

export function refuseBadRequest(message: string): never {
  refuse(400, 'Request_BadRequest', message)
}

/** The same words whether it does not exist or is not visible yet. */
export function refuseMissing(id: string): never {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  refuse(404, 'Request_ResourceNotFound', message)
}

export function refuseUnprivileged(): never {
  refuse(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

export function refuseUnsupported(what: string): never {
  refuse(501, 'notSupported', `not supported by the local tenant: ${what}`)
}
