import type { ApprovalReason } from './approval.ts'
import { isOtherRoom, textOf } from './otherRoom.ts'
import type { ProblemCode } from './problems.ts'
import type { Room } from './request.ts'
import { detailsOf, isSynced, type Snapshot } from './snapshot.ts'
import { homesOf, type Topology } from './topology.ts'

/** What is done with what stands at the address. */
export type Move = 'create' | 'reuse' | 'convert' | 'restore'

/** What this request has already made in an earlier attempt. */
export interface Made {
  mailbox: boolean
  password: boolean
  /** It brought the account back from the deleted ones. */
  isRestored?: boolean
  /** The account is settled, whatever the ticket calls the room by now. */
  isFixed?: boolean
}

/** Everything that is known when it is decided. */
export interface Facts {
  room: Room
  snapshot: Snapshot
  made: Made
  topology: Topology
  /** The name that a room of this request is shown under, by the pattern of the estate. */
  displayName?: string
  /** Rooms with names that people could take for this one, as `name (address)`. */
  lookAlikes: string[]
  /** The device that the account is bound to already, if the request names another one for the room. */
  otherDevice?: string
}

/** One row of the table; the first that applies decides. */
export interface Row {
  id: string
  /** What stands at the address; completes "When the address belongs to …". */
  when: string
  move: Move | 'refuse'
  /** Only when somebody agrees to it. */
  asks?: ApprovalReason
  why: string
  /** The problem that a requester meets. */
  code?: ProblemCode
  applies: (facts: Facts) => boolean
}

const typeOf = ({ snapshot }: Facts): string => snapshot.holder?.type ?? ''
const isOneOf =
  (...types: string[]) =>
  (facts: Facts): boolean =>
    types.includes(typeOf(facts))

const isOfAPerson = ({ snapshot }: Facts): boolean => detailsOf(snapshot).length > 0

const hasAccount = ({ snapshot: { user, directory } }: Facts): boolean => user !== undefined || directory !== undefined

/** A room mailbox in the Exchange that the address belongs to; the other one shows it as a pointer. */
const isRoom = (facts: Facts): boolean => typeOf(facts) === 'RoomMailbox'

/** Only the local Exchange knows it: its pointer to a mailbox in Exchange Online, or something of its own. */
const isElsewhereAlone = ({ snapshot: { holder, elsewhere } }: Facts): boolean =>
  holder === undefined && elsewhere !== undefined

/**
 * What may stand at an address, and what is done about it. The order is the meaning: whoever must never be touched comes first.
 * Kinds: Get-Recipient, RecipientTypeDetails.
 */
export const decisionTable: readonly Row[] = [
  {
    id: 'privileged',
    when: 'an account with a role of the directory, or one that Active Directory protects',
    move: 'refuse',
    why: 'Changing its password or licence could lock out an administrator, or make one of whoever stands in the room.',
    code: 'account-is-privileged',
    applies: ({ snapshot: { user, directory } }) => user?.isPrivileged === true || directory?.isPrivileged === true,
  },
  {
    id: 'voice-application',
    when: 'an auto attendant or a call queue',
    move: 'refuse',
    why: 'Microsoft calls these resource accounts too, but they must stay blocked for sign-in; making one a room breaks telephony.',
    code: 'account-is-a-voice-application',
    applies: ({ snapshot: { user } }) => user?.isVoiceApplication === true,
  },
  {
    id: 'person',
    when: "a person: a mailbox or account with a person's details, or a linked mailbox",
    move: 'refuse',
    why: 'Mailboxes of people are never changed.',
    code: 'mailbox-belongs-to-a-person',
    applies: (facts) =>
      isOneOf('LinkedMailbox', 'RemoteUserMailbox')(facts) ||
      ((isOneOf('UserMailbox', 'MailUser')(facts) || (hasAccount(facts) && typeOf(facts) === '')) &&
        isOfAPerson(facts)),
  },
  {
    id: 'no-mailbox',
    when: 'a group, a contact, a mail user, a room list or anything else that is no mailbox',
    move: 'refuse',
    why: 'It receives mail already, and cannot become a room.',
    code: 'address-in-use',
    applies: (facts) => typeOf(facts) !== '' && !typeOf(facts).endsWith('Mailbox'),
  },
  {
    id: 'synced',
    when: 'an object from the local directory, in a domain that is all online',
    move: 'refuse',
    why: 'Microsoft 365 refuses changes of it, or the next synchronisation takes them back.',
    code: 'directory-synced',
    applies: (facts) => facts.topology === 'online' && isSynced(facts.snapshot),
  },
  {
    id: 'old-server',
    when: 'an Exchange Server older than 2013 SP1',
    move: 'refuse',
    why: 'Older ones have no room accounts that devices can sign in with.',
    code: 'exchange-too-old',
    applies: ({ snapshot: { exchangeVersion } }) => exchangeVersion !== undefined && isTooOld(exchangeVersion),
  },
  {
    id: 'not-synced',
    when: 'an account that is in the cloud alone, in a domain whose rooms need one of the local directory',
    move: 'refuse',
    why: 'Exchange Server and Skype for Business Server know only accounts of Active Directory.',
    code: 'account-not-in-directory',
    applies: ({ topology, snapshot: { user, directory }, made }) =>
      topology !== 'online' && user !== undefined && !user.isSynced && directory === undefined && !made.mailbox,
  },
  {
    id: 'other-exchange',
    when: 'a mailbox in the other Exchange than the one that its domain belongs to',
    move: 'refuse',
    why: 'A mailbox has to be moved by a migration, with its calendar; making a second one would split the room.',
    code: 'mailbox-in-the-other-exchange',
    applies: ({ topology, snapshot: { holder, elsewhere } }) =>
      homesOf[topology].exchange === 'server'
        ? holder?.type.startsWith('Remote') === true
        : /^(?!Remote)\w+Mailbox$/.test(elsewhere?.type ?? ''),
  },
  {
    id: 'elsewhere',
    when: 'a group, a contact or anything else but a room, which only the local Exchange shows',
    move: 'refuse',
    why: 'It comes to Exchange Online with the next synchronisation, and cannot become a room.',
    code: 'address-in-use',
    applies: (facts) => isElsewhereAlone(facts) && facts.snapshot.elsewhere?.type !== 'RemoteRoomMailbox',
  },
  {
    id: 'shared',
    when: 'a shared mailbox',
    move: 'convert',
    asks: 'convert',
    why: 'Rooms are often made so by mistake; mail that people read there would be answered by the room afterwards.',
    applies: isOneOf('SharedMailbox'),
  },
  {
    id: 'user',
    when: "a user mailbox without a person's details",
    move: 'convert',
    asks: 'convert',
    why: 'Older guides made rooms as users; only somebody who knows the room can say that nobody reads that mail.',
    applies: isOneOf('UserMailbox'),
  },
  {
    id: 'other-kind',
    when: 'any other kind of mailbox, such as equipment',
    move: 'refuse',
    why: 'It serves another purpose.',
    code: 'mailbox-of-another-kind',
    applies: (facts) => typeOf(facts) !== '' && !isRoom(facts),
  },
  {
    id: 'alias',
    when: 'a mailbox that has it only as a second address',
    move: 'refuse',
    why: 'Nobody signs in with a second address; the room is called by its first one.',
    code: 'address-is-an-alias',
    applies: ({ snapshot: { address, mailbox } }) =>
      mailbox !== undefined && textOf(mailbox['PrimarySmtpAddress']).toLowerCase() !== address,
  },
  {
    id: 'other-room',
    when: 'another room than the one asked for, and nobody asked for this very address',
    move: 'refuse',
    why: 'Proposed addresses are made to be read, and two rooms can get the same one.',
    code: 'address-of-another-room',
    applies: (facts) => isRoom(facts) && isOtherRoom(facts),
  },
  {
    id: 'bound',
    when: 'a room that is bound to another device, or nothing that shows yet for it',
    move: 'refuse',
    why: 'Each compute module needs an account of its own: of two devices with one account only one can join a meeting.',
    code: 'account-bound-to-a-device',
    applies: (facts) => (isRoom(facts) || typeOf(facts) === '') && facts.otherDevice !== undefined,
  },
  {
    id: 'room',
    when: 'a room mailbox',
    move: 'reuse',
    why: 'The resource exists; its settings are put right and the earlier ones are kept for an undo.',
    applies: isRoom,
  },
  {
    id: 'remote',
    when: 'a room mailbox of the local directory that Exchange Online does not show yet',
    move: 'create',
    why: 'It was made on premises and comes with the next synchronisation; it is waited for.',
    applies: ({ snapshot: { elsewhere } }) => elsewhere?.type === 'RemoteRoomMailbox',
  },
  {
    id: 'ours',
    when: 'nothing that shows yet, but this request has made it',
    move: 'create',
    why: 'Making it is looked at again until it shows; nothing is made twice.',
    applies: ({ made }) => made.mailbox || made.isRestored === true,
  },
  {
    id: 'directory-account',
    when: "an account of the local directory without a mailbox and without a person's details",
    move: 'convert',
    asks: 'convert',
    why: 'It can get the room mailbox, but somebody may sign in with it.',
    applies: ({ topology, snapshot: { directory } }) => topology !== 'online' && directory !== undefined,
  },
  {
    id: 'account-alone',
    when: 'an account without a mailbox',
    move: 'refuse',
    why: 'A new mailbox would get an account of its own, with the same sign-in name.',
    code: 'account-without-mailbox',
    applies: hasAccount,
  },
  {
    id: 'deleted-room',
    when: 'a room that was deleted in the last 30 days',
    move: 'restore',
    asks: 'restore',
    why: 'It comes back with its calendar; somebody had a reason to delete it. What came from the local directory is brought back there.',
    applies: ({ topology, snapshot: { deleted } }) =>
      topology === 'online' && deleted?.type === 'RoomMailbox' && deleted.userId !== undefined,
  },
  {
    id: 'deleted-other',
    when: 'something else that was deleted in the last 30 days',
    move: 'refuse',
    why: 'It holds the address until it is restored or removed for ever.',
    code: 'address-was-deleted',
    applies: ({ snapshot: { deleted } }) => deleted !== undefined,
  },
  {
    id: 'look-alike',
    when: 'nothing, but rooms with names that people could take for this one exist',
    move: 'create',
    asks: 'look-alike',
    why: 'It may be the same room under another spelling.',
    applies: ({ lookAlikes }) => lookAlikes.length > 0,
  },
  {
    id: 'nothing',
    when: 'nothing',
    move: 'create',
    why: 'There is no account for this room yet.',
    applies: () => true,
  },
]

/** Exchange Server 2013 SP1 (Microsoft, "Exchange Server build numbers and release dates"). */
const oldest = [15, 0, 847, 32]

/** Versions read `Version 15.2 (Build 1544.4)` or `15.02.1544.004`; one that says nothing is not called old. */
export function isTooOld(version: string): boolean {
  const [, ...numbers] = /(?<![\d.])(\d{1,2})\.(\d+)(?:\.(\d+)\.(\d+)|\s*\(Build (\d+)\.(\d+)\))?/i.exec(version) ?? []
  const known = numbers.filter((digits) => digits !== undefined).map(Number)
  const place = known.findIndex((number, index) => number !== oldest[index])
  return (known[place] ?? 0) < (oldest[place] ?? 0)
}
