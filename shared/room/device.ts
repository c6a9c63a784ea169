/** room: the compute module that signs in with the account; only one can. panel: stands beside it, at the door. */
export type DeviceKind = 'room' | 'panel'

export interface Device {
  id: string
  kind: DeviceKind
}

/** A device and the account that it signs in with. */
export interface Binding extends Device {
  account: string
  /** Name of the room, for people who meet the device elsewhere. */
  room: string
}

/** Why a device is not bound. `device`: it has another account, or is known as another kind. `account`: another device signs in with it. */
export interface Conflict {
  conflict: 'device' | 'account'
  /** The binding that stands in the way. */
  holder: Binding
}

/** Serial numbers are typed from stickers and scanned: spelling, width and case are no difference. */
export const toDeviceId = (text: string): string => text.normalize('NFKC').trim().toUpperCase().normalize('NFKC')

export const isSameDevice = (one: Device, other: Device | undefined): boolean =>
  one.id === other?.id && one.kind === other.kind

/** The problem that a conflict is, and the values for its sentences. */
export function problemOfConflict({ conflict, holder }: Conflict) {
  return conflict === 'device'
    ? ({ code: 'device-bound-elsewhere', facts: { device: holder.id, holder: wordsOfHolder(holder) } } as const)
    : ({
        code: 'account-bound-to-a-device',
        facts: { address: holder.account, name: holder.room, device: holder.id },
      } as const)
}

const wordsOfHolder = ({ account, room, kind }: Binding): string =>
  `the account ${account} of the room "${room}"${kind === 'panel' ? ', as a panel' : ''}`

const titles: Record<DeviceKind, string> = { room: 'Device', panel: 'Panel' }

/** What was bound, as a line of what was set. */
export const sayDevice = ({ id, kind }: Device): string => `${titles[kind]}: ${id}`

/** A device in the middle of a sentence. */
export const wordsOfDevice = ({ id, kind }: Device): string => `${kind === 'panel' ? 'panel' : 'device'} ${id}`
