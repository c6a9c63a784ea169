import type { latencies } from '../timings.ts'

const operators = ['Automation Operator', 'Automation Contributor']
const jobReaders = ['Automation Job Operator', ...operators]

export interface ArmCall {
  /** Of Azure roles one is enough; `A+B` needs both. */
  roles: readonly string[]
  /** As an AuthorizationFailed names it. */
  action: string
  latency: keyof typeof latencies
  apiVersion: string
  source: string
}

const jobs = '2023-11-01'
const authorization = '2022-04-01'

/**
 * What Azure Resource Manager accepts of the Automation account: learn, rest/api/automation/job and job-stream. Roles: learn,
 * automation/automation-role-based-access-control (2024): jobs with Automation Job Operator, and the runbook with
 * Automation Runbook Operator; that the Job Operator reads output and streams is taken from the built-in roles list.
 */
export const armCalls = {
  'PUT jobs/{jobName}': {
    roles: ['Automation Job Operator+Automation Runbook Operator', ...operators],
    action: 'Microsoft.Automation/automationAccounts/jobs/write',
    latency: 'armWrite',
    apiVersion: jobs,
    source: 'rest/api/automation/job/create',
  },
  'GET jobs/{jobName}': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/read',
    latency: 'armRead',
    apiVersion: jobs,
    source: 'rest/api/automation/job/get',
  },
  'GET jobs/{jobName}/output': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/output/read',
    latency: 'armRead',
    apiVersion: jobs,
    source: 'rest/api/automation/job/get-output',
  },
  'GET jobs/{jobName}/streams': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/streams/read',
    latency: 'armRead',
    apiVersion: jobs,
    source: 'rest/api/automation/job-stream/list-by-job',
  },
  'POST jobs/{jobName}/stop': {
    roles: jobReaders,
    action: 'Microsoft.Automation/automationAccounts/jobs/stop/action',
    latency: 'armWrite',
    apiVersion: jobs,
    source: 'rest/api/automation/job/stop',
  },
  'GET permissions': {
    roles: jobReaders.concat('Automation Runbook Operator'),
    action: 'Microsoft.Authorization/permissions/read',
    latency: 'armRead',
    apiVersion: authorization,
    source: 'rest/api/authorization/permissions/list-for-resource',
  },
} as const satisfies Record<string, ArmCall>

export type ArmCallName = keyof typeof armCalls

const everyRole = ['Microsoft.Authorization/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read']
const onAccount = (...actions: string[]) => actions.map((action) => `Microsoft.Automation/automationAccounts/${action}`)
const ofJobs = onAccount(
  'jobs/read',
  'jobs/resume/action',
  'jobs/stop/action',
  'jobs/streams/read',
  'jobs/suspend/action',
  'jobs/write',
  'jobs/output/read',
)

/** What the built-in roles allow, as far as it is played: learn, role-based-access-control/built-in-roles/management-and-governance. */
export const actionsOf: Readonly<Record<string, readonly string[]>> = {
  'Automation Job Operator': [...everyRole, ...onAccount('hybridRunbookWorkerGroups/read'), ...ofJobs],
  'Automation Runbook Operator': [...everyRole, ...onAccount('runbooks/read')],
  'Automation Operator': [...everyRole, ...onAccount('hybridRunbookWorkerGroups/read', 'runbooks/read'), ...ofJobs],
  'Automation Contributor': [...everyRole, ...onAccount('*')],
}
