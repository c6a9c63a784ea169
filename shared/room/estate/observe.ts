import { workingLicences } from '../licences.ts'
import type { Room } from '../request.ts'
import { compareSettings, settingOf, type Finding } from '../settings/catalogue.ts'
import type { Part } from '../settings/setting.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Fault, Observation, Wish } from './account.ts'

/** What an account should be that nobody asked for here: a Teams room as Microsoft recommends it; its place and country are its own. */
const recommended = (name: string): Room => ({
  name,
  site: '',
  usageLocation: '',
  module: 1,
  services: 'teams',
  enterpriseVoice: false,
  dialIn: false,
  dialOut: 'none',
  action: 'set-up',
})

export const wishOf = (name: string, wish: Pick<Wish, 'room'> | undefined): Room => wish?.room ?? recommended(name)

export interface Look {
  at: string
  snapshot: Snapshot
  faults?: Fault[]
  /** Whether everything was read that is asked for: servers inside the organisation, and the details that lists do not have. */
  isWhole: boolean
}

/** What a look at one account found, against what its request asked for or Microsoft recommends. */
export function observe(
  { at, snapshot, faults = [], isWhole }: Look,
  wish: Pick<Wish, 'room'> | undefined,
): Observation {
  const { address, mailbox = {}, holder, user, skus } = snapshot
  const name = String(mailbox['DisplayName'] ?? '') || holder?.name || address
  const room = wishOf(name, wish)
  const isSeen = (finding: Finding) => isWhole || isSeenByAll(finding, user?.isSynced === true)
  return {
    at,
    address,
    name,
    ...(user && { userId: user.id }),
    findings: compareSettings(snapshot, room).filter(isSeen).map(withoutEmptyWish).filter(isOfUse),
    faults,
    licences: user ? workingLicences(user, skus).map((licence) => licence.name) : [],
  }
}

const partsOfAll: Part[] = ['mailbox', 'calendar', 'place', 'regional']

/** Skype, and Active Directory for accounts that come from there, are not seen from the cloud; what takes a reading of its own is not looked at where many are read. */
function isSeenByAll({ setting, state }: Finding, isSynced: boolean): boolean {
  const { pane, source } = settingOf(setting)
  if (pane === 'Skype' || (isSynced && masteredInside.includes(setting))) return false
  if (state !== 'unknown') return true
  return source ? partsOfAll.includes(source.part) : pane === 'Account' || pane === 'Licence'
}

const masteredInside = ['account.passwordNeverExpires', 'account.hasPassword']

/** Where a room is, is not for us to say of one that nobody asked for here. */
const withoutEmptyWish = (finding: Finding): Finding =>
  finding.wanted === '' ? { ...finding, wanted: undefined, state: 'shown' } : finding

/** What nobody wants and nobody could read says nothing. */
const isOfUse = ({ state, actual }: Finding): boolean => state !== 'shown' || actual !== undefined
