import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { anApp } from './functionApp.ts'
import { launchHost, startHost, waitFor, whenReady, type HostProcess } from './hostProcess.ts'

let host: HostProcess

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'doors-'))
  host = await whenReady(launchHost({ app: join(import.meta.dirname, 'fixtures/doors'), home }))
  return async () => {
    await host.kill('SIGKILL')
    rmSync(home, { recursive: true })
  }
})

const call = (path: string, init?: RequestInit) => fetch(`${host.origin}/api/${path}`, init)

describe('a route', () => {
  it.each([
    ['plain', { name: 'plain', params: {} }],
    ['PLAIN/', { name: 'plain', params: {} }],
    ['rooms/r%C3%BCm%201', { name: 'one', params: { room: 'rüm 1' } }],
    ['rooms/all', { name: 'literal', params: {} }],
    ['rooms/ALL', { name: 'literal', params: {} }],
    ['maybe/a', { name: 'optional', params: { first: 'a' } }],
    ['maybe/a/b', { name: 'optional', params: { first: 'a', second: 'b' } }],
    ['files', { name: 'rest', params: {} }],
    ['files/a/b.txt', { name: 'rest', params: { path: 'a/b.txt' } }],
    ['rooms/100%', { name: 'one', params: { room: '100%' } }],
  ])('%s is served', async (path, answer) => {
    expect(await (await call(path)).json()).toEqual(answer)
  })

  it.each([
    ['GET', 'rooms'],
    ['GET', 'rooms/a/b'],
    ['GET', 'maybe'],
    ['GET', 'plainer'],
    ['DELETE', 'plain'],
    ['HEAD', 'plain'],
    ['OPTIONS', 'plain'],
    ['GET', '../plain'],
  ])('%s %s is answered 404 with nothing', async (method, path) => {
    const response = await call(path, { method })

    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
    expect(response.headers.get('content-length')).toBe('0')
  })

  it('is chosen by method where two functions share it', async () => {
    const response = await call('rooms/all', { method: 'POST' })

    expect(await response.json()).toMatchObject({ name: 'posted' })
  })

  it('serves HEAD and OPTIONS where they are registered', async () => {
    const answers = [await call('head', { method: 'HEAD' }), await call('head', { method: 'OPTIONS' })]

    expect(answers.map(({ status, headers }) => [status, headers.get('x-method')])).toEqual([
      [200, 'HEAD'],
      [200, 'OPTIONS'],
    ])
  })
})

it('hands over every byte of a body and of an answer untouched', async () => {
  const body = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256)

  const response = await call('bytes', { method: 'PUT', body, headers: { 'content-type': 'image/png' } })

  expect(response.status).toBe(201)
  expect(response.headers.get('x-type')).toBe('image/png')
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(body)
})

it('hands over the URL that the caller used, headers, and a repeated parameter joined by a comma', async () => {
  const options = {
    port: host.port,
    path: '/api/told?a=1&b=%20&a=2',
    headers: { host: 'rooms.example', 'x-given': 'yes' },
  }

  const told = await new Promise<string>((done) => {
    request(options, (answer) => answer.setEncoding('utf8').on('data', done)).end()
  })

  expect(JSON.parse(told)).toEqual({
    url: 'http://rooms.example/api/told?a=1&b=%20&a=2',
    query: { a: '1,2', b: ' ' },
    header: 'yes',
  })
})

it.each(['nothing', 'empty'])('answers 204 for a function that returns %s', async (path) => {
  expect((await call(path)).status).toBe(204)
})

it('answers 500 with nothing when a function throws, and logs why on one line', async () => {
  const response = await call('throws')

  const line = await waitFor(() => host.lines.find((one) => one.includes('second line')))
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect(line).toMatch(/ error throws: TypeError: first line\\nsecond line\\n +at /)
})

it('answers 500 for cookies and says that they are not supported', async () => {
  const response = await call('cookie')

  await waitFor(() => host.lines.find((one) => one.includes('not supported by the local host: cookies')))
  expect(response.status).toBe(500)
})

it('passes what the app logs through, each on one line', async () => {
  await call('text')

  const logged = await waitFor(() => host.lines.find((one) => one.includes('two')))
  expect(logged).toMatch(/ information text: one\\ntwo \{ three: 3 \}$/)
  expect(host.lines.find((one) => one.includes('from the console'))).toMatch(/ warning console: from the console$/)
})

it.each([
  ['', '/rooms'],
  ['v1/api', '/v1/api/rooms'],
])('serves under the route prefix "%s" of host.json', async (routePrefix, path) => {
  const code = `app.http('rooms', { authLevel: 'anonymous', handler: () => ({ body: 'rooms' }) })`
  const app = anApp({ code, hostJson: { version: '2.0', extensions: { http: { routePrefix } } } })

  const { origin } = await startHost({ app })

  expect(await (await fetch(origin + path)).text()).toBe('rooms')
  expect((await fetch(`${origin}/api/rooms`)).status).toBe(404)
})

describe('the admin interface', () => {
  it('tells that the host runs and what it hosts', async () => {
    const status = await (await fetch(`${host.origin}/admin/host/status`)).json()
    const functions = (await (await fetch(`${host.origin}/admin/functions`)).json()) as { name: string }[]

    expect(status).toMatchObject({ state: 'Running' })
    expect(functions.find(({ name }) => name === 'one')).toMatchObject({
      config: {
        bindings: [
          { type: 'httpTrigger', route: 'rooms/{room}' },
          { type: 'http', name: '$return' },
        ],
      },
    })
  })

  it('runs no function but timers', async () => {
    const answers = ['plain', 'misspelt'].map((name) =>
      fetch(`${host.origin}/admin/functions/${name}`, { method: 'POST' }),
    )

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([501, 404])
  })
})
