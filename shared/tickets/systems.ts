import type { Send } from '../http/outbound.ts'
import type { Secret } from '../secret.ts'
import { sourceNames, type SourceName } from '../sources.ts'
import type { FieldMap, States } from '../ticketForm.ts'
import { freshservice } from './freshservice.ts'
import { generic } from './generic.ts'
import { halopsa } from './halopsa.ts'
import { jira } from './jira.ts'
import { servicenow } from './servicenow.ts'
import type { Desk, TicketSystem } from './ticketSystem.ts'
import { zendesk } from './zendesk.ts'

export const ticketSystems: Record<SourceName, TicketSystem> = {
  generic,
  servicenow,
  jira,
  zendesk,
  freshservice,
  halopsa,
}

type Desks = Partial<Record<SourceName, Desk>>

/** A try is short and repeats itself by the workflow alone: the claim on an answer must outlast it. */
export const deskPolicy = { timeoutSeconds: 6, retries: 0, queueSeconds: 2 }

/** A sender waits for its answer while its ticket is read: the shortest that waits is Zendesk, ten seconds. */
export const readBackPolicy = { timeoutSeconds: 3, retries: 0, queueSeconds: 3 }

/** Where the system keeps the fields of a room; the configuration names it where there is no usual one. */
export const fieldsOf = (source: SourceName, configured: FieldMap[] | undefined): FieldMap[] =>
  configured ?? ticketSystems[source].usualFields ?? []

/** Its words for states; the configuration names those that differ from the usual ones. */
export const statesOf = (source: SourceName, configured: Partial<States> = {}): States => ({
  ...(ticketSystems[source].usualStates ?? noStates),
  ...configured,
})

const noStates: States = { 'in-progress': '', waiting: '', resolved: '', failed: '', cancelled: '' }

interface Place {
  url: string
  key: Secret
  states?: Partial<States> | undefined
}

/** The desks of the systems that answers can be written to. */
export const makeDesks = (access: Partial<Record<SourceName, Place>>, send: Send): Desks =>
  Object.fromEntries(
    sourceNames.flatMap((source) => {
      const place = access[source]
      if (!place) return []
      const { states, ...where } = place
      return [[source, ticketSystems[source].makeDesk({ ...where, send }, statesOf(source, states))]]
    }),
  )
