import { Hono, type HonoRequest } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { openDocuments } from '../kit/documents.ts'
import { makeDeskApi } from './deskApi.ts'
import { keepFaults } from './faults.ts'
import { listen } from '../kit/listen.ts'
import { makeOutbox } from './outbox.ts'
import { makePages, renderError } from './pages.ts'
import { notSupported } from './readRequest.ts'
import { makeRehearsalApi } from './rehearsal.ts'
import { sources } from './sources.ts'
import { systems } from './systems.ts'
import type { Source } from './sources.ts'
import { makeTickets } from './tickets.ts'
import { openTicketStore } from './ticketStore.ts'
import { makeWebhookSender } from './webhookSender.ts'
import { makeWriteBackApi } from './writeBackApi.ts'

export interface DeskOptions {
  /** 0 takes any free port. */
  port: number
  /** The SQLite file that holds all state. */
  file: string
  /** The address above the receiver's webhooks; the name of the system is added to it. */
  target: string
  /** What signs the webhooks of each system: `whsec_…`. */
  secrets: Record<Source, string>
  /** What the write-back API of each system demands. */
  tokens: Record<Source, string>
  /** Whether a write-back fires an update of its own, as real automations do; true unless told otherwise. */
  echo?: boolean
  log: (line: string) => void
}

export interface Desk {
  port: number
  url: string
  stop(): Promise<void>
}

const MOST_BODY_BYTES = 1_048_576

/** The service desk: tickets, their webhooks out, their write-back APIs in, and a page. Rejects when the port is in use. */
export async function startDesk(options: DeskOptions): Promise<Desk> {
  for (const source of sources) assertSigns(source, options.secrets[source])
  const documents = openDocuments(options.file)
  const stopping = new AbortController()
  const store = openTicketStore(documents)
  const sender = makeWebhookSender(options.target, options.secrets, stopping.signal)
  const outbox = makeOutbox(store, sender, options.log)
  const tickets = makeTickets(store, outbox, options.echo ?? true)
  const faults = keepFaults(documents)

  const app = makeApp(options.log)
  const server = await listen(options.port, (url) => {
    app.route('/tickets', makeDeskApi(store, tickets, url))
    app.route('/rehearsal', makeRehearsalApi(store, faults, sender))
    for (const source of sources) {
      const api = makeWriteBackApi(systems[source], tickets.writeBack(source), options.tokens[source], faults)
      app.route(systems[source].apiPath, api)
    }
    return app.route('/', makePages(store))
  }).catch((error: unknown) => {
    documents.close()
    throw error
  })
  for (const ticket of store.all()) outbox.send(ticket)
  const stop = async (): Promise<void> => {
    await server.close()
    stopping.abort()
    await outbox.stop()
    documents.close()
  }
  return { port: server.port, url: server.url, stop }
}

/** Bounded bodies, and one shape for every error outside the write-back APIs. */
function makeApp(log: (line: string) => void): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof HTTPException)
      return isBrowser(c.req)
        ? c.html(renderError(error.status, error.message), error.status)
        : c.json({ error: error.message }, error.status)
    log(`${c.req.method} ${c.req.path} failed: ${error.message}`)
    return c.json({ error: 'the local desk failed; its log says why' }, 500)
  })
  app.notFound((c) => {
    throw notSupported(`${c.req.method} ${c.req.path}`, 404)
  })
  app.use(bodyLimit({ maxSize: MOST_BODY_BYTES }))
  return app
}

const isBrowser = (request: HonoRequest): boolean =>
  request.method === 'GET' && (request.header('accept') ?? '').includes('text/html')

function assertSigns(source: Source, secret: string): void {
  try {
    systems[source].sign({ id: 'probe', body: '' }, secret, new Date())
  } catch (error) {
    throw new Error(`the secret of ${source}: ${(error as Error).message}`, { cause: error })
  }
}
