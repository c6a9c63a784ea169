import { isRoomLicence } from './licence.ts'
import { licenceCatalogue } from './licenceCatalogue.ts'
import type { LicenceReading } from './licenceAddOns.ts'
import { nameOfKind, workingLicences } from './licences.ts'
import type { Room } from './request.ts'
import { capabilitiesOf, capabilityNames, type Capability } from './servicePlans.ts'
import { asksForEnterpriseVoice } from './wishes.ts'

/** What can be asked of a room account that a licence has to give. */
export type Asked =
  | 'meetings'
  | 'enterprise-voice'
  | 'phone-number'
  | 'dial-in'
  | 'dial-out-domestic'
  | 'dial-out-international'
  | 'mailbox'

/** A capability, whatever licence gives it; any Teams Rooms licence; lines of one's own in place of a calling plan; or one licence by its SKU id. */
export type Entitlement = Capability | 'room-licence' | 'own-lines' | { skuId: string }

/** Sets of which one is enough. An empty set is always there. */
export interface Rule {
  says: string
  anyOf: Entitlement[][]
}

export interface CapabilityRow {
  asked: Asked
  title: string
  /** "Provisioning Skype Room System accounts in Office 365", Office 365 prerequisites. */
  skypeRoom: Rule
  /** "Microsoft Teams Rooms licenses", "Find Teams Rooms devices with unsupported licenses"; Skype for Business Online ended on 31 July 2021. */
  today: Rule
}

const e1 = { skuId: '18181a46-0d4e-45cd-891e-60aabd171b4e' }
const e3 = { skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900' }
const e5 = { skuId: 'c7df2760-2c81-4ef7-b578-5b5392b571df' }

const voiceOfSkype: Rule = {
  says: 'Skype for Business Online (Plan 2) with Phone System, or Office 365 E5.',
  anyOf: [['skype', 'phone-system'], [e5]],
}
const callsToday = (plan: Capability): Entitlement[][] => [
  ['room-licence', 'phone-system', plan],
  ['room-licence', 'phone-system', 'own-lines'],
]

/** Each thing that can be asked for: what entitled a Skype room to it, beside what entitles a Teams room today. */
export const capabilityRows: readonly CapabilityRow[] = [
  {
    asked: 'meetings',
    title: 'Meetings',
    skypeRoom: {
      says: 'Skype for Business Online (Plan 2), Office 365 E1 or Office 365 E3, for Skype meetings.',
      anyOf: [['skype'], [e1], [e3]],
    },
    today: {
      says: 'A Teams Rooms licence, for Teams meetings; licences for people do not let Teams Rooms sign in.',
      anyOf: [['room-licence', 'teams']],
    },
  },
  {
    asked: 'enterprise-voice',
    title: 'Enterprise Voice',
    skypeRoom: voiceOfSkype,
    today: {
      says: 'Teams Rooms Pro, which includes Phone System.',
      anyOf: [['room-licence', 'phone-system']],
    },
  },
  {
    asked: 'phone-number',
    title: 'Phone number',
    skypeRoom: voiceOfSkype,
    today: {
      says: 'Teams Rooms Pro, which includes Phone System, with a Calling Plan or with lines of one’s own (Direct Routing, Operator Connect).',
      anyOf: callsToday('calling-domestic'),
    },
  },
  {
    asked: 'dial-in',
    title: 'Dial-in to a meeting',
    skypeRoom: {
      says: 'Audio Conferencing and Phone System.',
      anyOf: [['audio-conferencing', 'phone-system']],
    },
    today: {
      says: 'A Teams Rooms licence that includes Audio Conferencing, or Audio Conferencing beside one that does not.',
      anyOf: [['room-licence', 'audio-conferencing']],
    },
  },
  {
    asked: 'dial-out-domestic',
    title: 'Dial-out in the country',
    skypeRoom: {
      says: 'A domestic, or domestic and international, Calling Plan.',
      anyOf: [['calling-domestic']],
    },
    today: {
      says: 'Teams Rooms Pro with a Calling Plan or lines of one’s own (Direct Routing, Operator Connect).',
      anyOf: callsToday('calling-domestic'),
    },
  },
  {
    asked: 'dial-out-international',
    title: 'Dial-out to other countries',
    skypeRoom: {
      says: 'A domestic and international Calling Plan.',
      anyOf: [['calling-international']],
    },
    today: {
      says: 'Teams Rooms Pro with an International Calling Plan or lines of one’s own (Direct Routing, Operator Connect).',
      anyOf: callsToday('calling-international'),
    },
  },
  {
    asked: 'mailbox',
    title: 'Mailbox',
    skypeRoom: { says: 'No licence: a room has a resource mailbox.', anyOf: [[]] },
    today: { says: 'No licence: a room has a resource mailbox.', anyOf: [[]] },
  },
]

type CapabilityWish = Pick<Room, 'services' | 'licence' | 'phoneNumber' | 'enterpriseVoice' | 'dialIn' | 'dialOut'>

/** What a Teams room asks for, of what licences give. A room for Skype for Business alone asks Teams for nothing. */
export const askedBy = (room: CapabilityWish): Asked[] => (room.services === 'skype' ? ['mailbox'] : askedOf(room))

/** What a request asks for, whoever is to give it. */
export function askedOf({
  phoneNumber,
  enterpriseVoice,
  dialIn,
  dialOut,
}: Pick<Room, 'phoneNumber' | 'enterpriseVoice' | 'dialIn' | 'dialOut'>): Asked[] {
  return [
    'meetings',
    ...(enterpriseVoice ? (['enterprise-voice'] as const) : []),
    ...(phoneNumber === undefined ? [] : (['phone-number'] as const)),
    ...(dialIn ? (['dial-in'] as const) : []),
    ...(dialOut === 'none' ? [] : ([`dial-out-${dialOut}`] as const)),
    'mailbox',
  ]
}

/** What a rule asks for beyond what is held: of its sets the one that lacks least. Nothing if it is met. */
export function lackingFor({ anyOf }: Rule, reading: LicenceReading): Entitlement[] {
  const held = workingLicences(reading, reading.skus)
  const has = capabilitiesOf(held.flatMap(({ plans }) => plans))
  const isThere = (entitlement: Entitlement): boolean => {
    if (typeof entitlement === 'object') return held.some(({ skuId }) => skuId === entitlement.skuId)
    if (entitlement === 'room-licence') return held.some(isRoomLicence)
    return entitlement === 'own-lines' ? reading.hasOwnLines === true : has.has(entitlement)
  }
  const lacking = anyOf.map((set) => set.filter((entitlement) => !isThere(entitlement)))
  return lacking.toSorted((one, other) => one.length - other.length)[0] ?? []
}

/** Something that was asked for and that the licences do not give, with the names of what to buy. */
export interface Missing {
  asked: Asked
  title: string
  lacks: Entitlement[]
  toBuy: string[]
}

/** What a Teams room lacks today for what it asks for. */
export function missingFor(room: CapabilityWish, reading: LicenceReading): Missing[] {
  const rows = capabilityRows.filter(({ asked }) => askedBy(room).includes(asked))
  return rows.flatMap(({ asked, title, today }) => {
    const lacks = lackingFor(today, reading)
    if (lacks.length === 0) return []
    return [{ asked, title, lacks, toBuy: [...new Set(lacks.map((one) => nameToBuy(one, room, reading)))] }]
  })
}

/** Phone System comes with Pro, and Audio Conferencing with the room licence that is missing anyway. */
function nameToBuy(entitlement: Entitlement, { licence }: CapabilityWish, reading: LicenceReading): string {
  if (typeof entitlement === 'object') return licenceCatalogue.get(entitlement.skuId)?.name ?? entitlement.skuId
  const hasRoomLicence = workingLicences(reading, reading.skus).some(isRoomLicence)
  const asked = nameOfKind(licence === 'basic' ? 'basic' : 'pro')
  const names: Partial<Record<typeof entitlement, string>> = {
    ...capabilityNames,
    teams: asked,
    'room-licence': asked,
    'phone-system': nameOfKind('pro'),
    'own-lines': 'Direct Routing or Operator Connect',
    ...(!hasRoomLicence && { 'audio-conferencing': asked }),
  }
  return names[entitlement] ?? entitlement
}

/** A licence that exists on paper: no service shows whether it is owned. */
export interface PaperLicence {
  name: string
  why: string
  note: 'paper licence, not readable'
}

/** "Configure accounts for Teams Rooms": Skype for Business on premises needs an Enterprise client access licence, and with Enterprise Voice a Plus one too. */
export function paperLicencesFor(
  { services, enterpriseVoice, phoneNumber }: Pick<Room, 'services' | 'enterpriseVoice' | 'phoneNumber'>,
  isSkypeServer: boolean,
): PaperLicence[] {
  if (!isSkypeServer || services === 'teams') return []
  return paperLicencesOf({ hasEnterpriseVoice: asksForEnterpriseVoice({ enterpriseVoice, phoneNumber }) })
}

const note = 'paper licence, not readable' as const
const enterpriseCal: PaperLicence = {
  name: 'Skype for Business Server Enterprise CAL',
  why: 'For a room account on Skype for Business Server.',
  note,
}
const plusCal: PaperLicence = {
  name: 'Skype for Business Server Plus CAL',
  why: 'For Enterprise Voice, and so for a phone number.',
  note,
}

/** What one of them needs. */
export const paperLicencesOf = ({ hasEnterpriseVoice }: { hasEnterpriseVoice: boolean }): PaperLicence[] =>
  hasEnterpriseVoice ? [enterpriseCal, plusCal] : [enterpriseCal]

/** What these rooms on Skype for Business Server need together. */
export const countPaperLicences = (
  rooms: readonly { hasEnterpriseVoice: boolean }[],
): (PaperLicence & { count: number })[] => [
  { ...enterpriseCal, count: rooms.length },
  { ...plusCal, count: rooms.filter((room) => room.hasEnterpriseVoice).length },
]
