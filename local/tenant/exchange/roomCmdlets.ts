import type { RegionalSettings } from '../world.ts'
import { differing, unchanged } from './cmdlet.ts'
import type { CmdletFunction } from './cmdlet.ts'
import { placeSettings, withDefaults } from './cmdletData.ts'
import type { CalendarSettings, PlaceSettings } from './cmdletData.ts'
import { refuseCmdlet } from './failure.ts'
import { findMailbox, findRecipient } from './findRecipients.ts'
import { listOrRefuse } from './recipientCmdlets.ts'

const rooms = { RecipientTypeDetails: ['RoomMailbox'] }

export const getCalendarProcessing: CmdletFunction<'Get-CalendarProcessing'> = ({ Identity }, view) => {
  const { id, name, recipientTypeDetails } = findMailbox(view, Identity)
  // The page Set-CalendarProcessing: a person's mailbox has AutoUpdate, which cannot be changed.
  const fixed = recipientTypeDetails === 'UserMailbox' ? { AutomateProcessing: 'AutoUpdate' } : {}
  const lists = { BookInPolicy: [], RequestInPolicy: [], RequestOutOfPolicy: [], ResourceDelegates: [] }
  return { value: [{ Identity: name, ...withDefaults(view.look(view.world.calendars, id)), ...fixed, ...lists }] }
}

export const setCalendarProcessing: CmdletFunction<'Set-CalendarProcessing'> = (parameters, view) => {
  const { calendars } = view.world
  const mailbox = findMailbox(view, parameters.Identity)
  if (mailbox.recipientTypeDetails === 'UserMailbox' && parameters.AutomateProcessing !== undefined) {
    refuseCmdlet('AutomateProcessing can be changed only on a resource mailbox.')
  }
  const current = withDefaults(calendars.truth(mailbox.id))
  const changes = differing<CalendarSettings>(parameters, current)
  if (Object.keys(changes).length === 0) return unchanged(mailbox)
  calendars.write(mailbox.id, { ...calendars.truth(mailbox.id), ...changes }, 'calendarChanged')
  return {}
}

export const getPlace: CmdletFunction<'Get-Place'> = ({ Identity, ResultSize }, view) =>
  listOrRefuse(view, { ...rooms, Identity: Identity ?? '' }, ResultSize, (room) => ({
    // CIPP joins places with mailboxes on this: the address, not the name (Invoke-ListRooms.ps1).
    Identity: room.primarySmtpAddress,
    DisplayName: room.displayName,
    Type: 'Room',
    ...noPlace,
    ...view.look(view.world.places, room.id),
  }))

export const setPlace: CmdletFunction<'Set-Place'> = (parameters, view) => {
  const { places } = view.world
  const room = findRecipient(view, { ...rooms, Identity: parameters.Identity ?? '' })
  const changes = differing<PlaceSettings>(parameters, { ...noPlace, ...places.truth(room.id) })
  const mastered = Object.keys(changes).find((name) => 'mastered' in placeSettings[name as keyof PlaceSettings])
  if (room.isDirSynced && mastered) refuseMastered(room.name, mastered)
  if (Object.keys(changes).length === 0) return unchanged(room)
  places.write(room.id, { ...places.truth(room.id), ...changes }, 'placeChanged')
  return {}
}

const noPlace: Partial<PlaceSettings> = {
  ...Object.fromEntries(Object.keys(placeSettings).map((name) => [name, null])),
  IsWheelChairAccessible: false,
  MTREnabled: false,
  Tags: [],
}

function refuseMastered(name: string, property: string): never {
  refuseCmdlet(
    `The action 'Set-Place', '${property}', can't be performed on the object '${name}' because the object is being synchronized from your on-premises organization. This action should be performed on the object in your on-premises organization.`,
  )
}

const noRegion: RegionalSettings = { Language: null, TimeZone: null, isFolderNameLocalised: false }

export const getRegion: CmdletFunction<'Get-MailboxRegionalConfiguration'> = ({ Identity }, view) => {
  const { id, name } = findMailbox(view, Identity)
  const { Language, TimeZone } = view.look(view.world.regions, id) ?? noRegion
  return { value: [{ Identity: name, Language, TimeZone, DateFormat: null, TimeFormat: null }] }
}

export const setRegion: CmdletFunction<'Set-MailboxRegionalConfiguration'> = (parameters, view) => {
  const { regions } = view.world
  const mailbox = findMailbox(view, parameters.Identity)
  const current = regions.truth(mailbox.id) ?? noRegion
  const { Language = current.Language, TimeZone = current.TimeZone, LocalizeDefaultFolderName } = parameters
  // Example 5 of the page: the formats of the old language are not valid in the new one unless they are set to null.
  const isOtherLanguage = current.Language !== null && Language !== current.Language
  if (isOtherLanguage && (parameters.DateFormat !== null || parameters.TimeFormat !== null)) {
    refuseCmdlet(`The DateFormat or TimeFormat isn't valid for the language setting "${Language}".`)
  }
  const isFolderNameLocalised = LocalizeDefaultFolderName ?? current.isFolderNameLocalised
  const changed = { Language, TimeZone, isFolderNameLocalised }
  if (JSON.stringify(changed) === JSON.stringify(current)) return unchanged(mailbox)
  regions.write(mailbox.id, changed, 'regionChanged')
  return {}
}
