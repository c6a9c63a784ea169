import { existsSync } from 'node:fs'
import { homesOf, topologyNames, type Topology } from '../shared/room/topology.ts'
import {
  services,
  topologySteps,
  topologyTable,
  type Cell,
  type Service,
  type TopologyStep,
} from '../shared/room/topologySteps.ts'
import { made, table } from './parts.ts'

const steps = Object.entries(topologySteps) as [TopologyStep, string][]

const servicesOf = (cell: Cell): Service[] =>
  'calls' in cell ? services.filter((service) => cell.calls[service] !== undefined) : []

const toOverview = ([step, title]: [TopologyStep, string]): string[] => [
  title,
  ...topologyNames.map((topology) => servicesOf(topologyTable[step][topology]).join(', ') || 'not applicable'),
]

function toDetails([step, title]: [TopologyStep, string], topology: Topology): string[] {
  const cell = topologyTable[step][topology]
  if (!('calls' in cell)) return [title, 'not applicable', '', '', cell.notApplicable]
  const callsOf = (service: Service) => (cell.calls[service] ?? []).map((call) => `\`${call}\``).join(', ')
  const runs = servicesOf(cell)
  return [
    title,
    runs.join('<br>'),
    runs.map((service) => (runs.length > 1 ? `${service}: ${callsOf(service)}` : callsOf(service))).join('<br>'),
    cell.masteredBy.join(', '),
    cell.note ?? '',
  ]
}

const sectionOf = (topology: Topology): string =>
  [
    `## ${homesOf[topology].words}`,
    `Setting: \`${topology}\`.`,
    table(
      ['step', 'where it runs', 'calls', 'mastered by', 'why, or what else'],
      steps.map((step) => toDetails(step, topology)),
    ),
  ].join('\n\n')

/** A page does not link what is not there. */
const runbooks = existsSync(new URL('../infra/runbooks/README.md', import.meta.url))
  ? 'The [runbook](../infra/runbooks/README.md) says what it needs and how it is imported.'
  : ''

/** Where each step runs, in each topology. */
export const topologiesPage = (): string =>
  [
    '# Where rooms live',
    `${made} \`ROOMWRIGHT_TOPOLOGIES\` ([settings](settings.md)) says by domain of the address where its rooms live; a domain that it does not name is \`online\`. A room for Teams alone, in a domain of Exchange Online with Skype for Business Server, is made online, unless its account comes from the local directory.`,
    table(['step', ...topologyNames.map((topology) => homesOf[topology].words)], steps.map(toOverview)),
    '## The worker',
    [
      'Exchange Server, Active Directory and Skype for Business Server are reached by a hybrid worker inside the organisation: it fetches jobs of one runbook, `Invoke-RoomCmdlets`, from Azure Automation, so nothing has to be opened to the outside.',
      'It needs `ROOMWRIGHT_AUTOMATION_ACCOUNT` and `ROOMWRIGHT_WORKER_GROUP`, and Roomwright’s identity needs the right to start, read and stop jobs of that account.',
      'A job has a name that is made from what it is for, so a call that is repeated finds its job again; one that no worker takes is called off when the request stops waiting for it.',
      'Passwords are in no job: the worker gets the id of a version and reads it from the vault with its own identity.',
      'Exchange Server 2013 SP1 is the oldest that is used; an older one is refused with its version.',
      runbooks,
    ]
      .filter(Boolean)
      .join(' '),
    'Where the cloud is only synchronised with the directory, accounts are written inside and what shows in the cloud is waited for; the patience for both is in the [settings](settings.md).',
    '## Skype for Business Online',
    [
      'Microsoft retired it on 31 July 2021, so by default nobody asks: a request for Skype alone in a domain without a Skype server is answered with that and with what there is instead, and one for both gets Teams and is told so.',
      'No service that can be asked without a session of PowerShell says whether it still answers. Therefore it is a setting whether the worker tries: `ROOMWRIGHT_SKYPE_ONLINE=ask` has it open a session for each request for Skype, and what it finds decides. It is off as delivered, because a try costs a job on the worker, its connector and a credential, for a service that is gone.',
      'Where the session opens, the licence comes first (Plan 2, or Office 365 E1 or E3; with a number or Enterprise Voice also Phone System, or E5: [licences](licences.md)), then the account is waited for until Skype shows it, then it is enabled as a meeting room in the pool that was given or that of the neighbour, with its e-mail address as SIP address, and read back. A pool is taken for known if any account of the tenant lives in it. Dial plans and voice policies of a server are refused.',
      'This end was never run against a live tenant, and today cannot be: the rehearsal tenant plays it (`skypeOnline: alive`), after Microsoft’s page “Provisioning Skype Room System accounts in Office 365”.',
    ].join(' '),
    ...topologyNames.map(sectionOf),
  ].join('\n\n') + '\n'
