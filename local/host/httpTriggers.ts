import type { HttpRequestData, HttpResponseData } from './functionsCore.ts'
import type { HttpFunction } from './hostedFunctions.ts'
import type { Log } from './log.ts'
import { notSupported } from './notSupported.ts'
import { parseRoute } from './routes.ts'
import type { InputsOf } from './durableClients.ts'
import type { Worker } from './worker.ts'

const empty = (status: number) => new Response(null, { status })

/** Answers requests by the HTTP functions: 404 where no route or method fits, 500 with an empty body when one throws. */
export function serveHttp(
  functions: HttpFunction[],
  routePrefix: string,
  parts: { worker: Worker; inputsOf: InputsOf; log: Log },
): (request: Request) => Promise<Response> {
  const routes = functions
    .map((called) => ({ called, route: parseRoute(pathOf(called, routePrefix)) }))
    .toSorted((a, b) => a.route.precedence.localeCompare(b.route.precedence))

  function find(method: string, path: string) {
    for (const { called, route } of routes) {
      const params = called.methods.includes(method) ? route.match(path) : undefined
      if (params) return { called, params }
    }
    return undefined
  }

  return async function answerRequest(request) {
    const found = find(request.method, new URL(request.url).pathname)
    if (!found) return empty(404)
    const { called, params } = found
    const http = await toRequestData(request, params)
    const { error, returnValue } = await parts.worker.invoke(called.registered, {
      inputData: [{ name: called.triggerBinding, data: { http } }, ...parts.inputsOf(called)],
      triggerMetadata: {},
    })
    const response = returnValue?.http as HttpResponseData | undefined
    const refusal = response?.cookies.length ? notSupported('cookies in an HTTP response') : undefined
    const failure = error ?? refusal
    if (!failure) return toResponse(response)
    parts.log('error', called.name, failure.stack ?? failure.message)
    return empty(500)
  }
}

function pathOf({ name, route }: HttpFunction, routePrefix: string): string {
  const path = `${routePrefix}/${route}`.replace(/^\//, '')
  if (route.startsWith('/')) throw new Error(`the route "${route}" of the function "${name}" must not begin with "/"`)
  if (/^(?:admin|runtime|durabletask)(?:\/|$)/i.test(path)) throw new Error(`the route "${path}" is the host's own`)
  return path
}

async function toRequestData(request: Request, params: Record<string, string>): Promise<HttpRequestData> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  return {
    method: request.method,
    url: request.url,
    nullableHeaders: nullable(request.headers),
    nullableQuery: nullable(joined(new URL(request.url).searchParams)),
    nullableParams: nullable(Object.entries(params)),
    ...(bytes.length > 0 && { body: { bytes } }),
  }
}

const nullable = (entries: Iterable<readonly [string, string]>): Record<string, { value: string }> =>
  Object.fromEntries([...entries].map(([name, value]) => [name, { value }]))

/** A parameter that is given twice arrives as one, joined by commas, as from the real host. */
const joined = (query: URLSearchParams): [string, string][] =>
  [...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')])

function toResponse(http: HttpResponseData | undefined): Response {
  if (!http) return empty(204)
  const bytes = http.body?.bytes
  const body = bytes?.length ? new Uint8Array(bytes) : null
  return new Response(body, { status: Number(http.statusCode), headers: http.headers })
}
