import type { HonoRequest } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'

/** What the desk cannot do, said aloud. */
export const notSupported = (what: string, status: 400 | 404 = 400): HTTPException =>
  new HTTPException(status, { message: `not supported by the local desk: ${what}` })

/** The JSON body in the shape asked for; refuses another media type with 415, anything else that is wrong with 400. */
export async function readJson<T>(request: HonoRequest, schema: z.ZodType<T>): Promise<T> {
  if (!/^application\/json\s*(;|$)/i.test(request.header('content-type') ?? ''))
    throw new HTTPException(415, { message: 'the body must be application/json' })
  const parsed = schema.safeParse(parseJson(await request.text()))
  if (!parsed.success) throw new HTTPException(400, { message: z.prettifyError(parsed.error) })
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HTTPException(400, { message: 'the body is not JSON', cause })
  }
}

/** The query; a parameter that is not named here is refused, because leaving it out would change the answer. */
export function readQuery(request: HonoRequest, names: string[]): Record<string, string> {
  const query = request.query()
  const unknown = Object.keys(query).find((name) => !names.includes(name))
  if (unknown !== undefined) throw notSupported(`the parameter ${unknown}`)
  return query
}
