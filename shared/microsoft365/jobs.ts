import type { TokenCredential } from '@azure/identity'
import { z } from 'zod'
import type { Send } from '../http/outbound.ts'

export interface AutomationOptions {
  /** Azure Resource Manager. */
  armUrl: string
  /** What tokens are made for; it goes by the cloud, not by the address. */
  scope: string
  /** /subscriptions/…/automationAccounts/… */
  account: string
  /** The group of hybrid workers. */
  group: string
  credential: TokenCredential
  send: Send
}

/** Jobs of Azure Automation on hybrid workers, as REST. */
export interface Jobs {
  find(name: string): Promise<Job | undefined>
  /** Starts it unless one of this name was started already. */
  start(name: string, request: string): Promise<Job>
  /** Calls it off, if no worker has taken it. False while it is still at work. */
  stop(name: string): Promise<boolean>
  output(name: string): Promise<string>
}

/** infra/runbooks holds its source. */
const runbook = 'Invoke-RoomCmdlets'
const apiVersion = '2023-11-01'

const jobShape = z.object({
  properties: z.object({ status: z.string(), exception: z.string().nullish(), statusDetails: z.string().nullish() }),
})
export type Job = z.output<typeof jobShape>['properties']

/** Statuses of jobs: Azure Automation, "Runbook execution". Whatever is in none of the lists is on its way. */
const waiting = ['New', 'Queued', 'Activating']
const broken = ['Failed', 'Stopped', 'Suspended', 'Blocked', 'Disconnected', 'Removing']

export const isOver = ({ status }: Job): boolean => status === 'Completed' || broken.includes(status)

/** No worker has taken it. */
export const isWaiting = ({ status }: Job): boolean => waiting.includes(status)

export function makeJobs({ armUrl, scope, account, group, credential, send }: AutomationOptions): Jobs {
  const call = async (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<Response> => {
    const token = await credential.getToken(scope)
    const headers = { authorization: `Bearer ${token?.token}`, 'content-type': 'application/json' }
    const url = `${armUrl}${account}/jobs/${path}?api-version=${apiVersion}`
    return send({ method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  }
  const find = async (name: string): Promise<Job | undefined> => {
    const response = await call('GET', name)
    return response.status === 404 ? undefined : readJob(response)
  }
  return {
    find,
    async start(name, request) {
      const properties = { runbook: { name: runbook }, runOn: group, parameters: { Request: request } }
      const response = await call('PUT', name, { properties })
      // Started by a call whose answer was lost.
      return response.status === 409 ? ((await find(name)) ?? { status: 'Queued' }) : readJob(response)
    },
    async stop(name) {
      const job = await find(name)
      if (!job || isOver(job)) return true
      // Stopped between two cmdlets, one that has begun would leave half of its work.
      if (!isWaiting(job)) return false
      const response = await call('POST', `${name}/stop`)
      if (response.status !== 409) await readText(response)
      // A worker may have taken it just now.
      const after = await find(name)
      return !after || isOver(after)
    },
    output: async (name) => readText(await call('GET', `${name}/output`)),
  }
}

const readJob = async (response: Response): Promise<Job> =>
  jobShape.parse(JSON.parse(await readText(response))).properties

/** Refusals of Azure are ours to mend, not the room's. */
async function readText(response: Response): Promise<string> {
  const text = await response.text()
  if (!response.ok) throw new Error(`Azure Automation answered ${response.status}: ${text.slice(0, 300)}`)
  return text
}
