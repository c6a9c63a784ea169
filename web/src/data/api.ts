import type { StrayReport } from '../../../shared/room/strays.ts'
import type { PaperLicence } from '../../../shared/room/capabilities.ts'
import type { LicencesLeft } from '../../../shared/room/licenceStock.ts'
import type { PreflightFinding } from '../../../shared/room/preflight.ts'
import type { Ticks } from '../../../shared/room/checklist.ts'
import type { HandoverView, RevealView } from '../../../shared/room/handoverView.ts'
import type { RevealKey } from '../../../shared/room/handover.ts'
import type { RequestView } from '../../../shared/room/view.ts'
import { makeEstateApi, type EstateApi } from './estateApi.ts'
import { makeBatchesApi, type BatchesApi } from './batches.ts'
import { makeQuarantineApi, type QuarantineApi } from './quarantine.ts'

export interface FieldError {
  path: string
  detail: string
  /** In a file. */
  line?: number
  column?: string
}

/** What the API answered when it did not do what was asked (RFC 9457), or that it did not answer: status 0. */
export class ApiProblem extends Error {
  readonly status: number
  readonly errors: FieldError[]
  readonly remedy: string
  /** Of the list of problems; empty where the server gave none. */
  readonly code: string

  constructor(status: number, detail: string, remedy: string, errors: FieldError[] = [], code = '') {
    super(detail)
    this.status = status
    this.remedy = remedy
    this.errors = errors
    this.code = code
  }

  /** Asking again may well be answered. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 408 || this.status === 429
  }
}

/** The list leaves out what a page of one request alone shows. */
export type ListedRequest = Omit<RequestView, 'steps' | 'earlier'>

export type Verdict = 'approve' | 'reject'
/** Without a time the rooms were not listed yet. */
export type StraysSeen = Partial<Pick<StrayReport, 'readAt' | 'pattern'>> & Omit<StrayReport, 'readAt' | 'pattern'>

/** A licence on paper, and how many rooms need. */
export type PaperSeen = PaperLicence & { count: number }

/** Without a time the licences were not read yet. */
export interface LicencesSeen {
  observedAt?: string
  licences: LicencesLeft[]
  paper: PaperSeen[]
}

/** Without a time nobody has looked yet. */
export interface PreflightSeen {
  readAt?: string
  findings: PreflightFinding[]
}

/** A request as it was read, and the mark of that reading. */
export interface Reading {
  etag: string
  view: RequestView
}

export interface ProblemEntry {
  title: string
  says: string
  remedy: string
  actor: string
}

/** Every problem by its code; anybody may read them. */
export async function readProblems(): Promise<Record<string, ProblemEntry>> {
  const { response, text } = await exchange('/problems.json', {})
  if (!response.ok) throw toProblem(response.status, text)
  return JSON.parse(text) as Record<string, ProblemEntry>
}

export interface Api {
  list(): Promise<ListedRequest[]>
  /** The reading known before, the same object, while nothing has changed since. */
  read(id: string, known?: Reading): Promise<Reading>
  create(room: unknown, key: string): Promise<{ id: string }>
  preflight(): Promise<PreflightSeen>
  strays(): Promise<StraysSeen>
  licences(): Promise<LicencesSeen>
  /** What is found after this time is what was asked for. */
  askForPreflight(): Promise<{ at: string }>
  change(id: string, action: 'cancel' | 'retry' | 'restore'): Promise<void>
  /** Decides about the plan that was shown, and about no other. */
  decide(id: string, verdict: Verdict, decision: { plan: string; reason?: string }): Promise<void>
  bindDevice(id: string, device: { id: string; kind: string }): Promise<void>
  handover(id: string): Promise<HandoverView>
  /** The sign-in data, sealed to the key; what comes of it is read under the id until then. */
  askForReveal(id: string, asking: { key: RevealKey; ticks: Ticks }): Promise<{ id: string; until: string }>
  readReveal(id: string, revealId: string): Promise<RevealView>
  /** All room accounts. */
  estate: EstateApi
  batches: BatchesApi
  quarantine: QuarantineApi
}

interface Answer {
  status: number
  etag: string
  body: unknown
}

export type Send = (path: string, init?: RequestInit) => Promise<Answer>
export type Post = (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>
/** A file as it came, and the name that the server gave it. */
export type Download = (path: string) => Promise<{ name: string; file: Blob }>

const unanswered = () => new ApiProblem(0, 'The server does not answer.', 'Check the connection and try again.')

const makeSend =
  (token: string): Send =>
  async (path, init = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) }
    const { response, text } = await exchange(`/api/${path}`, { ...init, headers })
    const { status, ok } = response
    if (!ok && status !== 304) throw toProblem(status, text)
    return { status, etag: response.headers.get('etag') ?? '', body: read(response, text) }
  }

const makeDownload =
  (token: string): Download =>
  async (path) => {
    const init = { headers: { authorization: `Bearer ${token}` } }
    const { response, body } = await receive(`/api/${path}`, init, (answer) => answer.blob())
    if (!response.ok) throw toProblem(response.status, await body.text())
    const [, name = 'accounts'] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? []
    return { name, file: body }
  }

const read = ({ headers }: Response, text: string): unknown =>
  text === '' ? undefined : headers.get('content-type')?.includes('json') ? JSON.parse(text) : text

async function exchange(path: string, init: RequestInit): Promise<{ response: Response; text: string }> {
  const { response, body: text } = await receive(path, init, (answer) => answer.text())
  return { response, text }
}

async function receive<Body>(path: string, init: RequestInit, read: (response: Response) => Promise<Body>) {
  try {
    const response = await fetch(path, init)
    return { response, body: await read(response) }
  } catch {
    throw unanswered()
  }
}

function toProblem(status: number, text: string): ApiProblem {
  const unknown = {
    detail: `The server answered ${status}.`,
    remedy: 'Try again.',
    errors: [] as FieldError[],
    code: '',
  }
  const { detail, remedy, errors, code } = { ...unknown, ...parse(text) }
  return new ApiProblem(status, detail, remedy, errors, code)
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text)) as object
  } catch {
    return {}
  }
}

export function makeApi(token: string): Api {
  const send = makeSend(token)
  const post: Post = (path, body, headers = {}) =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })

  return {
    list: async () => ((await send('requests', { cache: 'no-store' })).body as { requests: ListedRequest[] }).requests,
    async read(id, known) {
      const headers = { 'if-none-match': known?.etag ?? '' }
      const { status, etag, body } = await send(`requests/${id}`, { headers, cache: 'no-store' })
      return known && status === 304 ? known : { etag, view: body as RequestView }
    },
    create: async (room, key) => (await post('requests', room, { 'idempotency-key': key })).body as { id: string },
    strays: async () => (await send('strays', { cache: 'no-store' })).body as StraysSeen,
    async licences() {
      const read = (path: string) => send(path, { cache: 'no-store' })
      const [stock, paper] = await Promise.all([read('licences'), read('client-licences')])
      return { ...(stock.body as LicencesSeen), paper: (paper.body as { licences: PaperSeen[] }).licences }
    },
    preflight: async () => (await send('preflight', { cache: 'no-store' })).body as PreflightSeen,
    askForPreflight: async () => (await post('preflight', {})).body as { at: string },
    change: async (id, action) => void (await post(`requests/${id}/${action}`, {})),
    decide: async (id, verdict, decision) => void (await post(`requests/${id}/${verdict}`, decision)),
    bindDevice: async (id, device) => void (await post(`requests/${id}/device`, device)),
    handover: async (id) => (await send(`requests/${id}/handover`, { cache: 'no-store' })).body as HandoverView,
    askForReveal: async (id, asking) =>
      (await post(`requests/${id}/reveals`, asking)).body as { id: string; until: string },
    readReveal: async (id, revealId) =>
      (await send(`requests/${id}/reveals/${revealId}`, { cache: 'no-store' })).body as RevealView,
    estate: makeEstateApi(send, post, makeDownload(token)),
    batches: makeBatchesApi(send),
    quarantine: makeQuarantineApi(send),
  }
}

/** What went wrong, and what to do. */
export const wordsOf = (error: unknown): { says: string; remedy: string } => ({
  says: error instanceof Error ? error.message : String(error),
  remedy: error instanceof ApiProblem ? error.remedy : 'Reload the page.',
})

export function sayError(error: unknown): string {
  const { says, remedy } = wordsOf(error)
  return `${says} ${remedy}`.trim()
}
