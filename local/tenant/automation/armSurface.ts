import { randomUUID } from 'node:crypto'
import type { TenantFacts } from '../accounts.ts'
import type { Answer } from '../answer.ts'
import type { Call, Work } from '../call.ts'
import { drawGuid } from '../seededDraw.ts'
import type { Services } from '../serve.ts'
import { latencies } from '../timings.ts'
import type { TokenCheck } from '../tokens.ts'
import { automationResourceId, identityOf, runbookName } from './account.ts'
import { armCalls } from './armData.ts'
import type { ArmCallName } from './armData.ts'
import { checkCaller, readJobRequest, routeOf } from './armRequest.ts'
import { refuseAutomation, refuseUnsupported } from './failure.ts'
import { isEnded } from './jobs.ts'
import type { Job } from './jobs.ts'

type ArmSurface = (call: Call, token: TokenCheck) => Work
type ArmFunction = (services: Services, jobName: string, body: unknown) => Answer

/** Understands one request to Azure Resource Manager. `wake` tells the worker that there may be something to do. */
export function makeArmSurface(services: Services, wake: () => void): ArmSurface {
  return (call, token) => {
    const route = routeOf(call)
    if (!route) {
      const act = () => refuseUnsupported(`${call.method} ${new URL(call.path, 'http://local').pathname}`)
      return { name: 'unknown ARM call', isRead: call.method === 'GET', latency: latencies.refusal, act }
    }
    return {
      name: route.name,
      isRead: call.method === 'GET',
      latency: latencies[armCalls[route.name].latency],
      act() {
        checkCaller(call, token, route, services.facts, services.grants.read().automation)
        const answer = armFunctions[route.name](services, route.jobName, call.body)
        if (!route.name.startsWith('GET')) wake()
        return answer
      },
    }
  }
}

const createJob: ArmFunction = ({ jobs, facts, pace }, name, body) => {
  const request = readJobRequest(body)
  // The page documents 201 alone; that the same name again is a conflict is an assumption.
  if (jobs.get(name)) refuseAutomation(409, 'Conflict', `The job '${name}' already exists.`)
  const createdAt = new Date(pace.now()).toISOString()
  const job: Omit<Job, 'order'> = {
    name,
    jobId: drawGuid(facts.seed, 'job', name),
    runbook: runbookName,
    ...request,
    status: 'Queued',
    createdAt,
    startedAt: null,
    endedAt: null,
    changedAt: createdAt,
    starts: 0,
    exception: null,
    output: '',
  }
  jobs.add(job)
  return { status: 201, body: showJob({ ...job, order: 0 }, facts, 'New') }
}

function showJob(job: Job, facts: TenantFacts, status: string = job.status): object {
  return {
    id: `${automationResourceId(facts)}/jobs/${job.name}`,
    name: job.name,
    type: 'Microsoft.Automation/AutomationAccounts/Jobs',
    properties: {
      jobId: job.jobId,
      creationTime: job.createdAt,
      provisioningState: provisioningState(job),
      status,
      statusDetails: 'None',
      startedBy: identityOf(facts),
      startTime: job.startedAt,
      endTime: job.endedAt,
      lastModifiedTime: job.changedAt,
      lastStatusModifiedTime: job.changedAt,
      exception: job.exception,
      parameters: job.parameters,
      runOn: job.runOn,
      runbook: { name: job.runbook },
    },
  }
}

/** JobProvisioningState of the schema. */
function provisioningState({ status }: Job): string {
  const states = { Completed: 'Succeeded', Failed: 'Failed', Suspended: 'Suspended' } as const
  return status in states ? states[status as keyof typeof states] : 'Processing'
}

function findJob({ jobs }: Services, name: string): Job {
  return jobs.get(name) ?? refuseAutomation(404, 'NotFound', `The job '${name}' was not found.`)
}

const readOutput: ArmFunction = (services, name) => ({ status: 200, body: findJob(services, name).output })

const listStreams: ArmFunction = (services, name) => {
  const { output, exception, endedAt, jobId } = findJob(services, name)
  const record = (streamType: string, summary: string) => ({
    id: `${automationResourceId(services.facts)}/jobs/${name}/streams/${jobId}_${streamType}`,
    properties: { jobStreamId: `${jobId}_${streamType}`, time: endedAt, streamType, summary },
  })
  const value = [...(output ? [record('Output', output)] : []), ...(exception ? [record('Error', exception)] : [])]
  return { status: 200, body: { value } }
}

const stopJob: ArmFunction = (services, name) => {
  const job = findJob(services, name)
  const at = new Date(services.pace.now()).toISOString()
  if (!isEnded(job)) services.jobs.put({ ...job, status: 'Stopped', endedAt: at, changedAt: at })
  return { status: 200, headers: { 'x-ms-request-id': randomUUID() } }
}

const armFunctions: Record<ArmCallName, ArmFunction> = {
  'PUT jobs/{jobName}': createJob,
  'GET jobs/{jobName}': (services, name) => ({ status: 200, body: showJob(findJob(services, name), services.facts) }),
  'GET jobs/{jobName}/output': readOutput,
  'GET jobs/{jobName}/streams': listStreams,
  'POST jobs/{jobName}/stop': stopJob,
}
