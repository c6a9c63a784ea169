import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Transient } from '../http/transient.ts'
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
  within(scope: JobScope): CmdletRunner
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
 * Cmdlets of Exchange Server, Active Directory and Skype for Business Server, run by a runbook on a hybrid worker.
 * The name of a job is made from what it is for, so that a repeated call finds the job of the first one.
 */
export const makeRunbooks = (jobs: Jobs, vaultUrl: string): Runbooks => ({
  stop: (name) => jobs.stop(name),
  within(scope) {
    let runs = 0
    return {
      async run(cmdlets, address) {
        const request = JSON.stringify({ address, cmdlets: cmdlets.map((cmdlet) => toRequest(cmdlet, vaultUrl)) })
        const name = toGuid(`${scope.key}/${++runs}/${request}`)
        const isChange = cmdlets.some(({ name: cmdlet }) => !/^(Get|Test)-/.test(cmdlet))
        if (isChange) await scope.keepJob(name)
        const job = (await jobs.find(name)) ?? (await jobs.start(name, request))
        if (!isOver(job)) throw await toWait(jobs, scope, job, name)
        const results = job.status === 'Completed' ? readOutput(await jobs.output(name)) : undefined
        if (isChange) await scope.dropJob(name)
        return results ?? cmdlets.map(() => toFailure('', job.exception ?? job.statusDetails ?? job.status))
      },
    }
  },
})

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
