import type { LifecycleAction } from './lifecycle.ts'

/** The steps of a request in the order in which people see them (the order of Microsoft's workflow for resource accounts); ids are activity names. */
export const steps = [
  { id: 'identifyAndPlan', title: 'Identify the room' },
  { id: 'ensureMailbox', title: 'Create or reuse the room mailbox' },
  { id: 'awaitRoom', title: 'Wait until it is visible' },
  { id: 'ensureCalendar', title: 'Auto-accept and calendar' },
  { id: 'ensurePlace', title: 'Place and time zone' },
  { id: 'ensureAccount', title: 'Password never expires, sign-in' },
  { id: 'enableSkype', title: 'Skype for Business' },
  { id: 'assignLicence', title: 'Teams licence' },
  { id: 'ensureTeams', title: 'Teams policies and number' },
  { id: 'confirmPassword', title: 'Read the new password back' },
  { id: 'verifyRoom', title: 'Verify everything' },
  { id: 'checkSignIn', title: 'Sign-in possible' },
  { id: 'probeBooking', title: 'Test booking' },
  { id: 'closeBookings', title: 'Refuse new bookings' },
  { id: 'awaitGrace', title: 'Grace time' },
  { id: 'releaseAccount', title: 'Block sign-in, free licence and number' },
  { id: 'deleteAccount', title: 'Delete the account' },
  { id: 'bindDevice', title: 'Bind the device' },
  { id: 'undoChanges', title: 'Take back what was changed' },
] as const

export type StepId = (typeof steps)[number]['id']

/** Of the actions on an account that exists; every other step is of setting one up. */
const ofAction: Record<LifecycleAction, StepId[]> = {
  rotate: ['identifyAndPlan', 'ensureAccount', 'confirmPassword', 'checkSignIn'],
  retire: ['identifyAndPlan', 'closeBookings', 'awaitGrace', 'releaseAccount', 'deleteAccount'],
}

/** Those that the action takes; taking back is shown where it happens. */
export function isOfAction(id: StepId, action: LifecycleAction | undefined): boolean {
  if (action) return ofAction[action].includes(id)
  return !onlyOfActions.has(id)
}

const onlyOfActions = new Set<StepId>([
  'confirmPassword',
  'closeBookings',
  'awaitGrace',
  'releaseAccount',
  'deleteAccount',
])

/** One step of one attempt, as the pages show it. */
export interface StepRow {
  step: string
  attempt: number
  state: 'running' | 'waiting' | 'done' | 'refused'
  startedAt: string
  endedAt?: string
  /** While waiting: for what, and when it is looked at next. */
  waitingFor?: string
  nextLook?: string
}
