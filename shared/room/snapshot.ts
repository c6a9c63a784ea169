import { homesOf, isMasteredOnPremises, type Topology } from './topology.ts'

/** What was read of one address, in the service's own property names; a part that could not be read, or is not there yet, is missing. */
export interface Snapshot {
  address: string
  /** Whoever holds the address in the Exchange that its domain belongs to. */
  holder?: Holder
  /** The same in the other Exchange, where an estate has two. */
  elsewhere?: Holder
  mailbox?: Bag
  calendar?: Bag
  place?: Bag
  regional?: Bag
  user?: User
  /** The account in Active Directory, where it is mastered there. */
  directory?: DirectoryUser
  /** What Skype for Business knows of the room (Get-CsMeetingRoom). */
  skype?: Bag
  /** Skype for Business Online has answered, and is where the room's Skype would be. */
  hasSkypeOnline?: true
  /** What Teams administration knows of the account; only where something of it is asked for. */
  teams?: Bag
  /** What was asked for and is not to be had in Teams. */
  teamsFault?: 'number-unknown' | 'number-in-use' | 'policy-unknown'
  /** Working hours of the calendar (Get-MailboxCalendarConfiguration); like the next ones only where they are asked for. */
  workingHours?: Bag
  /** What mobile devices may do with the mailbox (Get-CASMailbox). */
  clientAccess?: Bag
  /** The calendar by its id, because its name is that of a language, and what people of the organisation see of it. */
  calendarFolder?: { id: string; shows: string }
  /** The room list that is asked for. */
  roomList?: { name: string; isThere: boolean; isMember: boolean }
  /** What was asked for and is not to be had in Exchange. */
  exchangeFault?: 'room-list-wrong' | 'mobile-policy-wrong'
  /** The registrar pool of the neighbour that was named. */
  neighbourPool?: string
  /** What was asked for and is not to be had in Skype. */
  skypeFault?: 'registrar-pool-wrong' | 'number-in-use' | 'policy-unknown'
  /** Of the Exchange Server, such as `Version 15.2 (Build 1544.4)`. */
  exchangeVersion?: string
  /** What was deleted in the last 30 days and still holds the address. */
  deleted?: Deleted
  /** Meetings to come in the room's calendar; undefined where they could not be read. */
  meetings?: number
  /** What the tenant owns. */
  skus: Sku[]
}

/** Values as Exchange returns them. */
export type Bag = Record<string, Value>
export type Value = string | number | boolean | null | Value[]

export interface Holder {
  /** Exchange's RecipientTypeDetails, such as RoomMailbox or UserMailbox. */
  type: string
  name: string
  isSynced: boolean
}

/** Something deleted that can still be restored. */
export interface Deleted {
  /** Of the Entra user; without one there is nothing that could be restored as a whole. */
  userId?: string
  /** Of its mailbox, as Holder.type; undefined where only a user was deleted. */
  type?: string
  name: string
}

export interface User {
  id: string
  upn: string
  isEnabled: boolean
  isSynced: boolean
  /** It holds a role of the directory: an account of an administrator. */
  isPrivileged: boolean
  /** It belongs to an auto attendant or a call queue, which Microsoft calls resource accounts too. */
  isVoiceApplication: boolean
  /** What only a person has, in words: a job title, a manager … */
  personalDetails: string[]
  passwordPolicies: string
  passwordChangedAt?: string
  usageLocation?: string
  licences: Assignment[]
}

/** An account as Active Directory has it. */
export interface DirectoryUser {
  upn: string
  isEnabled: boolean
  neverExpires: boolean
  passwordChangedAt?: string
  /** Active Directory protects it (adminCount): an account of an administrator. */
  isPrivileged: boolean
  personalDetails: string[]
}

/** One path on which a licence comes: the same one can come directly and from groups. */
export interface Assignment {
  skuId: string
  isFromGroup?: true
  /** Graph's licenseAssignmentStates: Active, ActiveWithError, Disabled, Error. */
  state: string
  error?: string
  /** Service plans that are switched off on this path, by id. */
  disabledPlans?: string[]
}

export interface Sku {
  skuId: string
  partNumber: string
  /** Units that can still be assigned. */
  free: number
  /** Units that are assigned. */
  consumed?: number
  /** Names of its service plans. */
  plans?: string[]
}

/** A new object is visible when every store that later steps write to can be read. */
export function isVisible(snapshot: Snapshot, topology: Topology): boolean {
  const { exchange, hasCloud } = homesOf[topology]
  const { mailbox, calendar, place, regional, user, directory } = snapshot
  const isBookable = mailbox !== undefined && calendar !== undefined && regional !== undefined
  return (
    isBookable &&
    // Exchange Server has no places.
    (exchange === 'server' || place !== undefined) &&
    (!hasCloud || user !== undefined) &&
    (!isMasteredOnPremises(topology) || directory !== undefined)
  )
}

/** It comes from the local directory. */
export const isSynced = ({ holder, user }: Snapshot): boolean => holder?.isSynced === true || user?.isSynced === true

/** What a person's account has, wherever it says so. */
export const detailsOf = ({ user, directory }: Snapshot): string[] => [
  ...new Set([...(user?.personalDetails ?? []), ...(directory?.personalDetails ?? [])]),
]
