import type { Room } from '../request.ts'
import type { Bag, Snapshot, Value } from '../snapshot.ts'
import { accountSettings } from './account.ts'
import { licenceJudgements, licenceSettings } from './licence.ts'
import { locationSettings } from './location.ts'
import { detailSettings, roomListSettings } from './details.ts'
import { mailboxSettings } from './mailbox.ts'
import type { Cmdlet, CmdletTarget, Part, Setting, Step } from './setting.ts'
import { skypeSettings } from './skype.ts'
import { teamsSettings } from './teams.ts'

/** Everything that is known about an account. Plan, provisioning, repair, verification and pages all read this list and nothing else. */
export const catalogue: readonly Setting[] = [
  ...accountSettings,
  ...mailboxSettings,
  ...detailSettings,
  ...locationSettings,
  ...roomListSettings,
  ...skypeSettings,
  ...teamsSettings,
  ...licenceSettings,
  ...licenceJudgements,
]

const byId = new Map(catalogue.map((setting) => [setting.id, setting]))

/** The setting behind an id from a record; ids are never renamed, so an unknown one is a bug. */
export function settingOf(id: string): Setting {
  const setting = byId.get(id)
  if (!setting) throw new Error(`unknown setting ${id}`)
  return setting
}

/** The properties that are read of a part of an account, as Microsoft 365 names them. */
export const propertiesOf = (part: Part): string[] =>
  catalogue.flatMap(({ source }) => (source?.part === part ? [source.name] : []))

/** right: as wanted · wrong: differs · unknown: could not be read · shown: nobody has an opinion */
export interface Finding {
  setting: string
  state: 'right' | 'wrong' | 'unknown' | 'shown'
  actual: Value | undefined
  wanted: Value | undefined
}

/** Compares what is with what should be. */
export const compareSettings = (snapshot: Snapshot, room: Room): Finding[] =>
  catalogue.map((setting) => {
    const actual = setting.read(snapshot)
    const wanted = setting.wanted(room, snapshot)
    return { setting: setting.id, actual, wanted, state: judge(setting, actual, wanted, room) }
  })

function judge(setting: Setting, actual: Value | undefined, wanted: Value | undefined, room: Room): Finding['state'] {
  if (wanted === undefined) return 'shown'
  if (actual === undefined) return 'unknown'
  const isRight = setting.isRight ?? ((one, other) => JSON.stringify(one) === JSON.stringify(other))
  return isRight(actual, wanted, room) ? 'right' : 'wrong'
}

/** A wrong setting and the value it should get. */
export interface Difference {
  setting: string
  from: Value
  to: Value
}

export const findDifferences = (findings: Finding[]): Difference[] =>
  findings.flatMap(({ setting, state, actual, wanted }) =>
    state === 'wrong' ? [{ setting, from: actual ?? '', to: wanted ?? '' }] : [],
  )

export const differencesFor = (step: Step | undefined, differences: Difference[]): Difference[] =>
  differences.filter(({ setting }) => settingOf(setting).step === step)

/** Those that a step puts right; the others are for a person. */
export const toDo = (differences: Difference[]): Difference[] =>
  differences.filter(({ setting }) => settingOf(setting).step !== undefined)

/** What was changed there is of a group or list, not of the mailbox. */
export const isBeyondMailbox = ({ setting }: Difference): boolean => settingOf(setting).isBeyondMailbox === true

/** The property of the Entra user behind a setting, if it is one. */
export function userPropertyOf(id: string): string | undefined {
  const { target } = settingOf(id)
  return target && 'userProperty' in target ? target.userProperty : undefined
}

/** The differences as parameters, by the cmdlet that writes them, in the order of the catalogue. */
export function toCmdlets(differences: Difference[]): { cmdlet: Cmdlet; parameters: Bag }[] {
  const parametersOf = new Map<Cmdlet, Bag>()
  for (const { setting, from, to } of differences) {
    const { target } = settingOf(setting)
    if (!target || !('cmdlet' in target)) continue
    const { cmdlet, parameters } = toWrite(target, from, to)
    parametersOf.set(cmdlet, { ...parametersOf.get(cmdlet), ...parameters })
  }
  const isOff = parametersOf.has('Disable-CsMeetingRoom')
  return [...parametersOf]
    .filter(([cmdlet]) => !isOff || cmdlet === 'Disable-CsMeetingRoom' || !isOfSkype(cmdlet))
    .map(([cmdlet, parameters]) => ({ cmdlet, parameters }))
}

/** Disable-CsMeetingRoom takes everything that Skype knows of the room; whatever else is written of it then meets no room. */
const isOfSkype = (cmdlet: Cmdlet): boolean => cmdlet.includes('-Cs')

/** What was not set before is taken away again by null, or by a cmdlet of its own; a text of Exchange is emptied. */
function toWrite(target: CmdletTarget, from: Value, to: Value): { cmdlet: Cmdlet; parameters: Bag } {
  const { off, offParameter } = target
  if (to === '' && off) return { cmdlet: off, parameters: offParameter === undefined ? {} : { [offParameter]: from } }
  const value = target.spell ? target.spell(to) : to
  const isTakenAway = to === '' && (typeof from === 'number' || isOfSkype(target.cmdlet))
  return { cmdlet: target.cmdlet, parameters: { ...target.with, [target.parameter]: isTakenAway ? null : value } }
}

/** What was set, for people, in the order of the catalogue; of several changes of one setting the last. */
export function describeChanges(changes: { setting: string; to: unknown }[]): string[] {
  const last = new Map(changes.map(({ setting, to }) => [setting, to]))
  return catalogue.flatMap(({ id, title }) => (last.has(id) ? [`${title}: ${sayValue(last.get(id))}`] : []))
}

/** A value for people; Exchange's nothings read alike. */
export function sayValue(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (value === '' || value === null) return 'not set'
  // Values come from readings or from records of them: plain JSON without objects.
  if (!Array.isArray(value)) return `${value as string | number}`
  return value.length === 0 ? 'none' : value.join(', ')
}
