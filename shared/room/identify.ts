import type { ApprovalReason } from './approval.ts'
import { decisionTable, type Facts, type Move } from './decisionTable.ts'
import { textOf, wordsOf } from './otherRoom.ts'
import type { ProblemCode } from './problems.ts'
import { detailsOf, type Snapshot } from './snapshot.ts'

export interface Refusal {
  kind: 'refuse'
  code: ProblemCode
  facts: Record<string, string>
}

export interface Identified {
  kind: Move
  /** Of the decision table. */
  row: string
  /** Why a person has to agree to this row. */
  asks?: ApprovalReason
}

export const refuse = (code: ProblemCode, facts: Record<string, string> = {}): Refusal => ({
  kind: 'refuse',
  code,
  facts,
})

/** What stands at the address and what is to be done about it. */
export function identify(facts: Facts): Identified | Refusal {
  const row = decisionTable.find(({ applies }) => applies(facts))
  if (!row) throw new Error('the last row applies always')
  const { id, move, code = 'internal', asks } = row
  return move === 'refuse' ? refuse(code, toFacts(facts)) : { kind: move, row: id, ...(asks && { asks }) }
}

/** Values for the sentences of the problems. */
function toFacts({ snapshot, otherDevice: device = '' }: Facts): Record<string, string> {
  const { address, holder, elsewhere, mailbox = {}, place, exchangeVersion: version = '' } = snapshot
  return {
    address,
    name: nameOf(snapshot),
    what: wordsFor((holder ?? elsewhere)?.type ?? ''),
    details: detailsOf(snapshot).join(', ') || 'a mailbox of a person',
    primary: textOf(mailbox['PrimarySmtpAddress']).toLowerCase(),
    other: wordsOf(mailbox, place),
    device,
    version,
  }
}

const nameOf = ({ holder, elsewhere, deleted, address }: Snapshot): string =>
  (holder ?? elsewhere ?? deleted)?.name ?? address

const kinds: Record<string, string> = {
  SharedMailbox: 'a shared mailbox',
  EquipmentMailbox: 'an equipment mailbox',
  RemoteRoomMailbox: 'a room mailbox in Exchange Online',
  RemoteUserMailbox: 'a mailbox in Exchange Online',
  RemoteSharedMailbox: 'a shared mailbox in Exchange Online',
  MailUser: 'a mail user',
  MailContact: 'a contact',
  RoomList: 'a room list',
}
const wordsFor = (type: string): string => kinds[type] ?? (type.includes('Group') ? 'a group' : 'something else')
