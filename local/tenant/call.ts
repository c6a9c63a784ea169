import type { Answer } from './answer.ts'
import type { Range } from './timings.ts'

/** One call on Microsoft's side: an HTTP request, one item of a batch, or a cmdlet that the on-premises worker runs. */
export interface Call {
  surface: 'graph' | 'exchange' | 'arm' | 'worker'
  method: string
  /** Path and query. */
  path: string
  headers: Record<string, string>
  /** Parsed JSON; undefined when there is none. */
  body: unknown
  batch?: string
  /** Id inside the batch; a call with a batch and no item is the batch itself. */
  item?: string
}

/** What a call asks for, once it is understood. */
export interface Work {
  /** The cmdlet or the call's entry in the data, for counts. */
  name: string
  cmdlet?: string
  isRead: boolean
  latency: Range
  /** An answer when a throttle is full; nothing is done then. */
  admit?(): Answer | undefined
  /** Does it at once and whole, or throws a Refusal and does nothing. A read that flaps finds nothing. */
  act(isFlapping: boolean): Answer
}

export interface Outcome {
  /** Status 0 when the connection was cut before anything was done. */
  answer: Answer
  /** Else the client's connection is cut. */
  isDelivered: boolean
}

const hosts = {
  graph: 'https://graph.microsoft.com',
  exchange: 'https://outlook.office365.com',
  arm: 'https://management.azure.com',
  worker: 'worker:/',
}

export function originalUrl({ surface, path }: Call): string {
  return hosts[surface] + path
}
