import { decideLicences, type LicenceReading } from '../licenceAddOns.ts'
import { explainLicenceError } from '../licenceErrors.ts'
import { isMisfit } from '../licenceFitness.ts'
import { isLicenceFor, nameOfLicence, roomLicencesOf, workingLicences, type LicenceKind } from '../licences.ts'
import type { Room } from '../request.ts'
import type { Assignment, Sku } from '../snapshot.ts'
import { decideSkypeLicences } from '../skypeLicences.ts'
import { asksForSkype, asksForTeams } from '../wishes.ts'
import type { Setting } from './setting.ts'

export const licenceSettings: Setting[] = [
  {
    id: 'licence.room',
    pane: 'Licence',
    title: 'Teams Rooms licence',
    why: 'Without one the room cannot sign in to Teams; licences for people block the sign-in of rooms, and two room licences exclude each other.',
    step: 'assignLicence',
    read: ({ user, skus }) => user && roomLicencesOf(user, skus).map(({ kind }) => kind),
    wanted: (room) => (asksForTeams(room) ? (room.licence ?? 'a Teams Rooms licence') : undefined),
    isRight: (held, _, room) => {
      const [kind, ...others] = held as LicenceKind[]
      return kind !== undefined && others.length === 0 && isLicenceFor(kind, room.licence)
    },
  },
  {
    id: 'licence.addOns',
    pane: 'Licence',
    title: 'Licences beside it',
    why: 'Calls to the telephone network need a Calling Plan, and dial-in needs Audio Conferencing where the room licence lacks it.',
    step: 'assignLicence',
    read: ({ user, skus }) =>
      user &&
      workingLicences(user, skus)
        .filter(({ family }) => family === 'add-on')
        .map(({ name }) => name),
    wanted: (room, { user, skus }) => {
      const names = user && asksForTeams(room) ? addOnsFor(room, { licences: user.licences, skus }) : []
      return names.length > 0 ? names : undefined
    },
    isRight: (held, wanted) => (wanted as string[]).every((name) => (held as string[]).includes(name)),
  },
  {
    id: 'licence.skype',
    pane: 'Licence',
    title: 'Skype for Business Online licence',
    why: 'Skype for Business Online takes up an account only when it has a licence, and gives it calls and numbers only with those for them.',
    step: 'assignLicence',
    read: ({ user, skus, hasSkypeOnline }) =>
      user && hasSkypeOnline && workingLicences(user, skus).map(({ name }) => name),
    wanted: (room, { user, skus, hasSkypeOnline }) => {
      const names =
        user && hasSkypeOnline && asksForSkype(room) ? skypeLicencesFor(room, { licences: user.licences, skus }) : []
      return names.length > 0 ? names : undefined
    },
    isRight: (held, wanted) => (wanted as string[]).every((name) => (held as string[]).includes(name)),
  },
]

const addOnsFor = (room: Room, reading: LicenceReading): string[] =>
  decideLicences(room, reading).addOns.map(({ name }) => name)

/** Beside the room licence that comes: Teams Rooms Pro brings what Skype asks for. */
function skypeLicencesFor(room: Room, { licences, skus }: LicenceReading): string[] {
  const choice = asksForTeams(room) ? decideLicences(room, { licences, skus }).room : undefined
  const coming = choice && 'skuId' in choice ? [{ skuId: choice.skuId, state: 'Active' }] : []
  return decideSkypeLicences(room, { licences: [...licences, ...coming], skus }).map(({ name }) => name)
}

/** What is judged and put right by a person. */
export const licenceJudgements: Setting[] = [
  {
    id: 'licence.wrongKind',
    pane: 'Licence',
    title: 'Licences that are not for rooms',
    why: 'Licences for people, shared devices and auto attendants do not let Teams Rooms sign in, and are paid for in vain beside a room licence.',
    read: ({ user, skus }) =>
      user &&
      workingLicences(user, skus)
        .filter((licence) => isMisfit(licence))
        .map(({ name }) => name),
    // The licence of a panel is the one for shared devices.
    wanted: ({ device, services }) => (device?.kind === 'panel' || services === 'skype' ? undefined : []),
  },
  {
    id: 'licence.errors',
    pane: 'Licence',
    title: 'Errors of assignment',
    why: 'A licence that a group gives can fail unseen: the account is named as its holder and cannot use it.',
    read: ({ user, skus }) =>
      user && user.licences.filter(({ state }) => state !== 'Active').map((assignment) => sayFailure(assignment, skus)),
    wanted: () => [],
  },
]

function sayFailure({ skuId, state, error }: Assignment, skus: Sku[]): string {
  const name = nameOfLicence(skuId, skus)
  return `${name}: ${state === 'Disabled' ? 'Switched off' : explainLicenceError(error).title}`
}
