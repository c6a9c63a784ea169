import type { Clock } from './clock.ts'
import type { AccessPolicies } from './microsoft365/accessPolicies.ts'
import type { ReadPreflight } from './microsoft365/preflight.ts'
import type { Rooms } from './microsoft365/rooms.ts'
import type { ApprovalReason } from './room/approval.ts'
import type { Certificates } from './room/certificates.ts'
import type { LicenceKind } from './room/licence.ts'
import type { Demands } from './room/preflight.ts'
import type { Topologies } from './room/topology.ts'
import type { Conventions } from './store/conventions.ts'
import type { LicenceStocks } from './store/licenceStocks.ts'
import type { SkypeRooms } from './store/skypeRooms.ts'
import type { Strays } from './store/strays.ts'
import type { Names } from './store/names.ts'
import type { Links } from './room/answers.ts'
import type { CloudName } from './room/clouds.ts'
import type { Command } from './room/command.ts'
import type { Naming } from './room/naming.ts'
import type { Patience } from './room/patience.ts'
import type { Profiles } from './room/profiles.ts'
import type { RequestRecord } from './room/record.ts'
import type { SourceName } from './sources.ts'
import type { RoomAccounts } from './store/accounts.ts'
import type { Audit } from './store/audit.ts'
import type { Alerts } from './store/alerts.ts'
import type { AlertRules } from './room/estate/alerts.ts'
import type { AlertHook } from './tickets/alertHook.ts'
import type { Jobs } from './store/jobs.ts'
import type { PreflightStore } from './store/preflight.ts'
import type { Devices } from './store/devices.ts'
import type { Quarantine } from './store/quarantine.ts'
import type { Requests } from './store/requests.ts'
import type { Reveals } from './store/reveals.ts'
import type { Reservations } from './store/reservations.ts'
import type { SubnetPlans } from './store/subnetPlans.ts'
import type { Steps } from './store/steps.ts'
import type { Log } from './telemetry.ts'
import type { Desk } from './tickets/ticketSystem.ts'
import type { Passwords } from './vault/passwords.ts'

/** Everything that the back can touch. Activities and doors name the parts they need with Pick. */
export interface World {
  clock: Clock
  log: Log
  rooms: Rooms
  passwords: Passwords
  requests: Requests
  steps: Steps
  audit: Audit
  /** Room accounts as they were seen last. */
  accounts: RoomAccounts
  /** Work on many of them. */
  jobs: Jobs
  /** What somebody should know of them. */
  alerts: Alerts
  alertRules: AlertRules
  /** Who is told of alerts. */
  alertHook?: AlertHook | undefined
  sendCommand: SendCommand
  /** Of one list, open at the same time. */
  roomsAtOnce: number
  /** Between two scans of all accounts. */
  scanHours: number
  reservations: Reservations
  devices: Devices
  /** Answers to installers, sealed, for some minutes. */
  reveals: Reveals
  /** Which ones devices need before they can sign in. */
  certificates: Certificates
  quarantine: Quarantine
  desks: Partial<Record<SourceName, Desk>>
  /** Has somebody look after a request soon. Never fails: what is not looked after now, the sweeper finds. */
  askForLook: (requestId: string) => Promise<void>
  /** Mailbox that rooms are booked from for a test; without one they are not. */
  canary?: string | undefined
  naming: Naming
  /** The one that the tenant is in. */
  cloud: CloudName
  topologies: Topologies
  /** Values of classes of rooms, by name. */
  profiles: Profiles
  /** For what somebody has to agree first. */
  approvalReasons: ApprovalReason[]
  names: Names
  strays: Strays
  conventions: Conventions
  licenceStocks: LicenceStocks
  skypeRooms: SkypeRooms
  /** Ids of the groups that give room licences, by kind; without one the licence is assigned to the account. */
  licenceGroups: Partial<Record<LicenceKind, string | undefined>>
  /** Days before the installation at which the licence is assigned. */
  licenceLeadDays: number
  /** What the service may do and the tenant has, as it was found last. */
  preflight: PreflightStore
  readPreflight: ReadPreflight
  /** What the configuration demands of the tenant. */
  demands: Demands
  accessPolicies: AccessPolicies
  subnetPlans: SubnetPlans
  patience: Patience
  linksOf: (record: RequestRecord) => Links
  /** How long a run may be silent before the sweeper looks at it. */
  lookSeconds: number
}

/** Puts a command on the queue; resolves when the queue has it. */
export type SendCommand = (command: Command) => Promise<void>
