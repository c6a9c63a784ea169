import { refuse, type Refusal } from './identify.ts'
import type { Room } from './request.ts'
import { isSynced, type Snapshot, type Value } from './snapshot.ts'
import { homesOf, type Topology } from './topology.ts'

/** Whether everything could be read that is read only because it is asked for; a new mailbox shows it one by one. */
export const showsDetails = (
  { workingHours, calendarView, mobilePolicy, roomList }: Room,
  snapshot: Snapshot,
): boolean =>
  (workingHours === undefined || snapshot.workingHours !== undefined) &&
  (calendarView === undefined || snapshot.calendarFolder !== undefined) &&
  (mobilePolicy === undefined || snapshot.clientAccess !== undefined) &&
  (roomList === undefined || snapshot.roomList !== undefined)

/** What was asked for and is not to be had in Exchange. */
export const findDetailProblem = (
  { roomList = '', mobilePolicy = '' }: Room,
  { exchangeFault }: Snapshot,
): Refusal | undefined =>
  exchangeFault &&
  refuse(exchangeFault, exchangeFault === 'room-list-wrong' ? { list: roomList } : { policy: mobilePolicy })

/** Where the mailbox is in Exchange Online and its account in the local directory, these are written inside and come with the synchronisation (Microsoft Entra Connect, attributes synchronised). */
const masteredInside = ['mailbox.hidden', 'mailbox.mailTip']

export const comesWithSync = (settings: readonly string[], topology: Topology): boolean =>
  topology === 'exchange-online-skype-server' && settings.some((id) => masteredInside.includes(id))

const placeWords = {
  city: 'city',
  audioDevice: 'audio device',
  videoDevice: 'video device',
  displayDevice: 'display',
  wheelchairAccessible: 'access by wheelchair',
  tags: 'tags',
} as const

/** What of the place was asked for and is not written where the room is. */
export function placeNotes(room: Room, snapshot: Snapshot, topology: Topology): string[] {
  const isOnServer = homesOf[topology].exchange === 'server'
  const asked = Object.entries(placeWords).flatMap(([field, words]) =>
    room[field as keyof typeof placeWords] === undefined ? [] : [words],
  )
  if (isOnServer && asked.length > 0)
    return [`Not written, because Exchange Server keeps no such things of rooms: ${asked.join(', ')}.`]
  const isMasteredInside = topology !== 'online' || isSynced(snapshot)
  return !isOnServer && isMasteredInside && room.city !== undefined
    ? ['Not written, because the local directory keeps it: city.']
    : []
}

/** What has to be read to see these settings again, whatever is asked for by now; the values mean nothing. */
export function detailsOf(before: readonly { setting: string; to: Value }[]): Partial<Room> {
  const has = (start: string) => before.find(({ setting }) => setting.startsWith(start))
  const [policy, list] = [has('mailbox.mobilePolicy'), has('location.inRoomList')]
  return {
    ...(has('mailbox.work') && { workingHours: { days: [], start: '', end: '' } }),
    ...(has('mailbox.calendarView') && { calendarView: 'availability' }),
    ...(policy && { mobilePolicy: String(policy.to) }),
    ...(list && { roomList: String(list.to) }),
  }
}
