import { createHash } from 'node:crypto'
import { z } from 'zod'
import { toTransient, Transient } from '../http/transient.ts'
import { reasonOfText, type CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletRunner } from './cmdletRunner.ts'
import { isOver, isWaiting, type Job, type Jobs } from './jobs.ts'

/** What makes the jobs of one call of an activity the same when the call is repeated. */
export interface JobScope {
  /** The same for each repetition, another one for each fresh look. */
  key: string
  /** Nobody sits through this wait any longer: a job that no worker has taken is called off. */
  isLast: boolean
  /** Remembers a job that changes something before it is there, so that it can be called off; and forgets it when it is over. */
  keepJob(name: string): Promise<void>
  dropJob(name: string): Promise<void>
}

export interface Runbooks {
  /** `online`: its cmdlets of Skype run in a session with Skype for Business Online, and nothing else does. */
  within(scope: JobScope, skype?: 'online'): CmdletRunner
  /** Calls a job off. False while it is still at work. */
  stop(name: string): Promise<boolean>
}

const outputShape = z.object({
  results: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('ok'), value: z.array(z.record(z.string(), z.json())).default([]) }),
      z.object({ kind: z.literal('failed'), class: z.string().default(''), text: z.string().default('') }),
      z.object({ kind: z.literal('skipped') }),
    ]),
  ),
})

const lookSeconds = 10

/**
 * Cmdlets of Exchange Server, Active Directory and Skype for Business, run by a runbook on a hybrid worker.
 * The name of a job is made from what it is for, so that a repeated call finds the job of the first one.
 */
export function makeRunbooks(automation: Jobs, vaultUrl: string): Runbooks {
  const jobs = waitForWorker(automation)
  return {
    stop: (name) => jobs.stop(name),
    within(scope, skype) {
      const timesAsked = new Map<string, number>()
      return {
        async run(cmdlets, address) {
          const request = JSON.stringify({
            address,
            ...(skype && { skype }),
            cmdlets: cmdlets.map((cmdlet) => toRequest(cmdlet, vaultUrl)),
          })
          // A repeated call may have other reads to make before it comes to the same change.
          const times = (timesAsked.get(request) ?? 0) + 1
          timesAsked.set(request, times)
          const name = toGuid(`${scope.key}/${times}/${request}`)
          const isChange = cmdlets.some(({ name: cmdlet }) => !/^(Get|Test)-/.test(cmdlet))
          if (isChange) await scope.keepJob(name)
          const job = (await jobs.find(name)) ?? (await jobs.start(name, request))
          if (!isOver(job)) throw await toWait(jobs, scope, job, name)
          const results = job.status === 'Completed' ? readOutput(await jobs.output(name)) : undefined
          if (isChange) await scope.dropJob(name)
          return results ?? cmdlets.map(() => toFailure('', sayWhy(job)))
        },
      }
    },
  }
}

/** When Azure Automation is away, the worker is waited for: a wait for Microsoft 365 would be a fresh look, with a second job for what was begun. */
function waitForWorker(jobs: Jobs): Jobs {
  const ask = async <T>(asking: Promise<T>): Promise<T> => {
    try {
      return await asking
    } catch (error) {
      const transient = toTransient(error)
      if (!transient) throw error
      throw new Transient(transient.message, transient.seconds, error, true)
    }
  }
  return {
    find: (name) => ask(jobs.find(name)),
    start: (name, request) => ask(jobs.start(name, request)),
    stop: (name) => ask(jobs.stop(name)),
    output: (name) => ask(jobs.output(name)),
  }
}

const sayWhy = ({ exception, statusDetails, status }: Job): string =>
  exception || (statusDetails === 'None' ? '' : statusDetails) || `the worker's job is ${status}`

async function toWait(jobs: Jobs, scope: JobScope, job: Job, name: string): Promise<Transient> {
  const isCalledOff = scope.isLast && isWaiting(job) && (await jobs.stop(name))
  if (isCalledOff) await scope.dropJob(name)
  return new Transient(`the worker's job is ${job.status}`, lookSeconds, undefined, true)
}

function readOutput(text: string): CmdletResult[] {
  const { results } = outputShape.parse(JSON.parse(text))
  return results.map((result) => {
    if (result.kind === 'ok') return { kind: 'ok', value: result.value as never }
    return result.kind === 'failed'
      ? toFailure(result.class, result.text)
      : toFailure('', 'not done, because one before it failed')
  })
}

const toFailure = (failureClass: string, text: string): CmdletResult => ({
  kind: 'failed',
  reason: reasonOfText(`${failureClass} ${text}`),
  text: text.slice(0, 500) || 'no reason given',
})

const toRequest = ({ name, parameters, secrets = {} }: Cmdlet, vaultUrl: string) => ({
  name,
  parameters,
  secrets: Object.fromEntries(
    Object.entries(secrets).map(([parameter, version]) => [parameter, `${vaultUrl}/secrets/${version}`]),
  ),
})

/** Version 8 of RFC 9562: a name of our own making. */
function toGuid(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5')
}
