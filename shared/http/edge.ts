import { createHash, randomUUID } from 'node:crypto'
import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import { parse } from 'secure-json-parse'
import type { z } from 'zod'
import { Problem, problemOf, type FieldProblem } from '../room/problems.ts'
import { findRepeatedName } from './repeatedName.ts'
import type { Log } from '../telemetry.ts'

/** One HTTP function: what the composition root registers. */
export interface Door {
  name: string
  route: string
  methods: ('GET' | 'POST')[]
  handler: (request: HttpRequest) => Promise<HttpResponseInit>
}

export const limits = { bodyBytes: 256 * 1024, depth: 20 }

/** The body's bytes as they came, bounded; the declared length is not trusted. */
export const readBody = (request: HttpRequest): Promise<Buffer> =>
  readBytes(request, 'application/json', limits.bodyBytes)

export async function readBytes(request: HttpRequest, accepted: string, limit: number): Promise<Buffer> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== accepted) throw new Problem('wrong-content-type', { accepted })
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Problem('too-large', { limit })
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > limit) throw new Problem('too-large', { limit })
  return bytes
}

/** JSON in strict UTF-8, not too deep, without names that change prototypes or come twice. */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes)
  if (depthOf(text) > limits.depth)
    throw new Problem('malformed-json', { reason: `more than ${limits.depth} levels deep` })
  const value = parseSafely(text)
  if (findRepeatedName(text) !== undefined)
    throw new Problem('malformed-json', { reason: 'a name comes twice in one object' })
  return value
}

function parseSafely(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new Problem('malformed-json', { reason: error instanceof SyntaxError ? 'syntax error' : 'unreadable' })
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('malformed-json', { reason: 'not UTF-8' })
  }
}

/** An upper bound of the nesting, in one pass and before anything is built: brackets inside strings count too. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth--
  }
  return deepest
}

/** Every field that is not right, by its path. */
export const toFields = (error: z.ZodError, prefix = ''): FieldProblem[] =>
  error.issues.flatMap((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter(Boolean).join('.')
    if (issue.code !== 'unrecognized_keys') return [{ path, detail: issue.message }]
    return issue.keys.map((key) => ({ path: [path, key].filter(Boolean).join('.'), detail: 'is not a known field' }))
  })

/** Parses by a schema or says every field that is wrong. */
export function parseBy<T extends z.ZodType>(schema: T, input: unknown, prefix = ''): z.output<T> {
  const result = schema.safeParse(input)
  if (!result.success) throw new Problem('request-invalid', {}, toFields(result.error, prefix))
  return result.data
}

/** In one sentence; all stand in the list. */
const mostTold = 20

/** RFC 9457 problem details. */
export function toProblemAnswer({ code, message, facts, fields }: Problem): HttpResponseInit {
  const { status = 500, title, remedy } = problemOf(code)
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && code === 'not-signed-in' && { 'www-authenticate': 'Bearer' }),
      ...toRetryAfter(status, facts),
    },
    body: JSON.stringify({
      type: `/problems#${code}`,
      title,
      status,
      code,
      detail:
        fields.length > 0 && fields.length <= mostTold
          ? fields.map(({ path, detail }) => `${path}: ${detail}`).join('; ')
          : message,
      remedy,
      ...(fields.length > 0 && { errors: fields }),
      ...(facts['reference'] !== undefined && { reference: facts['reference'] }),
    }),
  }
}

function toRetryAfter(status: number, { seconds = 30 }: Problem['facts']): Record<string, string> {
  return status === 503 || status === 429 ? { 'retry-after': String(seconds) } : {}
}

/** The one place where what a door throws becomes an answer. */
export const guard = (door: Door, log: Log): Door => ({
  ...door,
  handler: async (request) => {
    try {
      return await door.handler(request)
    } catch (error) {
      if (error instanceof Problem) return toProblemAnswer(error)
      const reference = randomUUID()
      log.error('door failed', {
        door: door.name,
        reference,
        error: String(error instanceof Error ? error.stack : error),
      })
      return toProblemAnswer(new Problem('internal', { reference }))
    }
  },
})

/** The same for the same content. */
export const etagOf = (content: string): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`

export const isKnown = (request: HttpRequest, etag: string): boolean =>
  (request.headers.get('if-none-match') ?? '').split(/,\s*/).includes(etag)

export const notModified = (etag: string): HttpResponseInit => ({ status: 304, headers: { etag } })

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponseInit => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
})
