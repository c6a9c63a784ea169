import type { AccessPolicies } from '../../shared/microsoft365/accessPolicies.ts'
import type { Failed } from '../../shared/microsoft365/effect.ts'
import { nameOfPlan, type KnownLocation, type KnownPolicy } from '../../shared/room/subnetPlan.ts'

/** Conditional access in memory. What is made is shown only where a test says so. */
export function memoryAccessPolicies() {
  const seen = { locations: [] as KnownLocation[], policies: [] as KnownPolicy[] }
  const made = { locations: 0, policies: 0 }
  const faults: { writing?: Failed | Error } = {}
  const check = (): Failed | undefined => {
    if (faults.writing instanceof Error) throw faults.writing
    return faults.writing
  }
  let isShown = true
  const policies: AccessPolicies = {
    listLocations: async () => structuredClone(seen.locations),
    listPolicies: async () => structuredClone(seen.policies),
    async writeLocation(plan, id) {
      const failed = check()
      if (failed) return failed
      const location = { id: id ?? `location-${++made.locations}`, name: nameOfPlan(plan), ranges: plan.ranges }
      if (isShown) seen.locations = [...seen.locations.filter((one) => one.id !== location.id), location]
      return location.id
    },
    async createPolicy(plan, locationId) {
      const failed = check()
      if (failed) return failed
      const id = `policy-${++made.policies}`
      const state = 'enabledForReportingButNotEnforced'
      const policy = {
        id,
        name: nameOfPlan(plan),
        state,
        groups: [plan.group],
        locations: [locationId],
        demands: ['block'],
      }
      if (isShown) seen.policies.push(policy)
      return id
    },
  }
  return { policies, seen, made, faults, hideNew: () => void (isShown = false) }
}
