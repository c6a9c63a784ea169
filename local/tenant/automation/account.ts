import type { TenantFacts } from '../accounts.ts'
import { drawGuid } from '../seededDraw.ts'

export const resourceGroup = 'rooms'
export const automationAccount = 'roomwright'
export const runbookName = 'Invoke-RoomCmdlets'
/** The name and type of its only parameter. */
export const requestParameter = 'Request'
export const workerGroup = 'RoomsWorkers'
/** The object and client id that tokens of the tenant's one identity carry. */
export const identityOf = ({ seed }: TenantFacts): string => drawGuid(seed, 'identity')

export function subscriptionOf({ seed }: TenantFacts): string {
  return drawGuid(seed, 'azureSubscription')
}

/** The one Automation account of the tenant's one subscription, as a resource id. */
export function automationResourceId(facts: TenantFacts): string {
  return `/subscriptions/${subscriptionOf(facts)}/resourceGroups/${resourceGroup}/providers/Microsoft.Automation/automationAccounts/${automationAccount}`
}
