import type { Room } from '../request.ts'
import { property, type Setting } from './setting.ts'

const place = (name: string, rest: Pick<Setting, 'id' | 'title' | 'why' | 'wanted' | 'isRight'>): Setting =>
  property('place', name, { ...rest, pane: 'Location', step: 'ensurePlace', cmdlet: 'Set-Place' })

const asNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,3}$/.test(text) ? Number(text) : undefined

/** A number is written as the floor, anything else as its label. */
export const floorOf = ({ floor }: Room): number | string | undefined => asNumber(floor) ?? floor

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
    wanted: () => undefined,
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
]
