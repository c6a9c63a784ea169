import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { health } from '../../../../functions/front/health.ts'
import { pages } from '../../../../functions/front/pages.ts'
import { guard } from '../../../../shared/http/edge.ts'
import { problems } from '../../../../shared/room/problems.ts'
import { makeLog } from '../../../../shared/telemetry.ts'
import { aDoorRequest, jsonOf, textOf } from '../../../kit/doorRequest.ts'
import { aFront } from '../../../kit/front.ts'

const files = new Map([
  ['index.html', Buffer.from('<!doctype html>')],
  ['app.js', Buffer.from('//')],
  ['app.js.gz', Buffer.from('small')],
  ['ListPage-0A1B2C3D.js', Buffer.from('//')],
  ['base.css', Buffer.from('')],
])
const door = guard(
  pages({ files, signIn: { issuer: 'https://login.example/t/v2.0', clientId: 'client', audience: 'the-api' } }),
  makeLog(() => undefined),
)
const open = (path: string, headers: Record<string, string> = {}) =>
  door.handler(aDoorRequest({ path: `/${path}`, params: { path }, headers }))
const headersOf = ({ headers }: Awaited<ReturnType<typeof open>>) => headers as Record<string, string>

describe('the pages', () => {
  it.each([
    ['', 'text/html; charset=utf-8'],
    ['requests/0123', 'text/html; charset=utf-8'],
    ['index.html', 'text/html; charset=utf-8'],
    ['app.js', 'text/javascript; charset=utf-8'],
    ['base.css', 'text/css; charset=utf-8'],
    ['settings.json', 'application/json'],
    ['problems.json', 'application/json'],
  ])('"%s" comes as %s, under a strict policy', async (path, type) => {
    const answer = await open(path)

    expect(answer.status ?? 200).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = headersOf(answer)['content-security-policy']
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).toContain("connect-src 'self' https://login.example;")
    expect(policy).not.toContain('unsafe')
  })

  it('allow no style with text in it: the one hash is that of nothing', async () => {
    const policy = headersOf(await open(''))['content-security-policy'] ?? ''

    const [, allowed] = /style-src ([^;]*);/.exec(policy) ?? []
    expect(allowed).toBe(`'self' 'sha256-${createHash('sha256').update('').digest('base64')}'`)
  })

  it.each([
    ['br, gzip', 'gzip', 'small'],
    ['br', undefined, '//'],
    ['gzip;q=0', undefined, '//'],
  ])('for a browser that takes "%s" come as it reads them', async (takes, coding, text) => {
    const answer = await open('app.js', { 'accept-encoding': takes })

    expect(Buffer.from(answer.body as Uint8Array).toString()).toBe(text)
    expect(headersOf(answer)['vary']).toBe('accept-encoding')
    expect(headersOf(answer)['content-encoding']).toBe(coding)
  })

  it('are kept by the browser where their name tells their content, and asked for anew otherwise', async () => {
    const names = ['', 'app.js', 'ListPage-0A1B2C3D.js']

    const kept = await Promise.all(names.map(async (name) => headersOf(await open(name))['cache-control']))

    expect(kept).toEqual(['no-cache', 'no-cache', 'max-age=31536000, immutable'])
  })

  it.each(['missing.js', '../front.main.js', 'api/unknown', 'constructor.js', '.env'])(
    '"%s" is nothing',
    async (path) => {
      expect((await open(path)).status).toBe(404)
    },
  )

  it('tell the browser how to sign in, and nothing else', async () => {
    expect(jsonOf(await open('settings.json'))).toEqual({
      authority: 'https://login.example/t/v2.0',
      clientId: 'client',
      scope: 'openid profile the-api/.default',
    })
  })

  it('know every problem by its code', async () => {
    expect(jsonOf(await open('problems.json'))).toEqual(JSON.parse(JSON.stringify(problems)))
  })
})

describe('health', () => {
  it('is told without a token, and without anything that helps an outsider', async () => {
    const { call } = aFront()

    const answer = await call(health)(aDoorRequest())

    expect([answer.status, textOf(answer)]).toEqual([200, '{"status":"ok"}'])
  })

  it('is bad while tables do not answer', async () => {
    const { call, world } = aFront()
    world.requests.read = () => Promise.reject(new Error('secret host name'))

    const answer = await call(health)(aDoorRequest())

    expect([answer.status, textOf(answer)]).toEqual([503, '{"status":"tables do not answer"}'])
  })
})
