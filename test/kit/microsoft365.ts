import type { TokenCredential } from '@azure/identity'
import { makeExchange } from '../../shared/microsoft365/exchange.ts'
import { makeGraph } from '../../shared/microsoft365/graph.ts'
import { makeRooms } from '../../shared/microsoft365/rooms.ts'
import { Transient } from '../../shared/http/transient.ts'
import { aClock } from './clock.ts'
import { scriptSend, type ScriptedAnswer, type Sent } from './scriptedSend.ts'

export const tenantId = '6d1f0d6a-58c5-4b43-8e87-3f1f4c1e9f10'

/** Hands out a token that tells what it is for. */
const credential: TokenCredential = {
  getToken: (scope) => Promise.resolve({ token: `for ${String(scope)}`, expiresOnTimestamp: Infinity }),
}

type Script = (ScriptedAnswer | Transient | ((request: Sent) => ScriptedAnswer))[]

export function scriptExchange(...answers: Script) {
  const { send, sent } = scriptSend(...answers)
  const url = 'https://outlook.office365.com'
  return {
    exchange: makeExchange({ url, scope: `${url}/.default`, tenantId, credential, send, clock: aClock() }),
    sent,
  }
}

export function scriptGraph(...answers: Script) {
  const { send, sent } = scriptSend(...answers)
  const url = 'https://graph.microsoft.com'
  return { graph: makeGraph({ url, scope: `${url}/.default`, credential, send, clock: aClock() }), sent }
}

/** Rooms over both services; each service has one script for all its answers. */
export function scriptRooms(script: { exchange?: Script; graph?: Script }) {
  const exchange = scriptExchange(...(script.exchange ?? []))
  const graph = scriptGraph(...(script.graph ?? []))
  return {
    rooms: makeRooms({ exchange: exchange.exchange, graph: graph.graph, clock: aClock() }),
    toExchange: exchange.sent,
    toGraph: graph.sent,
  }
}

/** Items of a batch in the order of the requests, as both services answer them. */
export const batched = (...items: (Omit<Item, 'id'> & { id?: string })[]): ScriptedAnswer => ({
  body: { responses: items.map((item, place) => ({ id: String(place), ...item })) },
})

interface Item {
  id: string
  status: number
  headers?: Record<string, string>
  body?: unknown
}

export const exchangeFailure = (message: string) => ({
  error: { code: 'InternalServerError', message: 'Error executing cmdlet', details: [{ code: 'Client', message }] },
})

export const graphFailure = (message: string, code = 'Request_BadRequest') => ({ error: { code, message } })
