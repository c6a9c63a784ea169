import type { latencies } from '../timings.ts'

const operators = ['Automation Operator', 'Automation Contributor']
const jobReaders = ['Automation Job Operator', ...operators]

export interface ArmCall {
  /** Of Azure roles one is enough; `A+B` needs both. */
  roles: readonly string[]
  /** As an AuthorizationFailed names it. */
  action: string
  latency: keyof typeof latencies
  source: string
}

/**
 * What Azure Automation accepts of jobs: learn, rest/api/automation/job (2023-11-01) and job-stream. Roles: learn,
 * automation/automation-role-based-access-control (2024): jobs with Automation Job Operator, and the runbook with
 * Automation Runbook Operator; that the Job Operator reads output and streams is taken from the built-in roles list.
 */
export const armCalls = {
  'PUT jobs/{jobName}': {
    roles: ['Automation Job Operator+Automation Runbook Operator', ...operators],
    action: 'Microsoft.Automation/automationAccounts/jobs/write',
    latency: 'armWrite',
    source: 'rest/api/automation/job/create, 2023-11-01',
  },
  'GET jobs/{jobName}': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/read',
    latency: 'armRead',
    source: 'rest/api/automation/job/get, 2023-11-01',
  },
  'GET jobs/{jobName}/output': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/output/read',
    latency: 'armRead',
    source: 'rest/api/automation/job/get-output, 2023-11-01',
  },
  'GET jobs/{jobName}/streams': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/streams/read',
    latency: 'armRead',
    source: 'rest/api/automation/job-stream/list-by-job, 2023-11-01',
  },
  'POST jobs/{jobName}/stop': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/stop/action',
    latency: 'armWrite',
    source: 'rest/api/automation/job/stop, 2023-11-01',
  },
} as const satisfies Record<string, ArmCall>

export type ArmCallName = keyof typeof armCalls
export const apiVersion = '2023-11-01'
