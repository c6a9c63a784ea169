import { expect, test } from 'vitest'
import { more, samples } from '../../../local/start/samples.ts'
import { aTicket, startBoth } from './kit.ts'

const evil = '<script>alert("x")</script>'
const evilTicket = {
  title: evil,
  requester: { name: evil, email: evil },
  room: { name: evil, [evil]: evil, nested: { evil } },
}

test('whatever a ticket and its comments say is shown as text', async () => {
  const { desk } = await startBoth([{ status: 400, body: JSON.stringify({ title: evil, detail: evil }) }])
  const ticket = await desk.open(evilTicket)
  await desk.comment(ticket, { text: evil })
  await expect.poll(async () => (await desk.read(ticket)).deliveries[0].state, { timeout: 10_000 }).toBe('failed')

  const pages = [await desk.call('GET', '/'), await desk.call('GET', `/t/${ticket}`)]

  expect(pages.map(({ status }) => status)).toEqual([200, 200])
  expect(pages.map(({ text }) => text.includes('<script>alert'))).toEqual([false, false])
  expect(pages.map(({ text }) => text.includes('&lt;script&gt;alert'))).toEqual([true, true])
})

test('a comment keeps its lines and its web addresses can be followed', async () => {
  const { desk } = await startBoth()
  const ticket = await desk.open()
  await desk.comment(ticket, { text: 'Ready.\nSee https://rooms.example/?a=1&b="2".' })

  const page = await desk.call('GET', `/t/${ticket}`)

  expect(page.text).toContain('Ready.\nSee <a href="https://rooms.example/?a=1&amp;b=&quot;2"')
})

test('only an http address becomes a link', async () => {
  const { desk } = await startBoth()
  const ticket = await desk.open()
  await desk.comment(ticket, { text: 'javascript:alert(1) data:text/html,x' })

  const page = await desk.call('GET', `/t/${ticket}`)

  expect(page.text).not.toMatch(/href="(javascript|data:text)/)
})

test('pages allow no inline code and no foreign content', async () => {
  const { desk } = await startBoth()

  const page = await desk.call('GET', '/')

  expect(page.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  expect(page.text).not.toMatch(/<style|style=|<script>|onclick/)
})

test.each(['look.css', 'page.css', 'page.js'])('%s is served', async (name) => {
  const { desk } = await startBoth()

  const file = await desk.call('GET', `/${name}`)

  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toMatch(/^text\/(css|javascript); charset=utf-8$/)
})

test('every sample can be opened and is listed with its title', async () => {
  const { desk } = await startBoth()

  for (const { expected: _, ...opening } of [...samples, ...more]) await desk.open(opening)
  const list = await desk.call('GET', '/')

  expect([...samples, ...more].filter(({ title }) => !list.text.includes(title ?? ''))).toEqual([])
})

test.each([
  ['text/plain', JSON.stringify(aTicket()), 415],
  ['application/json', '{', 400],
  ['application/json', JSON.stringify({ ...aTicket(), priority: 1 }), 400],
  ['application/json', JSON.stringify({ ...aTicket(), source: 'remedy' }), 400],
  ['application/json', JSON.stringify({ ...aTicket(), room: 'Board 4' }), 400],
  ['application/json', JSON.stringify({ ...aTicket(), title: 'x'.repeat(2 ** 20) }), 413],
])('a ticket sent as %s %.60s is refused with %i', async (contentType, body, status) => {
  const { desk } = await startBoth()

  const answer = await fetch(`${desk.url}/tickets`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  })

  expect(answer.status).toBe(status)
  expect((await desk.call('GET', '/tickets')).json.tickets).toEqual([])
})

test('anything else is said to be not supported', async () => {
  const { desk } = await startBoth()

  const answer = await desk.call('DELETE', '/tickets/REQ-1001')

  expect(answer).toMatchObject({
    status: 404,
    json: { error: 'not supported by the local desk: DELETE /tickets/REQ-1001' },
  })
})

test('a ticket whose webhook was refused says so, with every reason', async () => {
  const problem = {
    title: 'Some fields are not right',
    detail: 'Some fields are not right; each is listed with its path.',
    errors: [{ path: 'data.room.usageLocation', detail: 'is not a known country code' }],
  }
  const { desk } = await startBoth([{ status: 422, body: JSON.stringify(problem) }])
  const ticket = await desk.open()
  await expect.poll(async () => (await desk.read(ticket)).deliveries[0].state, { timeout: 10_000 }).toBe('failed')

  const [list, page] = [await desk.call('GET', '/'), await desk.call('GET', `/t/${ticket}`)]

  expect(list.text).toContain('not delivered')
  expect(page.text).toContain('Not delivered: Some fields are not right<')
  expect(page.text).toContain('<li>data.room.usageLocation: is not a known country code</li>')
})

test('a browser gets a page for what is not there', async () => {
  const { desk } = await startBoth()

  const page = await desk.call('GET', '/t/REQ-9999', undefined, { accept: 'text/html' })

  expect(page.status).toBe(404)
  expect(page.text).toMatch(/<h1>Not found<\/h1>[^]*no such ticket[^]*href="\/"/)
})
