import { approvalReasons, usualReasons } from '../shared/room/approval.ts'
import { decisionTable, type Row } from '../shared/room/decisionTable.ts'
import { made, table } from './parts.ts'

const moves: Record<Row['move'], string> = {
  create: 'a room mailbox is made',
  reuse: 'it is used, and put right',
  convert: 'it becomes a room mailbox',
  restore: 'it comes back',
  refuse: 'nothing; a person is asked',
}

/** Made already, and not to be seen yet. */
const awaited = ['ours', 'remote']

const toRow = ({ id, when, move, asks, why, code }: Row, place: number): string[] => [
  String(place + 1),
  when,
  awaited.includes(id) ? 'it is waited for' : moves[move],
  asks === undefined ? '' : `\`${asks}\``,
  why,
  code === undefined ? '' : `[${code}](problems.md#${code})`,
]

/** What may stand at an address, and what is done about it. */
export const decisionsPage = (): string =>
  [
    '# What is done with what stands at an address',
    `${made} Everything that holds the address is read first: mailboxes, recipients, accounts and what was deleted, in the cloud and, where rooms are [on premises](topologies.md), inside. Then the first row that fits decides; the order is the meaning, and whoever must never be touched comes first. The same table is asked again before anything is written a second time.`,
    table(['', 'the address belongs to', 'what is done', 'consent for', 'why', 'problem'], decisionTable.map(toRow)),
    '## Consent',
    'Nothing is touched until an approver has agreed to the very plan that is shown; another plan is asked about anew. `ROOMWRIGHT_APPROVAL` ([settings](settings.md)) names the reasons for which an estate wants consent.',
    table(
      ['reason', 'consent is asked because', 'unless the setting says otherwise'],
      Object.entries(approvalReasons).map(([reason, words]) => [
        `\`${reason}\``,
        words,
        usualReasons.some((usual) => usual === reason) ? 'asked' : 'not asked',
      ]),
    ),
    'A room that is right already needs nobody’s consent, because nothing is done to it. Whoever asks for a room cannot agree to it.\n',
  ].join('\n\n')
