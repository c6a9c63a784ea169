import type { ProfiledRoom } from '../profiles.ts'
import type { Room } from '../request.ts'
import type { Bag, Snapshot, Value } from '../snapshot.ts'

export type Pane = 'Account' | 'Mailbox' | 'Location' | 'Licence' | 'Skype' | 'Teams'

/** The activity that puts a setting right; settings without one need a person. */
export type Step =
  | 'ensureMailbox'
  | 'ensureCalendar'
  | 'ensurePlace'
  | 'ensureAccount'
  | 'enableSkype'
  | 'ensureTeams'
  | 'assignLicence'

/** Where a new value is written. */
export type Target =
  | CmdletTarget
  | { userProperty: 'usageLocation' | 'passwordPolicies' | 'accountEnabled' }
  | { teams: TeamsProperty }

/** What is written through Teams administration. */
export type TeamsProperty = 'PhoneNumber' | 'TeamsMeetingPolicy' | 'TeamsCallingPolicy'

export interface CmdletTarget {
  cmdlet: Cmdlet
  parameter: string
  /** What the cmdlet needs besides. */
  with?: Bag
  /** As the parameter spells the value, where that differs from what is read. */
  spell?: (value: Value) => Value
  /** The cmdlet that takes it away, and the parameter that says what goes. */
  off?: Cmdlet
  offParameter?: string
}

export type Cmdlet =
  | 'Set-Mailbox'
  | 'Set-RemoteMailbox'
  | 'Set-CalendarProcessing'
  | 'Set-Place'
  | 'Set-MailboxRegionalConfiguration'
  | 'Set-MailboxCalendarConfiguration'
  | 'Set-MailboxFolderPermission'
  | 'Set-CASMailbox'
  | 'New-DistributionGroup'
  | 'Add-DistributionGroupMember'
  | 'Remove-DistributionGroupMember'
  | 'Enable-CsMeetingRoom'
  | 'Disable-CsMeetingRoom'
  | 'Set-CsMeetingRoom'
  | 'Grant-CsDialPlan'
  | 'Grant-CsVoicePolicy'

/** One thing that is known about an account: how it is read, what it should be, and who puts it right. */
export interface Setting {
  /** pane.setting, never renamed: it stands in records, audits and exports. */
  id: string
  pane: Pane
  title: string
  /** Why it matters, for the people who look at the account; shown on hover and focus. */
  why: string
  step?: Step
  target?: Target
  /** The property that it is, where it is one of what a Get- cmdlet returns. */
  source?: { part: Part; name: string }
  read: (snapshot: Snapshot) => Value | undefined
  /** What it should be; undefined means that nobody has an opinion, and the value is only shown. */
  wanted: (room: ProfiledRoom, snapshot: Snapshot) => Value | undefined
  isRight?: (actual: Value, wanted: Value, room: Room) => boolean
  /** Once it has a value it always has one: Microsoft 365 takes another, but not none. */
  isNeverEmptied?: true
  /** It changes something that others have too, so that it goes back also where the mailbox itself is new. */
  isBeyondMailbox?: true
}

export type Part = 'mailbox' | 'calendar' | 'place' | 'regional' | 'skype' | 'teams' | 'workingHours' | 'clientAccess'

/** Exchange gives "" or null or nothing for "not set"; all are the same to us. */
const valueOf = (bag: Bag | undefined, property: string): Value | undefined => (bag ? (bag[property] ?? '') : undefined)

/** A setting whose value is one property of what a Get- cmdlet returns and one parameter of the Set- cmdlet, under the same name. */
export function property(
  part: Part,
  name: string,
  rest: Pick<Setting, 'id' | 'pane' | 'title' | 'why' | 'isRight' | 'isNeverEmptied'> & {
    wanted?: Setting['wanted']
    step?: Step
    cmdlet?: Cmdlet
  },
): Setting {
  const { cmdlet, wanted = () => undefined, ...setting } = rest
  return {
    ...setting,
    ...(cmdlet && { target: { cmdlet, parameter: name } }),
    wanted,
    source: { part, name },
    read: (snapshot) => valueOf(snapshot[part], name),
  }
}
