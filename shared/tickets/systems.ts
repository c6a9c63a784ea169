import type { Send } from '../http/outbound.ts'
import type { Secret } from '../secret.ts'
import { sourceNames, type SourceName } from '../sources.ts'
import { generic } from './generic.ts'
import { servicenow } from './servicenow.ts'
import type { Desk, TicketSystem } from './ticketSystem.ts'

export const ticketSystems: Record<SourceName, TicketSystem> = { generic, servicenow }

type Desks = Partial<Record<SourceName, Desk>>

/** A try is short and repeats itself by the workflow alone: the claim on an answer must outlast it. */
export const deskPolicy = { timeoutSeconds: 10, retries: 0, queueSeconds: 4 }

/** The desks of the systems that answers can be written to. */
export const makeDesks = (access: Partial<Record<SourceName, { url: string; key: Secret }>>, send: Send): Desks =>
  Object.fromEntries(
    sourceNames.flatMap((source) => {
      const place = access[source]
      return place ? [[source, ticketSystems[source].makeDesk({ ...place, send })]] : []
    }),
  )
