import type { Recipient, RecipientTypeDetails, World } from '../world.ts'
import { refuseUnsupported } from './failure.ts'

const types: Record<string, RecipientTypeDetails> = {
  Regular: 'UserMailbox',
  Room: 'RoomMailbox',
  Equipment: 'EquipmentMailbox',
  Shared: 'SharedMailbox',
}

/** What a value of the parameter Type makes of a mailbox (page Set-Mailbox). */
export function typeNamed(type: string): RecipientTypeDetails {
  return types[type] ?? refuseUnsupported(`Type ${type} of Set-Mailbox`)
}

/**
 * No page says what becomes of calendar processing when a mailbox becomes a room. Here it stays what it was, AutoUpdate for
 * a person's or a shared mailbox, so that whoever converts one must set it.
 */
export function keepProcessing({ calendars }: World, { id, recipientTypeDetails }: Recipient): void {
  if (['RoomMailbox', 'EquipmentMailbox'].includes(recipientTypeDetails)) return
  calendars.write(id, { ...calendars.truth(id), AutomateProcessing: 'AutoUpdate' }, 'calendarChanged')
}
