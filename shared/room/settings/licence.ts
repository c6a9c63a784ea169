import { findRoomLicence } from '../licences.ts'
import type { Setting } from './setting.ts'

const any = 'a Teams Rooms licence'

export const licenceSettings: Setting[] = [
  {
    id: 'licence.room',
    pane: 'Licence',
    title: 'Teams Rooms licence',
    why: 'Without one the room cannot sign in to Teams; licences for people block the sign-in of rooms.',
    step: 'assignLicence',
    read: ({ user }) => user && (findRoomLicence(user)?.kind ?? 'none'),
    wanted: (room) => room.licence ?? any,
    // Pro was given where Standard or Premium ran out, so Pro is right for them too.
    isRight: (actual, wanted) =>
      actual === wanted ||
      (actual !== 'none' && wanted === any) ||
      (actual === 'pro' && (wanted === 'standard' || wanted === 'premium')),
  },
]
