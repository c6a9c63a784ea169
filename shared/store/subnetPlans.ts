import type { PlanProgress } from '../room/subnetPlan.ts'
import { secondsSince } from '../room/times.ts'
import type { Table } from './table.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface SubnetPlans {
  read(id: string): Promise<PlanProgress | undefined>
  /** Begins to work on a plan, with what was made before; undefined while somebody else does. */
  claim(begun: PlanProgress): Promise<PlanProgress | undefined>
  keep(progress: PlanProgress): Promise<void>
}

/** So long the tenant may take to show what was made; what it does not show by then was removed. */
const visibleSeconds = 600

export const makeSubnetPlans = (access: TablesAccess): SubnetPlans => keepSubnetPlans(openTable(access, 'estate'))

export function keepSubnetPlans(table: Table<PlanProgress>): SubnetPlans {
  return {
    read: async (id) => (await table.read(partition, id))?.value,
    async claim(begun) {
      const known = await table.read(partition, begun.id)
      if (known && known.value.state === 'working' && known.value.until > begun.at) return undefined
      const isFresh = known && secondsSince(known.value.at, new Date(begun.at)) < visibleSeconds
      const { locationId, policyId } = isFresh ? known.value : {}
      const next = { ...begun, ...(locationId && { locationId }), ...(policyId && { policyId }) }
      const isWritten = known
        ? await table.replace(partition, begun.id, next, known.etag)
        : await table.insert(partition, begun.id, next)
      return isWritten ? next : undefined
    },
    keep: (progress) => table.put(partition, progress.id, progress),
  }
}

const partition = 'subnet-plans'
