import { app } from '@azure/functions'
import { DefaultAzureCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import * as df from 'durable-functions'
import type { Call } from '../orchestrations/activity.ts'
import { activities, jobActivities } from '../orchestrations/activities.ts'
import { answerTicket } from '../orchestrations/answerTicket.ts'
import { scanEstate } from '../orchestrations/scanEstate.ts'
import { repairEstate } from '../orchestrations/repairEstate.ts'
import { provisionBatch } from '../orchestrations/provisionBatch.ts'
import { provisionRoom } from '../orchestrations/provisionRoom.ts'
import { systemClock } from '../shared/clock.ts'
import { makeSendCommand } from '../shared/commands.ts'
import { readBackConfig } from '../shared/config.ts'
import { makeSend } from '../shared/http/outbound.ts'
import { makeExchange } from '../shared/microsoft365/exchange.ts'
import { makeAccessPolicies } from '../shared/microsoft365/accessPolicies.ts'
import { makeGraph } from '../shared/microsoft365/graph.ts'
import { makePreflight } from '../shared/microsoft365/preflight.ts'
import { makeJobs as makeWorkerJobs } from '../shared/microsoft365/jobs.ts'
import { makeRunbooks } from '../shared/microsoft365/runbooks.ts'
import { makeRooms } from '../shared/microsoft365/rooms.ts'
import { makeLinks } from '../shared/links.ts'
import { makeRoomAccounts } from '../shared/store/accounts.ts'
import { makeAlerts } from '../shared/store/alerts.ts'
import { makeAudit } from '../shared/store/audit.ts'
import { groupsIn } from '../shared/room/licenceGroups.ts'
import { ruleFor } from '../shared/room/membershipRule.ts'
import { topologiesIn } from '../shared/room/grants.ts'
import { makeDevices } from '../shared/store/devices.ts'
import { makeConventions } from '../shared/store/conventions.ts'
import { makeLicenceStocks } from '../shared/store/licenceStocks.ts'
import { makeSkypeRooms } from '../shared/store/skypeRooms.ts'
import { makeStrays } from '../shared/store/strays.ts'
import { makeJobs } from '../shared/store/jobs.ts'
import { makeNames } from '../shared/store/names.ts'
import { makePreflightStore } from '../shared/store/preflight.ts'
import { makeQuarantine } from '../shared/store/quarantine.ts'
import { makeRequests } from '../shared/store/requests.ts'
import { makeReservations } from '../shared/store/reservations.ts'
import { makeReveals } from '../shared/store/reveals.ts'
import { makeSteps } from '../shared/store/steps.ts'
import { makeSubnetPlans } from '../shared/store/subnetPlans.ts'
import { createTables } from '../shared/store/tables.ts'
import { makeLog } from '../shared/telemetry.ts'
import { makeAlertHook } from '../shared/tickets/alertHook.ts'
import { deskPolicy, makeDesks } from '../shared/tickets/systems.ts'
import { makePasswords } from '../shared/vault/passwords.ts'
import type { World } from '../shared/world.ts'
import { commands } from './back/commands.ts'
import { listLicences } from './back/listLicences.ts'
import { listRooms } from './back/listRooms.ts'
import { deadLetters } from './back/deadLetters.ts'
import { preflight } from './back/preflight.ts'
import { stages } from './back/stages.ts'
import { sweeper } from './back/sweeper.ts'
import { makeEngine } from './runs/engine.ts'
import { performJob } from './runs/performJob.ts'
import { perform } from './runs/perform.ts'

const config = readBackConfig(process.env)
const clock = systemClock
const log = makeLog((line) => process.stdout.write(`${line}\n`))
const credential = new DefaultAzureCredential()
const tables = 'url' in config.tables ? { ...config.tables, credential } : config.tables

const { id: tenantId, cloud, inFlight } = config.tenant
const send = makeSend({ clock, inFlight })
const sendOut = makeSend({ clock, inFlight, ...deskPolicy })
const exchange = makeExchange({ ...config.tenant.exchange, tenantId, credential, send, clock })
const graph = makeGraph({ ...config.tenant.graph, credential, send, clock })
const isLoopback = config.vaultUrl.startsWith('http:')
const vault = new SecretClient(config.vaultUrl, credential, {
  disableChallengeResourceVerification: isLoopback,
  allowInsecureConnection: isLoopback,
})
const sendCommand = makeSendCommand(config.bus, config.queue, () => credential)

const runbooks = config.worker && makeRunbooks(makeWorkerJobs({ ...config.worker, credential, send }), config.vaultUrl)

// Telephony is asked for room by room, and the plan of such a room says what is missing.
const licenceGroups = groupsIn(config.licenceGroups)
const estate = {
  topologies: topologiesIn(config.topologies),
  voice: false,
  groups: licenceGroups.length > 0,
  canary: config.canary !== undefined,
  skypeOnline: config.skypeOnline === 'ask',
}

const world: World = {
  clock,
  log,
  rooms: makeRooms({ exchange, graph, clock, runbooks, asksSkypeOnline: estate.skypeOnline }),
  passwords: makePasswords(vault),
  requests: makeRequests(tables),
  steps: makeSteps(tables),
  audit: makeAudit(tables),
  accounts: makeRoomAccounts(tables),
  jobs: makeJobs(tables),
  scanHours: config.scanHours,
  alerts: makeAlerts(tables),
  alertRules: config.alertRules,
  alertHook: config.alertHook && makeAlertHook({ ...config.alertHook, send: sendOut, clock }),
  sendCommand,
  reservations: makeReservations(tables),
  devices: makeDevices(tables),
  reveals: makeReveals(tables),
  certificates: config.certificates,
  quarantine: makeQuarantine(tables),
  desks: makeDesks(config.desks, sendOut),
  names: makeNames(tables),
  strays: makeStrays(tables),
  conventions: makeConventions(tables),
  licenceStocks: makeLicenceStocks(tables),
  skypeRooms: makeSkypeRooms(tables),
  preflight: makePreflightStore(tables),
  demands: { estate, domain: config.naming.domain, licenceGroups, rule: ruleFor(config.naming.pattern) },
  readPreflight: makePreflight({
    graph,
    graphScope: config.tenant.graph.scope,
    exchange: config.tenant.exchange,
    worker: config.worker,
    tenantId,
    credential,
    send,
    estate,
    groups: licenceGroups.map(({ id }) => id),
  }),
  canary: config.canary,
  accessPolicies: makeAccessPolicies(graph),
  subnetPlans: makeSubnetPlans(tables),
  naming: config.naming,
  cloud,
  topologies: config.topologies,
  profiles: config.profiles,
  approvalReasons: config.approvalReasons,
  licenceGroups: config.licenceGroups,
  licenceLeadDays: config.licenceLeadDays,
  patience: config.patience,
  lookSeconds: config.lookSeconds,
  roomsAtOnce: config.roomsAtOnce,
  linksOf: makeLinks(config),
  askForLook: (requestId) =>
    sendCommand({ kind: 'look', requestId }).catch((error: unknown) =>
      log.warn('nobody was asked to look', { request: requestId, error: String(error) }),
    ),
}

app.hook.appStart(() => createTables(tables))

for (const { name, handler } of [provisionRoom, answerTicket, scanEstate, repairEstate, provisionBatch])
  df.app.orchestration(name, handler)
for (const activity of activities)
  df.app.activity(activity.name, { handler: (call: Call<never>) => perform(world, activity, call) })
for (const activity of jobActivities)
  df.app.activity(activity.name, { handler: (call: Call<never>) => performJob(world, activity, call) })

const client = df.input.durableClient()
const queueName = '%ROOMWRIGHT_QUEUE%'
const connection = 'ROOMWRIGHT_BUS'

app.serviceBusQueue('commands', {
  connection,
  queueName,
  extraInputs: [client],
  handler: (body, context) =>
    commands(world)({ id: String(context.triggerMetadata?.['messageId']), body }, makeEngine(df.getClient(context))),
})
app.serviceBusQueue('deadLetters', {
  connection,
  queueName: `${queueName}/$DeadLetterQueue`,
  extraInputs: [client],
  handler: (body, context) =>
    deadLetters(world)({ id: String(context.triggerMetadata?.['messageId']), body }, makeEngine(df.getClient(context))),
})
app.timer('listLicences', { schedule: '15 */5 * * * *', handler: listLicences(world) })
app.timer('listRooms', { schedule: '0 5,35 * * * *', handler: listRooms(world) })
app.timer('sweeper', {
  schedule: '0 * * * * *',
  extraInputs: [client],
  handler: (_, context) => sweeper(world)(makeEngine(df.getClient(context))),
})
app.timer('stages', { schedule: '45 * * * * *', handler: () => stages(world)() })
app.timer('preflight', { schedule: '30 * * * * *', handler: () => preflight(world)() })
