import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from '../call.ts'
import type { Fault } from '../faults.ts'
import { cmdlets } from '../onPremises/cmdletData.ts'
import { CmdletFailure } from '../onPremises/failure.ts'
import type { Services } from '../serve.ts'
import { readSwitches } from '../switches.ts'
import { latencies } from '../timings.ts'
import { workerGroup } from './account.ts'
import type { Job } from './jobs.ts'
import { runCmdlet, runOnline } from './runbook.ts'
import type { Result } from './runbook.ts'
import type { Invocation } from './runbookRequest.ts'
import { readSecret } from './secretReader.ts'

interface Performance {
  job: Job
  address: string
  isOnline: boolean
  invocation: Invocation
  signal: AbortSignal
}

/** One cmdlet of a job: fault, secrets, latency, then effect and journal in one transaction. */
export async function performCmdlet(
  services: Services,
  { job, address, isOnline, invocation, signal }: Performance,
): Promise<Result> {
  const { pace, faults } = services
  const { name } = invocation
  const call = toCall(job, invocation)
  const fault = faults.strike(call, { cmdlet: name, isRead: name.startsWith('Get-') })
  const drawn = pace.draw(latencies[cmdlets[name].latency], 'latency', name, job.name, job.starts)
  const latencyMs = drawn + (fault?.do.kind === 'delay' ? fault.do.ms : 0)
  const secrets = await readSecrets(services, invocation)
  await sleep(pace.compress(latencyMs), undefined, { signal })
  const act = () =>
    secrets instanceof CmdletFailure
      ? ({ kind: 'failed', class: secrets.failureClass, text: secrets.message } as const)
      : isOnline
        ? runOnline(invocation, services.world, fault?.do)
        : runCmdlet(invocation, secrets, address, viewOf(services), fault?.do)
  return commit(services, { call, fault, latencyMs, name }, act)
}

function viewOf({ facts, onPremises, exchangeServer, pace, world }: Services) {
  const now = new Date(pace.now()).toISOString()
  const switches = readSwitches(world)
  return { facts, directory: onPremises, exchangeVersion: exchangeServer.version(), switches, now }
}

async function readSecrets(
  services: Services,
  { secrets }: Invocation,
): Promise<Record<string, string> | CmdletFailure> {
  try {
    const values: Record<string, string> = {}
    for (const [name, id] of Object.entries(secrets)) values[name] = await readSecret(services, id)
    return values
  } catch (error) {
    if (error instanceof CmdletFailure) return error
    throw error
  }
}

/** A journal line shows the ids of secrets, never their values. */
function toCall(job: Job, { name, parameters, secrets }: Invocation): Call {
  const ids = Object.entries(secrets).map(([parameter, id]) => ({ parameter, id }))
  return {
    surface: 'worker',
    method: 'RUN',
    path: `/${workerGroup}/${name}`,
    headers: {},
    body: { job: job.name, parameters, secrets: ids },
  }
}

interface Entry {
  call: Call
  name: string
  fault: Fault | undefined
  latencyMs: number
}

function commit(services: Services, { call, name, fault, latencyMs }: Entry, act: () => Result): Result {
  const { documents, world, journal, counter } = services
  const { result, effect, done } = documents.together(() => {
    const before = world.changes()
    const result = act()
    const effect = world.changes() !== before
    const status = result.kind === 'ok' ? 200 : 400
    const line = journal.write({ call, cmdlet: name, fault: fault?.id, latencyMs, status, effect })
    return { result, effect, done: line }
  })
  done()
  counter.count(`worker ${name}`, effect, false)
  return result
}
