import type { Room } from '../request.ts'
import { isSynced, type Value } from '../snapshot.ts'
import { property, type Setting } from './setting.ts'

const place = (name: string, rest: Pick<Setting, 'id' | 'title' | 'why' | 'wanted' | 'isRight'>): Setting =>
  property('place', name, { ...rest, pane: 'Location', step: 'ensurePlace', cmdlet: 'Set-Place' })

const asNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,3}$/.test(text) ? Number(text) : undefined

/** A number is written as the floor, anything else as its label. */
export const floorOf = ({ floor }: Room): number | string | undefined => asNumber(floor) ?? floor

/** Their order means nothing. */
const sorted = (tags: Value): string => JSON.stringify(Array.isArray(tags) ? tags.map(String).toSorted() : [])

/** Place data of the room finder (Set-Place) and the time zone of the mailbox (Set-MailboxRegionalConfiguration). */
export const locationSettings: Setting[] = [
  place('Building', {
    id: 'location.building',
    title: 'Building',
    why: 'The room finder groups rooms by building.',
    wanted: (room) => room.building ?? room.site,
    // The site stands in where nobody named a building; it replaces none that is known.
    isRight: (actual, wanted, room) => actual === wanted || (room.building === undefined && actual !== ''),
  }),
  place('Floor', {
    id: 'location.floor',
    title: 'Floor',
    why: 'The room finder filters by floor.',
    wanted: (room) => asNumber(room.floor),
  }),
  place('FloorLabel', {
    id: 'location.floorLabel',
    title: 'Floor, as people say it',
    why: 'Shown beside the room.',
    wanted: (room) => (asNumber(room.floor) === undefined ? room.floor : undefined),
  }),
  place('Capacity', {
    id: 'location.capacity',
    title: 'Seats',
    why: 'The room finder proposes rooms that are large enough.',
    wanted: (room) => room.capacity,
  }),
  place('City', {
    id: 'location.city',
    title: 'City',
    why: 'The room finder groups buildings by city.',
    // That of a synchronised room is mastered in the local directory (note of the page Set-Place).
    wanted: ({ city }, snapshot) => (isSynced(snapshot) ? undefined : city),
  }),
  place('AudioDeviceName', {
    id: 'location.audioDevice',
    title: 'Audio device',
    why: 'People who book see what they can be heard with.',
    wanted: (room) => room.audioDevice,
  }),
  place('VideoDeviceName', {
    id: 'location.videoDevice',
    title: 'Video device',
    why: 'The room finder filters by rooms with video.',
    wanted: (room) => room.videoDevice,
  }),
  place('DisplayDeviceName', {
    id: 'location.displayDevice',
    title: 'Display',
    why: 'People who book see what they can show on.',
    wanted: (room) => room.displayDevice,
  }),
  place('IsWheelChairAccessible', {
    id: 'location.accessible',
    title: 'Accessible by wheelchair',
    why: 'The room finder filters by it for people who need it.',
    wanted: (room) => room.wheelchairAccessible,
  }),
  place('Tags', {
    id: 'location.tags',
    title: 'Tags',
    why: 'The room finder shows and finds rooms by them.',
    wanted: (room) => room.tags,
    isRight: (actual, wanted) => sorted(actual) === sorted(wanted),
  }),
  property('regional', 'TimeZone', {
    id: 'location.timeZone',
    pane: 'Location',
    title: 'Time zone',
    why: 'Without it, answers and working hours are in the wrong time.',
    wanted: (room) => room.timeZone,
    isNeverEmptied: true,
    step: 'ensurePlace',
    cmdlet: 'Set-MailboxRegionalConfiguration',
  }),
  {
    ...property('regional', 'Language', {
      id: 'location.language',
      pane: 'Location',
      title: 'Language',
      why: 'In it the room answers invitations.',
      wanted: (room) => room.language,
      isNeverEmptied: true,
      step: 'ensurePlace',
    }),
    // The formats of the old language are not valid in the new one (page Set-MailboxRegionalConfiguration, example 5).
    target: {
      cmdlet: 'Set-MailboxRegionalConfiguration',
      parameter: 'Language',
      with: { DateFormat: null, TimeFormat: null },
    },
  },
]
