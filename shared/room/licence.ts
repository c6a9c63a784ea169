import type { Room } from './request.ts'

export type LicenceKind = NonNullable<Room['licence']>

/** What a licence is made for: rooms, people, shared phones and panels, auto attendants and call queues, something beside another licence, or Skype for Business Online alone. */
export type LicenceFamily = 'room' | 'user' | 'shared-device' | 'voice-application' | 'add-on' | 'skype'

/** Who it is sold to, where it is not everybody. */
export type Edition = 'gcc' | 'gcc-high' | 'dod' | 'edu'

export interface Licence {
  skuId: string
  partNumber: string
  /** As people know it. */
  name: string
  family: LicenceFamily
  /** Names of the service plans that matter to a room; none where they are not known. */
  plans: readonly string[]
  edition?: Edition
  /** Sold no more. */
  isLegacy?: true
  /** Which of the room licences it is. */
  kind?: LicenceKind
}

export type RoomLicence = Licence & { family: 'room'; kind: LicenceKind }

export const isRoomLicence = (licence: Licence): licence is RoomLicence =>
  licence.family === 'room' && licence.kind !== undefined
