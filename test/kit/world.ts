import { builtInProfiles } from '../../shared/room/profiles.ts'
import { displayNamePattern, namePattern } from '../../shared/room/pattern.ts'
import { usualPatience, waits, type Patience } from '../../shared/room/patience.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { makeLinks } from '../../shared/links.ts'
import { makeLog } from '../../shared/telemetry.ts'
import type { World } from '../../shared/world.ts'
import { makePasswords } from '../../shared/vault/passwords.ts'
import { aClock } from './clock.ts'
import {
  memoryAudit,
  memoryConventions,
  memoryLicenceStocks,
  memorySkypeRooms,
  memoryPreflight,
  memoryQuarantine,
  memoryRequests,
  memoryReservations,
  memorySteps,
  memoryStrays,
} from './memoryStores.ts'
import { keepSubnetPlans } from '../../shared/store/subnetPlans.ts'
import { memoryAccessPolicies } from './memoryAccessPolicies.ts'
import { summarise } from '../../shared/room/estate/account.ts'
import { keepRoomAccounts } from '../../shared/store/accounts.ts'
import type { Command } from '../../shared/room/command.ts'
import { keepAlerts } from '../../shared/store/alerts.ts'
import { keepJobs } from '../../shared/store/jobs.ts'
import { keepReveals } from '../../shared/store/reveals.ts'
import { memoryHeadedTable, memoryTable } from './memoryTable.ts'
import { memoryDevices } from './memoryDevices.ts'
import { memoryTenant } from './memoryTenant.ts'
import { memoryVault } from './memoryVault.ts'

/** As it is when nobody configures another one. */
export const patience: Patience = usualPatience

/** A step that has waited so long, whatever for. */
export const waitedFor = (seconds: number): Record<string, number> =>
  seconds === 0 ? {} : Object.fromEntries(Object.keys(waits).map((name) => [name, seconds]))

/** Everything that the back can touch, in memory; and the hands to reach into it. */
export function aWorld(...records: RequestRecord[]) {
  const clock = aClock()
  const lines: string[] = []
  const looks: string[] = []
  const sent: Command[] = []
  const tenant = memoryTenant()
  const { vault, kept } = memoryVault()
  const requests = memoryRequests(...records)
  const reservations = memoryReservations()
  const access = memoryAccessPolicies()
  const world: World = {
    clock,
    log: makeLog((line) => lines.push(line)),
    rooms: tenant.rooms,
    passwords: makePasswords(vault),
    requests,
    steps: memorySteps(),
    audit: memoryAudit(),
    accounts: keepRoomAccounts(memoryHeadedTable(summarise)),
    jobs: keepJobs({ jobs: memoryTable(), pages: memoryTable(), results: memoryTable() }),
    scanHours: 24,
    alerts: keepAlerts({ alerts: memoryTable(), pending: memoryTable() }),
    alertRules: { drift: { '*': ['alert'] }, lowUnits: 3 },
    sendCommand: async (command) => void sent.push(command),
    reservations,
    devices: memoryDevices(),
    reveals: keepReveals(memoryTable()),
    certificates: 'none',
    quarantine: memoryQuarantine(),
    desks: {},
    askForLook: async (requestId) => void looks.push(requestId),
    naming: {
      domain: 'contoso.com',
      pattern: namePattern.parse('mtr-{site}-{floor}-{room}'),
      displayName: displayNamePattern.parse('{room}'),
    },
    cloud: 'global',
    topologies: {},
    profiles: builtInProfiles,
    approvalReasons: [],
    licenceGroups: {},
    licenceLeadDays: 21,
    preflight: memoryPreflight(),
    readPreflight: async () => ({}),
    demands: { estate: { topologies: ['online'], voice: false, groups: false, canary: false }, domain: 'contoso.com' },
    strays: memoryStrays(),
    conventions: memoryConventions(),
    licenceStocks: memoryLicenceStocks(),
    skypeRooms: memorySkypeRooms(),
    names: { findLookAlikes: async () => [], list: async () => [], keep: async () => undefined },
    accessPolicies: access.policies,
    subnetPlans: keepSubnetPlans(memoryTable()),
    patience,
    linksOf: makeLinks({ site: 'https://rooms.contoso.com', certificates: 'none' }),
    roomsAtOnce: 10,
    lookSeconds: 300,
  }
  return { world, clock, lines, looks, sent, tenant, access, kept, requests, reservations }
}
