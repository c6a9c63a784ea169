import { readFileSync } from 'node:fs'
import { waitFor, type HostProcess } from './hostProcess.ts'
import {
  masked,
  recordedCall,
  recordedInvocation,
  recordedNames,
  type LocalInvocation,
  type RecordedCall,
} from './recordings.ts'

type Answer = RecordedCall['response']

interface OrchestratorInput {
  instanceId: string
  input: unknown
  parentInstanceId: string | null
}

/** Makes the calls that were made while the recordings were taken; returns what the local host answered. */
export async function replayScenario(host: HostProcess, recordFile: string) {
  const answers = new Map<string, Answer>()
  const start = (name: string, id: string, input: unknown) =>
    send(host, input === null ? startByManagement(name, id) : startByApp(name, id, input))
  const raise = (id: string, event: string, body: unknown) => post(host, `${instances}/${id}/raiseEvent/${event}`, body)

  for (const name of recordedNames('http')) {
    if (name.startsWith('036')) await startAll((id) => id !== evbuf, start)
    // The recorded purge found nothing because another one had just taken everything.
    if (name.startsWith('085')) await send(host, recordedCall(name).request)
    answers.set(name, await sendRecorded(host, recordedCall(name)))
  }
  await startAll((id) => id === evbuf, start)
  await eventually(host, evbuf, (_, events) => events === 4)
  await raise(evbuf, 'e', 1)
  await eventually(host, evbuf, (_, events) => events === 7)
  await raise(evbuf, 'E', 2)
  await eventually(host, 'rec-1', (_, events) => events === 7)
  await raise('rec-1', 'Approval', { ok: 1 })
  await eventually(host, 'termparent-1795254078397', (_, events) => events === 4)
  await post(host, `${instances}/termparent-1795254078397/terminate?reason=stop`)
  await post(host, '/admin/functions/tick')

  // The last to appear is the orchestration that the timer function starts.
  await waitFor(() => readInvocations(recordFile).filter(isEndOf('two')).length === 4 || undefined)
  await waitFor(async () => (await listInstances(host)).every(isSettled) || undefined)
  return { answers, invocations: readInvocations(recordFile) }
}

const instances = '/runtime/webhooks/durabletask/instances'

/** Its events must come before its timer fires. */
const evbuf = 'evbuf-1795254071030'

/** Starts those that no recorded HTTP call starts. */
async function startAll(
  isMeant: (instanceId: string) => boolean,
  start: (name: string, id: string, input: unknown) => Promise<Answer>,
): Promise<void> {
  const started = ['inst1', 'w1', 'two-wait']
  for (const file of recordedNames('orchestrator').filter((name) => name.endsWith('replay01.json'))) {
    const { function: name, hostToWorker } = recordedInvocation('orchestrator', file)
    const { instanceId, input, parentInstanceId } = hostToWorker.decoded as OrchestratorInput
    const isFromTimer = /^[0-9a-f]{32}$/.test(instanceId)
    if (parentInstanceId || isFromTimer || started.includes(instanceId) || !isMeant(instanceId)) continue
    await start(name, instanceId, input)
  }
}

const startByApp = (name: string, id: string, input: unknown): RecordedCall['request'] => ({
  method: 'POST',
  url: `/api/orchestrators/${name}?id=${id}`,
  ...(input !== '' && { body: input }),
})
const startByManagement = (name: string, id: string): RecordedCall['request'] => ({
  method: 'POST',
  url: `/runtime/webhooks/durabletask/orchestrators/${name}/${id}`,
})

/** A recorded status was read when the instance had come so far; here it is read until it has. */
async function sendRecorded(host: HostProcess, { request, response }: RecordedCall): Promise<Answer> {
  const recorded = masked(response.body) as { runtimeStatus?: string; customStatus?: unknown } | null
  if (!recorded?.runtimeStatus) return send(host, request)
  return waitFor(async () => {
    const answer = await send(host, request)
    const { runtimeStatus, customStatus } = answer.body as typeof recorded
    const isThere = JSON.stringify(customStatus) === JSON.stringify(recorded.customStatus)
    return runtimeStatus === recorded.runtimeStatus && isThere ? answer : undefined
  })
}

const post = (host: HostProcess, url: string, body?: unknown) => send(host, { method: 'POST', url, body })

async function send(host: HostProcess, { method, url, body }: RecordedCall['request']): Promise<Answer> {
  const response = await fetch(new URL(url.replace(/^http:\/\/[^/]+/, ''), host.origin), {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? (JSON.parse(text) as unknown) : text,
  }
}

interface InstanceSize {
  instanceId: string
  runtimeStatus: string
  events: number
}

const listInstances = async (host: HostProcess) =>
  (await (await fetch(`${host.origin}/admin/instances`)).json()) as InstanceSize[]

async function eventually(host: HostProcess, id: string, isSo: (status: string, events: number) => boolean) {
  await waitFor(async () => {
    const found = (await listInstances(host)).find(({ instanceId }) => instanceId === id)
    return found && isSo(found.runtimeStatus, found.events) ? true : undefined
  })
}

/** Four wait for ever: three for a function that does not exist, one for an event that nobody raises. */
const isSettled = ({ instanceId, runtimeStatus }: InstanceSize): boolean =>
  runtimeStatus !== 'Running' || /^(?:undef|ev204)/.test(instanceId)

const readInvocations = (file: string): LocalInvocation[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LocalInvocation)

const isEndOf =
  (name: string) =>
  ({ function: called, answer }: LocalInvocation): boolean =>
    called === name && (answer.decoded as { isDone: boolean }).isDone
