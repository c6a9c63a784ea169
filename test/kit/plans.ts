import type { Plan, Work } from '../../shared/room/plan.ts'
import { address, place } from './rooms.ts'
import { proSku, userId } from './snapshots.ts'

/** A visible account that needs nothing. */
export const aWork = (changes: Partial<Work> = {}): Work => ({
  address,
  topology: 'online',
  userId,
  password: 'keep',
  differences: [],
  account: {},
  steps: [],
  licences: [proSku],
  ...changes,
})

/** A room that is there and right. */
export const aPlan = (changes: Partial<Plan> = {}): Plan => ({
  kind: 'reuse',
  row: 'room',
  address,
  topology: 'online',
  reasons: [],
  work: aWork(),
  ...changes,
})

/** Nothing is there yet. */
export const planOfANewRoom: Plan = { kind: 'create', row: 'nothing', ...place, reasons: [] }

/** Everything about a new room is to be set. */
export const wholeWork: Work = aWork({
  password: 'new',
  licences: [],
  steps: ['ensureCalendar', 'ensurePlace', 'ensureAccount', 'assignLicence'],
  account: { usageLocation: 'NO', passwordPolicies: 'DisablePasswordExpiration' },
  differences: [
    { setting: 'mailbox.deleteComments', from: true, to: false },
    { setting: 'location.building', from: '', to: 'Fjordgata 1' },
    { setting: 'account.passwordNeverExpires', from: false, to: true },
    { setting: 'licence.room', from: 'none', to: 'pro' },
  ],
})
