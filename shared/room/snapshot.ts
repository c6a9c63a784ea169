/** What was read of one address, in the service's own property names; a part that could not be read, or is not there yet, is missing. */
export interface Snapshot {
  address: string
  /** Whoever holds the address in Exchange. */
  holder?: Holder
  mailbox?: Bag
  calendar?: Bag
  place?: Bag
  regional?: Bag
  user?: User
  /** A soft-deleted mailbox or user that still holds the address. */
  isDeleted: boolean
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

export interface User {
  id: string
  upn: string
  isEnabled: boolean
  isSynced: boolean
  passwordPolicies: string
  passwordChangedAt?: string
  usageLocation?: string
  licences: Assignment[]
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
export const isVisible = (snapshot: Snapshot): boolean =>
  snapshot.mailbox !== undefined &&
  snapshot.calendar !== undefined &&
  snapshot.place !== undefined &&
  snapshot.regional !== undefined &&
  snapshot.user !== undefined
