import { connect } from 'node:net'
import type { TokenCredential } from '@azure/identity'
import { z } from 'zod'
import type { Graph } from '../../shared/microsoft365/graph.ts'
import { readSkus } from '../../shared/microsoft365/users.ts'
import type { PreflightFinding, PreflightState } from '../../shared/room/preflight.ts'
import { licenceOf } from '../../shared/room/licenceCatalogue.ts'
import type { Deployment } from '../grants/settings.ts'

/** One row of the doctor's table. */
export interface Row {
  part: string
  what: string
  state: PreflightState
  remedy: string
}

type Back = Deployment['back']

export const toRow = ({ kind, title, state, why, remedy }: PreflightFinding): Row => ({
  part: kind === 'prerequisite' ? 'tenant' : 'grants',
  what: title,
  state,
  remedy:
    state === 'ok' ? '' : [state === 'excess' || state === 'differs' ? why : '', remedy].filter(Boolean).join(' '),
})

/** Longest that anybody is waited for. */
const timeoutMs = 10_000
/** Signed webhooks and tokens are taken within five minutes of our clock. */
const mostSkewSeconds = 60

/** Any answer at all, since who is asked without a token says no; its date tells how right our clock is. */
export async function lookAtWeb(title: string, url: string, now: () => Date): Promise<Row[]> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => undefined,
  )
  if (!response) return [unreachable(title, url)]
  const reached: Row = { part: 'network', what: `${title} answers`, state: 'ok', remedy: '' }
  const date = response.headers.get('date')
  if (date === null) return [reached]
  const skew = Math.round((now().getTime() - Date.parse(date)) / 1_000)
  const isRight = Math.abs(skew) <= mostSkewSeconds
  const remedy = isRight
    ? ''
    : `This machine is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} ${title}: set its clock by a time service.`
  return [reached, { part: 'clock', what: `Clock compared with ${title}`, state: isRight ? 'ok' : 'differs', remedy }]
}

const unreachable = (title: string, where: string): Row => ({
  part: 'network',
  what: `${title} answers`,
  state: 'missing',
  remedy: `${where} could not be reached from here: look at DNS, firewall and proxy, and whether it exists.`,
})

/** That somebody listens; the bus speaks no HTTP. */
export async function lookAtPort(title: string, host: string, port: number): Promise<Row> {
  const isOpen = await new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs })
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
  return isOpen
    ? { part: 'network', what: `${title} answers`, state: 'ok', remedy: '' }
    : unreachable(title, `${host}:${port}`)
}

const amqps = 5671

/** Where the bus listens: the namespace, or what a connection string names. */
export function placeOf(bus: Back['bus']): { host: string; port: number } {
  if ('namespace' in bus) return { host: bus.namespace, port: amqps }
  const [, address = ''] = /Endpoint=sb:\/\/([^/;]+)/i.exec(bus.connectionString) ?? []
  const [host = '', port] = address.split(':')
  return { host, port: port === undefined ? amqps : Number(port) }
}

/** Everything that the service talks with, by its address. */
export const addressesOf = ({ tenant, tables, vaultUrl, site, worker }: Back): [title: string, url: string][] => [
  ['Microsoft Graph', tenant.graph.url],
  ['Exchange Online', tenant.exchange.url],
  ...('url' in tables ? [['The table service', tables.url] as [string, string]] : []),
  ['The vault of rooms', vaultUrl],
  ['The front', `${site}/api/health`],
  ...(worker ? [['Azure Resource Manager', worker.armUrl] as [string, string]] : []),
]

/** Units of room licences that can still be assigned. */
export async function lookAtLicences(graph: Graph): Promise<Row[]> {
  const url = '/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans'
  const answer = (await graph.batch([{ id: 'skus', method: 'GET', url }])).get('skus')
  if (!answer || answer.status >= 400)
    return [
      {
        part: 'licences',
        what: 'Licences for rooms',
        state: 'unreadable',
        remedy: 'You may not read licences: sign in as Global Reader or License Administrator.',
      },
    ]
  const rooms = readSkus(answer).flatMap((sku) => {
    const licence = licenceOf(sku)
    return licence?.family === 'room' ? [{ name: licence.name, free: sku.free, used: sku.consumed ?? 0 }] : []
  })
  return rooms.map(({ name, free, used }) => ({
    part: 'licences',
    what: `${name}: ${free} free, ${used} assigned`,
    state: free > 0 ? 'ok' : 'differs',
    remedy: free > 0 ? '' : 'No unit is free: new rooms with this licence wait until one is.',
  }))
}

const app = z.object({
  properties: z.object({
    functionAppConfig: z.object({ scaleAndConcurrency: z.object({ maximumInstanceCount: z.number() }) }).nullish(),
    siteConfig: z.object({ functionAppScaleLimit: z.number().nullish() }).nullish(),
  }),
})

export interface InstanceLook {
  arm: string
  scope: string
  credential: TokenCredential
  /** Resource id of the app. */
  id: string
  /** Calls to the tenant at the same time, in one instance. */
  inFlight: number
}

/** How many instances of the back there can be, since all of them share the throttle of the tenant. */
export async function lookAtInstances(look: InstanceLook): Promise<Row> {
  const most = await readMost(look).catch(() => undefined)
  const row = { part: 'azure', what: 'Most instances of the back' }
  if (most === undefined)
    return {
      ...row,
      state: 'unreadable',
      remedy: `Sign in as Reader of ${look.id}, or look at its scaling in the portal.`,
    }
  if (most === 1) return { ...row, what: `${row.what}: 1`, state: 'ok', remedy: '' }
  const remedy = `${most} instances with ${look.inFlight} calls each are ${most * look.inFlight} calls at the same time: set BACK_INSTANCES to 1, or divide ROOMWRIGHT_CALLS_IN_FLIGHT by ${most}.`
  return { ...row, what: `${row.what}: ${most}`, state: 'differs', remedy }
}

async function readMost({ arm, scope, credential, id }: InstanceLook): Promise<number | undefined> {
  const token = await credential.getToken(scope)
  const response = await fetch(`${arm}${id}?api-version=2024-04-01`, {
    headers: { authorization: `Bearer ${token?.token}` },
    signal: AbortSignal.timeout(timeoutMs),
  })
  const { functionAppConfig, siteConfig } = app.parse(await response.json()).properties
  return functionAppConfig?.scaleAndConcurrency.maximumInstanceCount ?? siteConfig?.functionAppScaleLimit ?? undefined
}
