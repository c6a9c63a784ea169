import { isRoomLicence, type Licence, type LicenceFamily, type RoomLicence } from './licence.ts'
import { findLicence } from './licenceCatalogue.ts'
import { explainLicenceError, type LicenceError } from './licenceErrors.ts'
import { countBasic, mostBasic, workingLicences } from './licences.ts'
import type { Room } from './request.ts'
import { capabilitiesOfPlan, capabilityNames, nameOfPlan, type Capability } from './servicePlans.ts'
import type { Assignment, Sku } from './snapshot.ts'
import { asksForVoice } from './wishes.ts'

/** One plan of a licence of the account, as Graph's licenseDetails shows it. */
export interface PlanStatus {
  /** Its name or its id. */
  plan: string
  /** Graph v1.0, servicePlanInfo, provisioningStatus: Success, Disabled, Error, PendingInput, PendingActivation, PendingProvisioning. */
  status: string
}

/** What was read of the account; parts that were not read are not judged. */
export interface LicencesHeld {
  licences: Assignment[]
  skus: readonly Sku[]
  plans?: PlanStatus[]
  /** Empty where none is set. */
  usageLocation?: string
}

/** What the account is for. */
export interface LicencesWanted {
  room: Pick<Room, 'services' | 'licence' | 'phoneNumber' | 'enterpriseVoice' | 'dialIn' | 'dialOut' | 'device'>
  /** Member of a group with a membership rule. */
  isInDynamicGroup?: boolean
  isUnderConditionalAccess?: boolean
}

export type LicenceFindingCode =
  | 'no-room-licence'
  | 'user-licence'
  | 'shared-device-licence'
  | 'voice-application-licence'
  | 'two-room-licences'
  | 'legacy-licence'
  | 'lacks-voice'
  | 'lacks-entra-p1'
  | 'basic-limit'
  | 'no-usage-location'
  | 'licence-disabled'
  | 'plan-disabled'
  | 'plan-pending'
  | LicenceError['code']

/** blocks: the room does not work so · warns: something that was asked for does not · note: works, but is to be known */
export interface LicenceFinding {
  code: LicenceFindingCode
  severity: 'blocks' | 'warns' | 'note'
  /** The licence that it is about. */
  licence?: string
  says: string
  remedy: string
}

/** What is wrong with the licences of a room account, the worst first. */
export function judgeLicences(held: LicencesHeld, wanted: LicencesWanted): LicenceFinding[] {
  const rooms = workingLicences(held, held.skus).filter(isRoomLicence)
  return [
    ...judgeFamilies(held, wanted, rooms),
    ...judgeRoomLicences(held, rooms),
    ...judgeNeeds(held, wanted, rooms),
    ...judgeBasic(held, wanted, rooms),
    ...judgeLocation(held),
    ...held.licences.flatMap((assignment) => judgeState(assignment, held)),
    ...judgePlans(held, wanted),
  ].toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
}

const order: LicenceFinding['severity'][] = ['blocks', 'warns', 'note']

type Misfit = Extract<LicenceFamily, 'user' | 'shared-device' | 'voice-application'>

/** Microsoft, "Find Teams Rooms devices with unsupported licenses" (2023-03-18): accounts that only have such licences cannot sign in. */
const misfits: Record<Misfit, { code: LicenceFindingCode; what: string }> = {
  user: {
    code: 'user-licence',
    what: 'is a licence for people; since 1 July 2023 it does not let Teams Rooms sign in',
  },
  'shared-device': {
    code: 'shared-device-licence',
    what: 'is for shared phones and panels; it does not let Teams Rooms sign in',
  },
  'voice-application': {
    code: 'voice-application-licence',
    what: 'is for auto attendants and call queues, not for rooms',
  },
}

const isPanel = ({ room }: LicencesWanted): boolean => room.device?.kind === 'panel'

/** Families that the account should not hold. A panel without a room system runs on the licence for shared devices. */
export function isMisfit(licence: Licence, device?: Room['device']): licence is Licence & { family: Misfit } {
  return Object.hasOwn(misfits, licence.family) && !(licence.family === 'shared-device' && device?.kind === 'panel')
}

function judgeFamilies(held: LicencesHeld, wanted: LicencesWanted, rooms: RoomLicence[]): LicenceFinding[] {
  if (wanted.room.services === 'skype') return []
  const working = workingLicences(held, held.skus)
  const isServed = rooms.length > 0 || (isPanel(wanted) && working.some(({ family }) => family === 'shared-device'))
  const found = working
    .filter((licence) => isMisfit(licence, wanted.room.device))
    .map((licence): LicenceFinding => ({
      code: misfits[licence.family].code,
      severity: isServed ? 'warns' : 'blocks',
      licence: licence.name,
      says: `${licence.name} ${misfits[licence.family].what}.`,
      remedy: isServed
        ? `Take ${licence.name} away; the room does not need it beside its own licence.`
        : `Give the room a Teams Rooms licence in place of ${licence.name}.`,
    }))
  return isServed || found.length > 0 ? found : [noRoomLicence]
}

const noRoomLicence: LicenceFinding = {
  code: 'no-room-licence',
  severity: 'blocks',
  says: 'The account has no Teams Rooms licence that works, so the room cannot sign in to Teams.',
  remedy: 'Give it Teams Rooms Pro, or Teams Rooms Basic for a room without telephony.',
}

function judgeRoomLicences({ licences }: LicencesHeld, rooms: RoomLicence[]): LicenceFinding[] {
  const legacy = rooms
    .filter(({ isLegacy }) => isLegacy)
    .map(({ name }): LicenceFinding => ({
      code: 'legacy-licence',
      severity: 'note',
      licence: name,
      says: `${name} is sold no more; it works until it runs out.`,
      remedy: 'Move the room to Teams Rooms Pro when the subscription is renewed.',
    }))
  if (rooms.length < 2) return legacy
  const names = rooms.map(({ name }) => name).join(' and ')
  const two: LicenceFinding = {
    code: 'two-room-licences',
    severity: 'warns',
    licence: names,
    says: `The account has ${names}; a room needs one of them, and each takes a unit.`,
    remedy: licences.some(
      ({ skuId, isFromGroup }) => isFromGroup === true && rooms.some((room) => room.skuId === skuId),
    )
      ? 'Keep one; what a group gives goes away when the account leaves that group.'
      : 'Keep one and take the other away.',
  }
  return [two, ...legacy]
}

/** What was asked for needs, of what a room licence may or may not give. */
function neededBy(wanted: LicencesWanted): Set<Capability> {
  const { room, isInDynamicGroup, isUnderConditionalAccess } = wanted
  return new Set<Capability>([
    ...(room.services === 'skype' ? [] : (['teams'] as const)),
    ...(asksForVoice(room) ? (['phone-system'] as const) : []),
    ...(room.dialIn ? (['audio-conferencing'] as const) : []),
    ...(isInDynamicGroup || isUnderConditionalAccess ? (['entra-p1'] as const) : []),
  ])
}

/** Dynamic membership and conditional access need Entra ID P1 for each member: learn, "Dynamic membership groups", licence requirements. */
function judgeNeeds(held: LicencesHeld, wanted: LicencesWanted, [room]: RoomLicence[]): LicenceFinding[] {
  if (!room) return []
  const has = new Set(workingLicences(held, held.skus).flatMap(({ plans }) => plans.flatMap(capabilitiesOfPlan)))
  const lacks = (capability: Capability) => neededBy(wanted).has(capability) && !has.has(capability)
  const remedy = `Give the room Teams Rooms Pro in place of ${room.name}.`
  const by = wanted.isUnderConditionalAccess ? 'conditional access' : 'a group with a membership rule'
  const says = {
    voice: `${room.name} has no Phone System, so the room cannot have a number or call the telephone network.`,
    p1: `${room.name} has no Microsoft Entra ID P1, which the room needs for ${by}.`,
  }
  return [
    ...(lacks('phone-system')
      ? [{ code: 'lacks-voice', severity: 'warns', licence: room.name, says: says.voice, remedy } as const]
      : []),
    ...(lacks('entra-p1')
      ? [{ code: 'lacks-entra-p1', severity: 'warns', licence: room.name, says: says.p1, remedy } as const]
      : []),
  ]
}

/** A unit that the room holds is among those counted. */
function judgeBasic({ skus }: LicencesHeld, { room }: LicencesWanted, rooms: RoomLicence[]): LicenceFinding[] {
  const isHeld = rooms.some(({ kind }) => kind === 'basic')
  const count = countBasic(skus)
  if (isHeld ? count <= mostBasic : room.licence !== 'basic' || count < mostBasic) return []
  return [
    {
      code: 'basic-limit',
      severity: isHeld ? 'warns' : 'blocks',
      licence: 'Teams Rooms Basic',
      says: `An organisation may use ${mostBasic} units of Teams Rooms Basic; ${count} are in use.`,
      remedy: 'Give the room Teams Rooms Pro, or take Teams Rooms Basic from a room that is not used.',
    },
  ]
}

const judgeLocation = ({ usageLocation }: LicencesHeld): LicenceFinding[] =>
  usageLocation === ''
    ? [
        {
          code: 'no-usage-location',
          severity: 'blocks',
          says: 'The account has no usage location, and without a country no licence can be assigned.',
          remedy: 'Set the country of the room as the usage location of the account.',
        },
      ]
    : []

/** A path that fails does no harm where the licence comes on another one, and does not block a room that another licence lets sign in. */
function judgeState(
  { skuId, state, error, isFromGroup }: Assignment,
  { licences, skus }: LicencesHeld,
): LicenceFinding[] {
  if (state === 'Active') return []
  const licence = findLicence(skuId, skus)
  const name = licence?.name ?? skuId
  const isThere = licences.some((other) => other.skuId === skuId && other.state.startsWith('Active'))
  const isServed = workingLicences({ licences }, skus).some(isRoomLicence) || (licence && !isRoomLicence(licence))
  const severity = isThere ? 'note' : isServed ? 'warns' : 'blocks'
  if (state === 'Disabled')
    return [
      {
        code: 'licence-disabled',
        severity,
        licence: name,
        says: `${name} is assigned but switched off, as when its subscription has ended.`,
        remedy: 'Renew the subscription, or give the room another licence.',
      },
    ]
  const { code, cause, remedy } = explainLicenceError(error)
  const says = `${name}${isFromGroup ? ' from a group' : ''}: ${cause}`
  return [{ code, severity, licence: name, says, remedy }]
}

/** Plans that give nothing a room needs are left alone. A plan that is off in one licence does no harm where another one gives it. */
function judgePlans(held: LicencesHeld, wanted: LicencesWanted): LicenceFinding[] {
  const statuses = [...disabledPlans(held), ...(held.plans ?? [])]
  const works = new Set(
    (held.plans ?? []).filter(({ status }) => status === 'Success').flatMap(({ plan }) => capabilitiesOfPlan(plan)),
  )
  const seen = new Set<Capability>()
  return statuses.flatMap(({ plan, status }) =>
    capabilitiesOfPlan(plan).flatMap((capability) => {
      if (status === 'Success' || works.has(capability) || seen.has(capability)) return []
      seen.add(capability)
      return [sayPlan(capability, status, neededBy(wanted))]
    }),
  )
}

/** Off on every path of the licence, and given by no other one. */
function disabledPlans({ licences, skus }: LicencesHeld): PlanStatus[] {
  const working = licences.filter(({ state }) => state.startsWith('Active'))
  const isOn = (plan: string) =>
    working.some(
      ({ skuId, disabledPlans = [] }) =>
        !disabledPlans.some((id) => nameOfPlan(id) === plan) && findLicence(skuId, skus)?.plans.includes(plan),
    )
  const off = working.flatMap(({ disabledPlans = [] }) => disabledPlans.map(nameOfPlan))
  return off.filter((plan) => !isOn(plan)).map((plan) => ({ plan, status: 'Disabled' }))
}

function sayPlan(capability: Capability, status: string, needed: Set<Capability>): LicenceFinding {
  const name = capabilityNames[capability]
  const isOff = status === 'Disabled'
  const isNeeded = needed.has(capability) ? (capability === 'teams' ? 'blocks' : 'warns') : 'note'
  return {
    code: isOff ? 'plan-disabled' : 'plan-pending',
    severity: isNeeded,
    says: isOff
      ? `${name} is switched off in the licence of the account.`
      : `${name} is in the licence of the account but not ready yet (${status}).`,
    remedy: isOff
      ? `Switch ${name} on in the licence of the account.`
      : 'Wait a while; if it stays so, have an administrator assign the licence anew.',
  }
}
