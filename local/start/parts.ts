import { join } from 'node:path'
import { startBus } from '../bus/startBus.ts'
import { startDesk } from '../desk/startDesk.ts'
import { startIssuer } from '../issuer/startIssuer.ts'
import { startTables } from '../tables/startTables.ts'
import { startTenant } from '../tenant/startTenant.ts'
import { startVault } from '../vault/startVault.ts'
import { startApp } from './apps.ts'
import { backSettings, frontSettings } from './appSettings.ts'
import type { Options } from './options.ts'
import { readSecrets, type StackSecrets } from './secrets.ts'
import type { Stack } from './stack.ts'

export interface Running {
  stack: Stack
  /** One line a part: what it is and where. */
  lines: string[]
  stop(): Promise<void>
}

export const queueName = 'commands'
export const audience = 'roomwright-api'
export const clientId = 'roomwright-pages'

/** Starts every part, each before those that need it. What was started before one fails is stopped again. */
export async function startParts(options: Options, onDeath: (reason: string) => void): Promise<Running> {
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one()
  }
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    stops.push(() => part.stop())
    return part
  }
  try {
    return { ...(await startAll(options, keep, onDeath)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

type Keep = <T extends { stop(): Promise<void> }>(part: T) => T

async function startAll(
  options: Options,
  keep: Keep,
  onDeath: (reason: string) => void,
): Promise<Omit<Running, 'stop'>> {
  const secrets = readSecrets(options.home)
  const services = await startServices(options, secrets, keep)
  const { tenant, bus, tables, vault, issuer, desk, site } = services
  const canary = options.isProbing ? await allowProbing(tenant.url) : undefined
  const common = { bus: bus.connectionString, queue: queueName, tables: tables.connectionString, site, secrets }
  const start = (name: 'front' | 'back', port: number, env: Record<string, string>) =>
    startApp({ ...options, name, port, env, onDeath }).then(keep)
  await Promise.all([
    start('front', options.port, {
      ...frontSettings({ ...common, issuer: issuer.issuer, audience, clientId, desk: desk.url }),
      ...ofBoth(options.settings),
    }),
    start('back', options.port + 1, {
      ...backSettings({ ...common, tenant, vault: vault.url, desk: desk.url, canary }),
      ...options.settings,
    }),
  ])
  const stack = {
    site,
    back: `http://127.0.0.1:${options.port + 1}`,
    desk: desk.url,
    issuer: issuer.issuer,
    tenant: tenant.url,
    vault: vault.url,
    journal: journalOf(options),
  }
  return { stack, lines: toLines(stack, options) }
}

/** Booking is no permission that setting up needs: it is granted with the mailbox that it is for. */
async function allowProbing(tenant: string): Promise<string> {
  await fetch(`${tenant}/rehearsal/grants/graph/Calendars.ReadWrite`, { method: 'PUT' })
  return 'canary@contoso.onmicrosoft.com'
}

/** What front and back have to agree about. */
const ofBoth = ({ ROOMWRIGHT_PROFILES }: Record<string, string>): Record<string, string> =>
  ROOMWRIGHT_PROFILES === undefined ? {} : { ROOMWRIGHT_PROFILES }

const journalOf = ({ home }: Options): string =>
  process.env['ROOMWRIGHT_TENANT_JOURNAL'] ?? join(home, 'tenant', 'journal.jsonl')

/** Everything that is Azure or Microsoft 365 elsewhere. */
async function startServices(options: Options, secrets: StackSecrets, keep: Keep) {
  const { home, port, speed, seed, rooms } = options
  const at = (place: number, name: string) => ({
    port: port + place,
    file: join(home, name, `${name}.sqlite`),
    log: () => {},
  })
  const site = `http://127.0.0.1:${port}`
  const queue = { name: queueName, lockSeconds: 60, maxDeliveryCount: 10, maxMessageBytes: 256 * 1024 }
  const tenant = keep(
    await startTenant({
      ...at(5, 'tenant'),
      journal: journalOf(options),
      seed,
      speed,
      rooms,
      faults: options.faults,
      identityHeader: secrets.identityHeader,
    }),
  )
  const [bus, tables, vault, issuer, desk] = await Promise.all([
    startBus({ ...at(2, 'bus'), queues: [queue] }).then(keep),
    startTables(at(3, 'tables')).then(keep),
    startVault({ ...at(4, 'vault'), keysUrl: tenant.keysUrl }).then(keep),
    startIssuer({ ...at(7, 'issuer'), audience, clientId, redirectUris: [`${site}/signed-in`] }).then(keep),
    startDesk({
      ...at(6, 'desk'),
      target: `${site}/api/webhooks`,
      secrets: secrets.signing,
      tokens: secrets.desk,
    }).then(keep),
  ])
  return { tenant, bus, tables, vault, issuer, desk, site }
}

function toLines(stack: Stack, { port, speed }: Options): string[] {
  const line = (name: string, where: string, what: string) => `${name.padEnd(8)} ${where.padEnd(23)} ${what}`
  return [
    line('tenant', stack.tenant, `rehearsal Microsoft 365; waiting and latency divided by ${speed}`),
    line('bus', `amqp://127.0.0.1:${port + 2}`, `queue "${queueName}"`),
    line('tables', `http://127.0.0.1:${port + 3}`, 'requests, steps, audit'),
    line('vault', stack.vault, 'passwords of rooms'),
    line('issuer', stack.issuer, 'signs people in'),
    line('desk', stack.desk, 'tickets of the service desk'),
    line('front', stack.site, 'webhooks, form and progress'),
    line('back', stack.back, "works through the queue's commands"),
  ]
}
