import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../../local/desk/sources.ts'
import type { TestStack } from './stack.ts'
import { waitFor } from './stack.ts'

/** What tests look at from outside: the tenant's truth and journal, the desk's tickets, the product's API. */
export interface Observer {
  /** Opens a ticket at the desk, which signs and sends it. */
  openTicket(room: object, source?: Source): Promise<string>
  ticket(ticket: string): Promise<TicketSeen>
  changeTicket(ticket: string, room: object): Promise<void>
  cancelTicket(ticket: string): Promise<void>
  /** The ticket once it has its last answer. */
  answered(ticket: string, seconds?: number): Promise<TicketSeen>
  /** The request behind a ticket. */
  request(ticket: string): Promise<RequestSeen>
  api(path: string, init?: RequestInit, role?: string): Promise<Response>
  /** The request while it waits, for anything or for this. */
  waiting(ticket: string, what?: string): Promise<RequestSeen>
  /** The request while it waits for a decision. */
  asked(ticket: string): Promise<RequestSeen & { approval: ApprovalSeen }>
  /** As an approver on the page; resolves with the status of the answer. */
  decide(id: string, decision: 'approve' | 'reject', body: object, role?: string): Promise<number>
  /** In the approval record that the ticketing system keeps. */
  decideOnTicket(ticket: string, approval: object): Promise<void>
  /** The comment that holds these words, once it is there. */
  told(ticket: string, words: string): Promise<string>
  /** Until the back has logged this event. */
  logged(event: string): Promise<true>
  tenant<T>(path: string, method?: string, body?: unknown): Promise<T>
  account(address: string): Promise<AccountSeen>
  /** Journal lines that name the text; `item` lines of batches too. */
  journal(text?: string): JournalLine[]
}

export interface TicketSeen {
  ticket: string
  state: string
  revision: number
  comments: { text: string }[]
  deliveries: { state: string; attempts: { status?: number }[]; problem?: { reasons?: string[] } }[]
}

export interface RequestSeen {
  id: string
  state: string
  ticket?: string
  account?: string
  attempt: number
  problem?: { code: string; says: string; remedy: string }
  waitingFor?: string
  changed: string[]
  licenceNotes?: string[]
  steps: { id: string; state: string }[]
  approval?: ApprovalSeen
  stages?: { id: string; at?: string; isOpen: boolean }[]
}

export interface ApprovalSeen {
  plan: string
  because: string[]
  lines: string[]
  decision?: { is: string; by: string }
}

export interface AccountSeen {
  user?: { id: string; accountEnabled: boolean; passwordPolicies: string | null; usageLocation: string | null }
  mailbox?: {
    recipientTypeDetails: string
    displayName: string
    mailTip: string | null
    hiddenFromAddressListsEnabled: boolean
  }
  calendar?: Record<string, unknown>
  place?: Record<string, unknown>
  region?: Record<string, unknown> | null
  workingHours?: Record<string, unknown>
  calendarView?: string[] | null
  clientAccess?: Record<string, unknown> | null
  roomLists?: string[]
  passwordSets: number
  licences: unknown[]
}

export interface JournalLine {
  surface: string
  method: string
  url: string
  body: unknown
  status: number
  effect: boolean
  item?: unknown
  cmdlet?: string
}

const lastStates = ['resolved', 'failed', 'cancelled']

export function observe({ stack, home }: TestStack): Observer {
  const send = async <T>(url: string, method = 'GET', body?: unknown): Promise<T> => {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`)
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const api = async (path: string, init: RequestInit = {}, role = 'Administrator'): Promise<Response> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'local-scripts', role })
    const { access_token: token } = (await (
      await fetch(`${stack.issuer}/token`, { method: 'POST', body: form })
    ).json()) as { access_token: string }
    return fetch(`${stack.site}/api${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    })
  }
  const request = (number: string): Promise<RequestSeen> =>
    waitFor(`the request of ${number}`, async () => {
      const { requests } = (await (await api('/requests')).json()) as { requests: RequestSeen[] }
      const id = requests.find((one) => one.ticket?.split(':')[0] === number)?.id
      return id !== undefined && ((await (await api(`/requests/${id}`)).json()) as RequestSeen)
    })
  const ticket = (number: string) => send<TicketSeen>(`${stack.desk}/tickets/${number}`)
  return {
    openTicket: async (room, source = 'generic') =>
      (
        await send<{ ticket: string }>(`${stack.desk}/tickets`, 'POST', {
          source,
          requester: { name: 'Rita', email: 'rita@contoso.onmicrosoft.com' },
          room,
        })
      ).ticket,
    ticket,
    changeTicket: (number, room) => send(`${stack.desk}/tickets/${number}`, 'PATCH', { room }),
    cancelTicket: (number) => send(`${stack.desk}/tickets/${number}/cancel`, 'POST'),
    answered: (number, seconds) =>
      waitFor(
        `the last answer to ${number}`,
        async () => {
          const seen = await ticket(number)
          return (
            lastStates.includes(seen.state) &&
            /is ready|could not be made|was cancelled|was checked/.test(seen.comments.at(-1)?.text ?? '') &&
            seen
          )
        },
        seconds,
      ),
    request,
    waiting: (number, what) =>
      waitFor(`${number} to wait`, async () => {
        const seen = await request(number)
        return seen.state === 'waiting' && (what === undefined || seen.waitingFor === what) && seen
      }),
    asked: (number) =>
      waitFor(`the question to an approver of ${number}`, async () => {
        const { approval, ...seen } = await request(number)
        return approval !== undefined && seen.state === 'waiting' && { ...seen, approval }
      }),
    decide: async (id, decision, body, role = 'Approver') => {
      const headers = { 'content-type': 'application/json' }
      const path = `/requests/${id}/${decision}`
      return (await api(path, { method: 'POST', headers, body: JSON.stringify(body) }, role)).status
    },
    decideOnTicket: (number, approval) => send(`${stack.desk}/tickets/${number}/approval`, 'PUT', approval),
    told: (number, words) =>
      waitFor(`"${words}" on ${number}`, async () =>
        (await ticket(number)).comments.map(({ text }) => text).find((text) => text.includes(words)),
      ),
    api,
    logged: (event) =>
      waitFor(`"${event}" in the log`, async () =>
        readFileSync(join(home, 'logs', 'back.log'), 'utf8').includes(`"event":"${event}"`) ? true : undefined,
      ),
    tenant: (path, method, body) => send(`${stack.tenant}/rehearsal${path}`, method, body),
    account: (address) => send(`${stack.tenant}/rehearsal/accounts/${address}`),
    journal: (text = '') =>
      (existsSync(stack.journal) ? readFileSync(stack.journal, 'utf8') : '')
        .split('\n')
        .filter((line) => line !== '' && line.includes(text))
        .map((line) => JSON.parse(line) as JournalLine),
  }
}

/** A room that nobody else asks for; what the test is about is laid over it. */
export const aRoom = (name: string, rest: object = {}): object => ({
  name,
  site: 'TST',
  floor: 4,
  capacity: 8,
  usageLocation: 'NO',
  timeZone: 'Europe/Oslo',
  address: `${name}@contoso.onmicrosoft.com`,
  ...rest,
})
