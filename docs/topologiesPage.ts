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
    ...topologyNames.map(sectionOf),
  ].join('\n\n') + '\n'
