import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  guard,
  json,
  limits,
  parseBy,
  parseJson,
  readBody,
  toProblemAnswer,
  type Door,
} from '../../../../shared/http/edge.ts'
import { Problem, problems } from '../../../../shared/room/problems.ts'
import { makeLog } from '../../../../shared/telemetry.ts'
import { aDoorRequest, jsonOf, textOf } from '../../../kit/doorRequest.ts'

const refusalOf = async (reading: () => unknown): Promise<Problem> => {
  try {
    await reading()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('not refused')
}
const parse = (text: string): unknown => parseJson(Buffer.from(text))

describe('a body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON'])('may be %s', async (type) => {
    const request = aDoorRequest({ body: '{"ø":1}', headers: { 'content-type': type } })

    expect((await readBody(request)).toString()).toBe('{"ø":1}')
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'must not be "%s"',
    async (type) => {
      const request = aDoorRequest({ body: '{}', headers: { 'content-type': type } })

      expect(await refusalOf(() => readBody(request))).toMatchObject({ code: 'wrong-content-type' })
    },
  )

  it('may have as many bytes as the limit, and not one more', async () => {
    const most = aDoorRequest({ body: new Uint8Array(limits.bodyBytes) })
    const more = aDoorRequest({ body: new Uint8Array(limits.bodyBytes + 1) })

    expect(await readBody(most)).toHaveLength(limits.bodyBytes)
    expect(await refusalOf(() => readBody(more))).toMatchObject({ code: 'too-large', facts: { limit: 262_144 } })
  })

  it('that is declared too long is not read', async () => {
    const declared = aDoorRequest({ body: '{}', headers: { 'content-length': '300000' } })

    expect(await refusalOf(() => readBody(declared))).toMatchObject({ code: 'too-large' })
    expect(declared.bodyUsed).toBe(false)
  })

  it('that is declared shorter than it is counts as long as it is', async () => {
    const lying = aDoorRequest({ body: new Uint8Array(300_000), headers: { 'content-length': '2' } })

    expect(await refusalOf(() => readBody(lying))).toMatchObject({ code: 'too-large' })
  })
})

describe('JSON', () => {
  it('may be 20 levels deep', () => {
    expect(parse('['.repeat(20) + ']'.repeat(20))).toBeInstanceOf(Array)
  })

  it.each([
    ['21 levels deep', '['.repeat(21) + ']'.repeat(21), 'more than 20 levels deep'],
    ['bottomless', '{"a":'.repeat(100_000), 'more than 20 levels deep'],
    ['cut off', '{"a":', 'syntax error'],
    ['empty', '', 'syntax error'],
    ['two values', '{}{}', 'syntax error'],
    ['with a prototype', '{"__proto__":{"isAdmin":true}}', 'syntax error'],
    ['with a hidden prototype', '{"a":{"\\u005f\\u005fproto__":{"isAdmin":true}}}', 'syntax error'],
    ['with a constructor', '{"constructor":{"prototype":{"isAdmin":true}}}', 'syntax error'],
  ])('is refused when it is %s', async (_, text, reason) => {
    expect(await refusalOf(() => parse(text))).toMatchObject({ code: 'malformed-json', facts: { reason } })
  })

  it('is refused when it is not UTF-8', async () => {
    expect(await refusalOf(() => parseJson(Buffer.from([0x22, 0xc3, 0x28, 0x22])))).toMatchObject({
      facts: { reason: 'not UTF-8' },
    })
  })
})

describe('a schema', () => {
  const schema = z.strictObject({ room: z.strictObject({ name: z.string().min(1, 'must not be empty') }) })

  it('tells every field that is not right, by its path, unknown ones too', async () => {
    const input = { room: { name: '', colour: 'red' }, extra: 1, more: 2 }

    const { code, fields } = await refusalOf(() => parseBy(schema, input, 'data'))

    expect(code).toBe('request-invalid')
    expect(fields).toEqual([
      { path: 'data.room.name', detail: 'must not be empty' },
      { path: 'data.room.colour', detail: 'is not a known field' },
      { path: 'data.extra', detail: 'is not a known field' },
      { path: 'data.more', detail: 'is not a known field' },
    ])
  })

  it('gives what it describes', () => {
    expect(parseBy(schema, { room: { name: 'Board' } })).toEqual({ room: { name: 'Board' } })
  })
})

describe('a problem answer', () => {
  it('is the problem, its remedy and its fields', () => {
    const answer = toProblemAnswer(new Problem('request-invalid', {}, [{ path: 'name', detail: 'must not be empty' }]))

    expect(answer.status).toBe(422)
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
    expect(jsonOf(answer)).toEqual({
      type: '/problems#request-invalid',
      title: 'Some fields are not right',
      status: 422,
      code: 'request-invalid',
      detail: 'name: must not be empty',
      remedy: 'Put the listed fields right and send again.',
      errors: [{ path: 'name', detail: 'must not be empty' }],
    })
  })

  it.each(
    Object.entries(problems).flatMap(([code, { status }]: [string, { status?: number }]) =>
      status ? [[code, status]] : [],
    ),
  )('for %s has the status %i', (code, status) => {
    expect(toProblemAnswer(new Problem(code as keyof typeof problems)).status).toBe(status)
  })

  it('asks for a token only where one is missing', () => {
    const headersOf = (code: keyof typeof problems) => toProblemAnswer(new Problem(code)).headers

    expect(headersOf('not-signed-in')).toMatchObject({ 'www-authenticate': 'Bearer' })
    expect(headersOf('signature-wrong')).not.toHaveProperty('www-authenticate')
    expect(headersOf('queue-unavailable')).toMatchObject({ 'retry-after': '30' })
  })
})

describe('a guarded door', () => {
  const lines: string[] = []
  const doorThat = (handler: Door['handler']) =>
    guard(
      { name: 'door', route: 'x', methods: ['GET'], handler },
      makeLog((line) => lines.push(line)),
    )

  it('answers with a problem that was thrown', async () => {
    const door = doorThat(() => Promise.reject(new Problem('page-unknown')))

    expect(await door.handler(aDoorRequest())).toMatchObject({ status: 404 })
  })

  it('answers a bug with a reference; the stack is in the log alone', async () => {
    const door = doorThat(() => Promise.reject(new Error('broken at line 7')))

    const answer = await door.handler(aDoorRequest())

    expect(answer.status).toBe(500)
    expect(textOf(answer)).not.toMatch(/broken|\bat /)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(jsonOf(answer)['reference'])
    expect(lines[0]).toContain('broken at line 7')
  })

  it('passes an answer on', async () => {
    const door = doorThat(() => Promise.resolve(json(202, { id: 1 }, { location: '/x' })))

    expect(await door.handler(aDoorRequest())).toEqual({
      status: 202,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', location: '/x' },
      body: '{"id":1}',
    })
  })
})
