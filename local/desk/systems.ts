import { generic } from './systems/generic.ts'
import { servicenow } from './systems/servicenow.ts'
import type { TicketingSystem } from './systems/ticketingSystem.ts'

/** By the last segment of the webhook that each one calls. */
export const systems = { generic, servicenow } satisfies Record<string, TicketingSystem>

export type Source = keyof typeof systems

export const sources = Object.keys(systems) as Source[]
