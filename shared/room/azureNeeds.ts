import type { Need, Purpose } from './need.ts'

const steps: Purpose[] = [
  'identifyAndPlan',
  'ensureMailbox',
  'awaitRoom',
  'ensureCalendar',
  'ensurePlace',
  'ensureAccount',
  'enableSkype',
  'confirmPassword',
  'verifyRoom',
  'checkSignIn',
  'undoChanges',
]

/** `Microsoft.Automation/automationAccounts/…`, below the Automation account. */
const onJobs = (action: string, why: string): Need => ({
  kind: 'azure',
  call: `Microsoft.Automation/automationAccounts/jobs/${action}`,
  why,
  grants: ['Automation Job Operator+Automation Runbook Operator', 'Automation Operator'],
  users: steps,
  where: 'jobs',
  source: 'Azure, "Manage role permissions and security in Azure Automation", and built-in roles',
})

/** Actions of Azure Resource Manager and the built-in roles that give them. */
export const azureNeeds: readonly Need[] = [
  onJobs('read', 'finding a job of the worker again'),
  onJobs('write', 'starting a job of the worker'),
  onJobs('stop/action', 'calling a job of the worker off'),
  onJobs('output/read', 'reading what a job of the worker did'),
  {
    kind: 'azure',
    call: 'Microsoft.Authorization/permissions/read',
    why: 'knowing what the service may do on the Automation account',
    grants: ['Automation Job Operator+Automation Runbook Operator', 'Automation Operator'],
    users: ['preflight'],
    where: 'jobs',
    source: 'Azure, Authorization, Permissions - List For Resource, 2022-04-01',
  },
]
