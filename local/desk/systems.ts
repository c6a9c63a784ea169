import type { Source } from './sources.ts'
import { generic } from './systems/generic.ts'
import { servicenow } from './systems/servicenow.ts'
import type { TicketingSystem } from './systems/ticketingSystem.ts'

export const systems: Record<Source, TicketingSystem> = { generic, servicenow }
