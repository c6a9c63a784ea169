import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from '@azure/functions'
import { DefaultAzureCredential } from '@azure/identity'
import { systemClock } from '../shared/clock.ts'
import { makeSendCommand } from '../shared/commands.ts'
import { readFrontConfig } from '../shared/config.ts'
import { guard } from '../shared/http/edge.ts'
import { makeSend } from '../shared/http/outbound.ts'
import { limitPeople, makeRateLimit } from '../shared/http/rateLimit.ts'
import { makeSignIn } from '../shared/http/signIn.ts'
import { Problem } from '../shared/room/problems.ts'
import { makePreflightStore } from '../shared/store/preflight.ts'
import { makeDevices } from '../shared/store/devices.ts'
import { makeRequests } from '../shared/store/requests.ts'
import { makeSubnetPlans } from '../shared/store/subnetPlans.ts'
import { makeReveals } from '../shared/store/reveals.ts'
import { makeSteps } from '../shared/store/steps.ts'
import { makeLog } from '../shared/telemetry.ts'
import { readBackPolicy } from '../shared/tickets/systems.ts'
import type { SendCommand } from '../shared/world.ts'
import { makeRoomAccounts } from '../shared/store/accounts.ts'
import { makeAlerts } from '../shared/store/alerts.ts'
import { makeAudit } from '../shared/store/audit.ts'
import { makeJobs } from '../shared/store/jobs.ts'
import { makeEstateReader } from './access/estateReader.ts'
import { exportAccounts, listAccounts, readAccount } from './front/accounts.ts'
import { batchTemplate, changeBatch, createBatch, listBatches, readBatch } from './front/batches.ts'
import { changeAccount } from './front/changeAccount.ts'
import { askForRepair, askForScan, readAlerts, readEstate, readRepair, readScan, stopJob } from './front/estate.ts'
import { bindDevice } from './front/bindDevice.ts'
import { changeRequest } from './front/changeRequest.ts'
import { createRequest } from './front/createRequest.ts'
import { askForReveal, readHandover, readReveal } from './front/handOver.ts'
import { health } from './front/health.ts'
import { pages, type PageFiles } from './front/pages.ts'
import { readLicences } from './front/licences.ts'
import { readProposal } from './front/proposals.ts'
import { readClientLicences } from './front/clientLicences.ts'
import { makeQuarantine } from '../shared/store/quarantine.ts'
import { discardQuarantined, listQuarantine, resubmitQuarantined } from './front/quarantine.ts'
import { openApi } from './front/openApi.ts'
import { readStrays } from './front/strays.ts'
import { makeConventions } from '../shared/store/conventions.ts'
import { makeLicenceStocks } from '../shared/store/licenceStocks.ts'
import { makeNames } from '../shared/store/names.ts'
import { makeReservations } from '../shared/store/reservations.ts'
import { makeSkypeRooms } from '../shared/store/skypeRooms.ts'
import { makeStrays } from '../shared/store/strays.ts'
import { askForPreflight, readPreflight } from './front/preflight.ts'
import { listRequests, readRequest } from './front/readRequests.ts'
import { askForSubnetPlan, readSubnetPlan } from './front/subnetPlan.ts'
import { webhooks } from './front/webhooks.ts'

const config = readFrontConfig(process.env)
const clock = systemClock
const log = makeLog((line) => process.stdout.write(`${line}\n`))
const credential = () => new DefaultAzureCredential()
const tables = 'url' in config.tables ? { ...config.tables, credential: credential() } : config.tables

const queue = makeSendCommand(config.bus, config.queue, credential)
const sendCommand: SendCommand = async (command) => {
  try {
    await queue(command)
  } catch (error) {
    log.error('queue does not take a command', { error: String(error) })
    throw new Problem('queue-unavailable')
  }
}

/** The build puts the pages beside the bundle. */
const readPages = (folder: string): PageFiles =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))

const accounts = makeRoomAccounts(tables)

const world = {
  ...config,
  clock,
  sendCommand,
  send: makeSend({ clock, inFlight: 16, ...readBackPolicy }),
  signIn: limitPeople(makeSignIn({ ...config.signIn, clock }), makeRateLimit(config.perMinute.calls, clock)),
  limitSource: makeRateLimit(config.perMinute.webhooks, clock),
  requests: makeRequests(tables),
  steps: makeSteps(tables),
  subnetPlans: makeSubnetPlans(tables),
  preflight: makePreflightStore(tables),
  strays: makeStrays(tables),
  conventions: makeConventions(tables),
  names: makeNames(tables),
  licenceStocks: makeLicenceStocks(tables),
  skypeRooms: makeSkypeRooms(tables),
  reservations: makeReservations(tables),
  devices: makeDevices(tables),
  reveals: makeReveals(tables),
  accounts,
  estate: makeEstateReader(accounts, log),
  jobs: makeJobs(tables),
  quarantine: makeQuarantine(tables),
  alerts: makeAlerts(tables),
  audit: makeAudit(tables),
}

const doors = [
  webhooks(world),
  createRequest(world),
  listRequests(world),
  readRequest(world),
  changeRequest(world),
  readPreflight(world),
  askForPreflight(world),
  readStrays(world),
  readLicences(world),
  readProposal(world),
  readClientLicences(world),
  bindDevice(world),
  readHandover(world),
  askForReveal(world),
  readReveal(world),
  askForSubnetPlan(world),
  readSubnetPlan(world),
  listAccounts(world),
  exportAccounts(world),
  readAccount(world),
  changeAccount(world),
  readEstate(world),
  readAlerts(world),
  readScan(world),
  askForScan(world),
  askForRepair(world),
  readRepair(world),
  stopJob(world),
  createBatch(world),
  batchTemplate(world),
  listBatches(world),
  readBatch(world),
  changeBatch(world),
  listQuarantine(world),
  resubmitQuarantined(world),
  discardQuarantined(world),
  openApi(config),
  health(world),
  pages({ files: readPages(join(import.meta.dirname, 'pages')), signIn: config.signIn }),
]

for (const door of doors) {
  const { name, handler, ...options } = guard(door, log)
  app.http(name, { ...options, authLevel: 'anonymous', handler })
}
