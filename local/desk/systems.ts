import type { Source } from './sources.ts'
import { freshservice } from './systems/freshservice.ts'
import { generic } from './systems/generic.ts'
import { halopsa } from './systems/halopsa.ts'
import { jira } from './systems/jira.ts'
import { servicenow } from './systems/servicenow.ts'
import type { TicketingSystem } from './systems/ticketingSystem.ts'
import { zendesk } from './systems/zendesk.ts'

export const systems: Record<Source, TicketingSystem> = { generic, servicenow, jira, zendesk, freshservice, halopsa }
