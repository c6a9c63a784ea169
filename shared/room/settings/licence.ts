import { isLicenceFor, roomLicencesOf, type LicenceKind } from '../licences.ts'
import type { Setting } from './setting.ts'

export const licenceSettings: Setting[] = [
  {
    id: 'licence.room',
    pane: 'Licence',
    title: 'Teams Rooms licence',
    why: 'Without one the room cannot sign in to Teams; licences for people block the sign-in of rooms, and two room licences exclude each other.',
    step: 'assignLicence',
    read: ({ user }) => user && roomLicencesOf(user).map(({ kind }) => kind),
    wanted: (room) => room.licence ?? 'a Teams Rooms licence',
    isRight: (held, _, room) => {
      const [kind, ...others] = held as LicenceKind[]
      return kind !== undefined && others.length === 0 && isLicenceFor(kind, room.licence)
    },
  },
]
