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
  ['style.css', Buffer.from('')],
])
const door = guard(
  pages({ files, signIn: { issuer: 'https://login.example/t/v2.0', clientId: 'client' } }),
  makeLog(() => undefined),
)
const open = (path: string) => door.handler(aDoorRequest({ path: `/${path}`, params: { path } }))

describe('the pages', () => {
  it.each([
    ['', 'text/html; charset=utf-8'],
    ['requests/0123', 'text/html; charset=utf-8'],
    ['index.html', 'text/html; charset=utf-8'],
    ['app.js', 'text/javascript; charset=utf-8'],
    ['style.css', 'text/css; charset=utf-8'],
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
    const policy = (answer.headers as Record<string, string>)['content-security-policy']
    expect(policy).toContain("default-src 'none'; script-src 'self'")
    expect(policy).toContain("connect-src 'self' https://login.example;")
    expect(policy).not.toContain('unsafe')
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
