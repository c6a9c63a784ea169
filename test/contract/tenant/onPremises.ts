import { join } from 'node:path'
import { startVault } from '../../../local/vault/startVault.ts'
import { onTestFinished } from 'vitest'
import { fetchToken, makeFolder, send, waitFor } from './rehearsal.ts'
import type { Rehearsal, Reply } from './rehearsal.ts'

export interface Cmdlet {
  name: string
  parameters?: Record<string, unknown>
  secrets?: Record<string, string>
}

export interface Result {
  kind: 'ok' | 'failed' | 'skipped'
  value?: Record<string, unknown>[]
  class?: string
  text?: string
}

export interface Automation {
  arm: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  put: (jobName: string, address: string, cmdlets: Cmdlet[]) => Promise<Reply>
  job: (jobName: string) => Promise<Record<string, unknown>>
  /** Asks until the job has this status. */
  until: (jobName: string, status: string) => Promise<Record<string, unknown>>
  /** One job from its start to the results in its output. */
  run: (address: string, ...cmdlets: Cmdlet[]) => Promise<Result[]>
}

/** The parts of a rehearsal that speak to Azure Resource Manager. */
export async function automate({ tenant }: Pick<Rehearsal, 'tenant'>, resourceId?: string): Promise<Automation> {
  const token = await fetchToken(tenant, 'https://management.azure.com')
  const base = `${tenant.url}${resourceId ?? tenant.automationAccount}`
  const arm: Automation['arm'] = (method, path, body, headers) =>
    send(`${base}${path}${path.includes('?') ? '' : '?api-version=2023-11-01'}`, method, body, {
      authorization: `Bearer ${token}`,
      ...headers,
    })
  const put: Automation['put'] = (jobName, address, cmdlets) =>
    arm('PUT', `/jobs/${jobName}`, jobOf(JSON.stringify({ address, cmdlets })))
  const job = async (jobName: string) =>
    (await arm('GET', `/jobs/${jobName}`)).body['properties'] as Record<string, unknown>
  const until: Automation['until'] = (jobName, status) =>
    waitFor(
      () => job(jobName),
      (one) => one['status'] === status,
    )
  return {
    arm,
    put,
    job,
    until,
    async run(address, ...cmdlets) {
      const jobName = crypto.randomUUID()
      const made = await put(jobName, address, cmdlets)
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
      await until(jobName, 'Completed')
      const { body } = await arm('GET', `/jobs/${jobName}/output`)
      return (JSON.parse(String(body['text'])) as { results: Result[] }).results
    },
  }
}

export function jobOf(request: string, more: object = {}): object {
  const runbook = { name: 'Invoke-RoomCmdlets' }
  return { properties: { runbook, runOn: 'RoomsWorkers', parameters: { Request: request }, ...more } }
}

/** Keeps a secret in a vault of its own and gives the id of its version. */
export async function keepSecret({ tenant }: Pick<Rehearsal, 'tenant'>, value: string): Promise<string> {
  const file = join(makeFolder(), 'vault.db')
  const vault = await startVault({ port: 0, file, keysUrl: tenant.keysUrl, log: () => undefined })
  onTestFinished(() => vault.stop())
  const authorization = `Bearer ${await fetchToken(tenant, 'https://vault.azure.net')}`
  const { body } = await send(`${vault.url}/secrets/room?api-version=7.6`, 'PUT', { value }, { authorization })
  return String(body['id'])
}
