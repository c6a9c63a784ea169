import { allNeeds, partsOf } from '../shared/room/grants.ts'
import { wheres, type GrantKind, type Need } from '../shared/room/need.ts'
import { steps } from '../shared/room/steps.ts'
import { made, table } from './parts.ts'

const kinds: [GrantKind, string, string][] = [
  ['graph', 'App roles on Microsoft Graph', 'Granted to the managed identity of the back.'],
  ['exchange-app', 'App role on Office 365 Exchange Online', 'Granted to the managed identity of the back.'],
  [
    'exchange',
    'Management roles in Exchange Online',
    'Given by a role group that the service principal is a member of; its write scope can be limited to rooms. The Entra role Exchange Recipient Administrator brings them too.',
  ],
  [
    'azure',
    'Roles on the Automation account',
    'Only where rooms are on premises. Assigned to the managed identity of the back.',
  ],
  [
    'server',
    "Rights of the worker's account inside the organisation",
    'Only where rooms are on premises. No cloud service shows them, so they are told here and not checked.',
  ],
]

const code = (text: string): string => `\`${text}\``
const isName = (kind: GrantKind): boolean => kind !== 'server'
const grantOf = (kind: GrantKind, grant: string): string =>
  isName(kind) ? partsOf(grant).map(code).join(' and ') : grant

const titleOf = (user: string): string => steps.find(({ id }) => id === user)?.title ?? 'This list itself'

const usersOf = ({ users, without }: Need): string =>
  without === undefined ? users.map(titleOf).join(', ') : `none; without it ${without}`

/** The least for each call; and for people who grant, the same the other way round. */
export function grantsPage(): string {
  return [
    '# What the service may do',
    `${made} A test holds it against what the code calls.`,
    'The least that is enough comes first; it is what [What it needs](running.md#what-it-needs) checks. Global Administrator is never needed, by the service or by what it proposes.',
    'Not in this list: passwords are kept in Key Vault, for which the identity needs the role Key Vault Secrets Officer on the vault of rooms; tables and the queue take the data roles of their services.',
    ...kinds.flatMap(([kind, title, how]) => [
      `## ${title}`,
      how,
      table(['least', 'for', 'where'], byGrant(kind)),
      '### Call by call',
      table(
        ['call', 'needed for', 'steps that break off without it', 'grants, of which one is enough', 'source'],
        of(kind).map((need) => [
          code(need.call),
          need.why,
          usersOf(need),
          need.grants.map((grant) => grantOf(kind, grant)).join(', or '),
          need.source,
        ]),
      ),
    ]),
  ]
    .join('\n\n')
    .concat('\n')
}

const of = (kind: GrantKind): Need[] => allNeeds.filter((need) => need.kind === kind)

function byGrant(kind: GrantKind): string[][] {
  const groups = Map.groupBy(of(kind), ({ grants }) => grants[0])
  return [...groups].map(([grant, needs]) => [
    grantOf(kind, grant),
    [...new Set(needs.map(({ why }) => why))].join('; '),
    [...new Set(needs.map(({ where }) => wheres[where].words))].join('; '),
  ])
}
