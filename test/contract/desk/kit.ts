import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { startDesk } from '../../../local/desk/startDesk.ts'
import type { DeskOptions } from '../../../local/desk/startDesk.ts'

export const secrets = {
  generic: `whsec_${randomBytes(32).toString('base64')}`,
  servicenow: `whsec_${randomBytes(32).toString('base64')}`,
  jira: 'jira-secret',
  zendesk: 'zendesk-secret',
  freshservice: 'freshservice-secret',
  halopsa: 'halopsa-secret',
}
export const tokens = {
  generic: 'generic-token',
  servicenow: 'servicenow-key',
  jira: 'rw@contoso.com:jira-token',
  zendesk: 'rw@contoso.com/token:zendesk-token',
  freshservice: 'freshservice-key',
  halopsa: 'client:halopsa-secret',
}

export const aTicket = (changes: object = {}) => ({
  source: 'generic',
  requester: { name: 'Rita Requester', email: 'rita@contoso.onmicrosoft.com' },
  room: { name: 'Board 4', site: 'OSL', capacity: 8, enterpriseVoice: true },
  ...changes,
})

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'drop' | 'hang'

/** The product's webhooks, which remember all they get; the nth request gets the nth reply, later ones the last. */
export async function startReceiver(...replies: Reply[]) {
  const received: Received[] = []
  const respond = (reply: Reply, response: ServerResponse) => {
    if (reply === 'drop') response.destroy()
    else if (reply !== 'hang') response.writeHead(reply.status, reply.headers).end(reply.body)
  }
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    const reply = replies[Math.min(received.length, replies.length - 1)] ?? { status: 202 }
    received.push({ path: request.url ?? '', headers: request.headers, body })
    respond(reply, response)
  }
  const server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    target: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks`,
    received,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Standard Webhooks, verified by hand: the reason for which it would be refused, if any. */
export function findFault({ headers, body }: Received, secret: string): string | undefined {
  const timestamp = String(headers['webhook-timestamp'])
  const signed = `${String(headers['webhook-id'])}.${timestamp}.${body}`
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  if (headers['webhook-signature'] !== expected) return 'signature'
  return Math.abs(Date.now() / 1000 - Number(timestamp)) > 300 ? 'timestamp' : undefined
}

/** Goes with the test. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'desk.db')
}

/** A desk and a way to talk to it. */
export async function startTestDesk(options: Partial<DeskOptions> & { target: string }) {
  const log: string[] = []
  const desk = await startDesk({ port: 0, file: newFile(), secrets, tokens, log: (line) => log.push(line), ...options })
  return { ...desk, log, ...talkTo(desk.url) }
}

export function talkTo(url: string) {
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const content = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json')
    return { status: answer.status, headers: answer.headers, text: content, json: isJson ? JSON.parse(content) : {} }
  }
  return {
    call,
    open: async (changes: object = {}) => String((await call('POST', '/tickets', aTicket(changes))).json.ticket),
    read: async (ticket: string) => (await call('GET', `/tickets/${ticket}`)).json,
    comment: (ticket: string, body: object) =>
      call('POST', `/generic/tickets/${ticket}/comments`, body, { authorization: `Bearer ${tokens.generic}` }),
    table: (method: string, path: string, body?: unknown) =>
      call(method, `/api/now/table/${path}`, body, { 'x-sn-apikey': tokens.servicenow }),
  }
}

/** A desk with the receiver it sends to; both end with the test. */
export async function startBoth(replies: Reply[] = [], options: Partial<DeskOptions> = {}) {
  const receiver = await startReceiver(...replies)
  const desk = await startTestDesk({ target: receiver.target, ...options })
  onTestFinished(async () => {
    await desk.stop()
    receiver.stop()
  })
  return { desk, received: receiver.received }
}

export const dataOf = (received: Received | undefined) => JSON.parse(received?.body ?? '{}').data
