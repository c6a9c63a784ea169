import { HttpRequest, type HttpResponseInit } from '@azure/functions'

interface DoorRequest {
  method?: 'GET' | 'POST'
  /** Path and query. */
  path?: string
  headers?: Record<string, string>
  params?: Record<string, string>
  /** An object is sent as JSON. */
  body?: string | Uint8Array | object
}

const toBody = (body: string | Uint8Array | object) => {
  if (body instanceof Uint8Array) return { bytes: body }
  return { string: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** A request as the Functions host hands it to a door; with a body it is a POST of JSON. */
export const aDoorRequest = ({ method, path = '/', headers = {}, params = {}, body }: DoorRequest = {}): HttpRequest =>
  new HttpRequest({
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url: `https://rooms.contoso.com${path}`,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    params,
    ...(body !== undefined && { body: toBody(body) }),
  })

export const textOf = ({ body }: HttpResponseInit): string => (typeof body === 'string' ? body : '')

export const jsonOf = (answer: HttpResponseInit): Record<string, unknown> =>
  JSON.parse(textOf(answer)) as Record<string, unknown>
