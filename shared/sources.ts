/**
 * The ticketing systems that we speak with, by the name in the address of their webhook, and what the configuration needs to know of each.
 * A system more is a row here, a file in shared/tickets/, one in local/desk/systems/ and a guide in docs/tickets/.
 */
export const sources = {
  generic: { secrets: 'standard-webhooks', isReadBack: false, fields: 'fixed', states: 'fixed', key: 'API key' },
  servicenow: {
    secrets: 'standard-webhooks',
    isReadBack: false,
    fields: 'usual',
    states: 'usual',
    areNumbers: true,
    key: 'API key',
  },
  jira: {
    secrets: 'text',
    isReadBack: false,
    fields: 'needed',
    states: 'usual',
    key: 'ADDRESS:TOKEN of the integration user and its API token',
  },
  zendesk: {
    secrets: 'text',
    isReadBack: true,
    fields: 'needed',
    states: 'usual',
    key: 'ADDRESS/token:TOKEN of the integration agent and an API token',
  },
  freshservice: {
    secrets: 'text',
    isReadBack: true,
    fields: 'usual',
    states: 'usual',
    areNumbers: true,
    key: 'API key of the integration agent',
  },
  halopsa: {
    secrets: 'text',
    isReadBack: true,
    fields: 'usual',
    states: 'needed',
    areNumbers: true,
    key: 'CLIENT:SECRET of the API application',
  },
} as const satisfies Record<string, SourceTraits>

export interface SourceTraits {
  /** What proves the sender: secrets of Standard Webhooks, or any text that the system keeps. */
  secrets: 'standard-webhooks' | 'text'
  /** Its webhook only names a ticket, which the front then reads by the API. */
  isReadBack: boolean
  /** Where the fields of a room stand on its ticket: fixed by our format, configurable, or unknown without configuration. */
  fields: 'fixed' | 'usual' | 'needed'
  /** The same of the words that it has for the states of a ticket. */
  states: 'fixed' | 'usual' | 'needed'
  /** Its words for states are numbers. */
  areNumbers?: boolean
  /** What the setting KEY holds. */
  key: string
}

export type SourceName = keyof typeof sources
export const sourceNames = Object.keys(sources) as SourceName[]

/** Requests of the form and the API come from no ticketing system; their answers stand on the page alone. */
export const apiSource = 'api'

/** Rows of a list; each stands for a ticket of its own. */
export const batchSource = 'batch'
export const ticketOfRow = (batch: string, line: number): string => `${batch}-${line}`
export const batchOfTicket = (ticket: string): string => ticket.slice(0, ticket.indexOf('-'))
