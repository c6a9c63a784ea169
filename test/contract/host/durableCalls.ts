import { waitFor, type HostProcess } from './hostProcess.ts'

const path = '/runtime/webhooks/durabletask'

export interface OrchestrationStatus {
  runtimeStatus: string
  output: unknown
  customStatus: unknown
  historyEvents?: Record<string, unknown>[]
}

export const callManagement = (host: HostProcess, method: string, resource: string, body?: unknown) =>
  fetch(`${host.origin}${path}/${resource}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

/** Starts an orchestration; the answer must be 202. */
export async function startOrchestration(
  host: HostProcess,
  name: string,
  id: string,
  input: unknown = {},
): Promise<void> {
  const response = await callManagement(host, 'POST', `orchestrators/${name}/${id}`, input)
  if (response.status !== 202) throw new Error(`starting ${id}: ${response.status} ${await response.text()}`)
}

export const raiseEvent = (host: HostProcess, id: string, event: string, body: unknown) =>
  callManagement(host, 'POST', `instances/${id}/raiseEvent/${event}`, body)

export const statusOf = async (host: HostProcess, id: string): Promise<OrchestrationStatus> =>
  (await (
    await callManagement(host, 'GET', `instances/${id}?showHistory=true&showHistoryOutput=true`)
  ).json()) as OrchestrationStatus

export async function whenEnded(host: HostProcess, id: string): Promise<OrchestrationStatus> {
  await waitFor(async () => ((await callManagement(host, 'GET', `instances/${id}`)).status === 200 ? true : undefined))
  return statusOf(host, id)
}

/** Starts an orchestration and waits for its end. */
export async function runOrchestration(host: HostProcess, name: string, id: string, input?: unknown) {
  await startOrchestration(host, name, id, input)
  return whenEnded(host, id)
}

/** The events as they are stored. */
export async function historyOf(host: HostProcess, id: string) {
  const response = await fetch(`${host.origin}/admin/instances/${id}/history`)
  return ((await response.json()) as { history: Record<string, unknown>[] }).history
}

/** Calls a method of durable-functions' client inside the app. */
export async function callClient(host: HostProcess, method: string, ...values: unknown[]): Promise<unknown> {
  const response = await fetch(`${host.origin}/api/client/${method}`, { method: 'POST', body: JSON.stringify(values) })
  return response.json()
}
