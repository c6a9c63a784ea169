import type { Facts } from './decisionTable.ts'
import type { Identified } from './identify.ts'
import type { Work } from './plan.ts'
import { asksForVoice } from './wishes.ts'

/** Why somebody has to agree before anything is touched; which of these an estate wants is ROOMWRIGHT_APPROVAL. Each completes "because …". */
export const approvalReasons = {
  create: 'a new account is made',
  reuse: 'an existing room is changed',
  convert: 'something that is no room becomes one',
  restore: 'a deleted room comes back',
  'look-alike': 'a room with a similar name exists',
  'future-meetings': 'the room has meetings to come, which follow the new settings',
  voice: 'telephony is asked for',
  'last-licences': 'few licences are left',
  retire: 'a room is given up, in the end with its account and calendar',
} as const
export type ApprovalReason = keyof typeof approvalReasons

/** Without another wish of the estate. */
export const usualReasons: ApprovalReason[] = [
  'convert',
  'restore',
  'look-alike',
  'future-meetings',
  'voice',
  'last-licences',
  'retire',
]

/** From this number of free units on, each is given only after a look. */
const fewLicences = 3

interface Considered extends Facts {
  identified: Identified
  work: Work | undefined
  /** Free units of the licence that would be assigned, before it is. */
  licencesLeft: number | undefined
}

/** Every reason that applies, in the order of the table. A room that needs nothing changed needs nobody's consent. */
export function approvalReasonsFor({ identified, work, room, snapshot, licencesLeft }: Considered): ApprovalReason[] {
  const { kind, asks } = identified
  const isChange = kind === 'reuse' && work !== undefined && work.steps.length > 0
  const applies: Record<ApprovalReason, boolean> = {
    create: kind === 'create',
    reuse: isChange,
    convert: asks === 'convert',
    restore: asks === 'restore',
    'look-alike': asks === 'look-alike',
    'future-meetings': (isChange || kind === 'convert') && (snapshot.meetings ?? 0) > 0,
    voice: (isChange || kind !== 'reuse') && asksForVoice(room),
    'last-licences': licencesLeft !== undefined && licencesLeft > 0 && licencesLeft <= fewLicences,
    // Of a plan of its own.
    retire: false,
  }
  return (Object.keys(approvalReasons) as ApprovalReason[]).filter((reason) => applies[reason])
}
