import type { ProblemCode } from './problems.ts'

interface Wait {
  /** What is waited for; completes "waiting for …". */
  words: string
  /** How long in all, in seconds. */
  seconds: number
  /** Seconds that it takes at least, as a rule: sooner looks are wasted. */
  first?: number
  /** Seconds between two looks at most, where it is not the usual. */
  longest?: number
  /** The problem when patience is over. */
  over: ProblemCode
}

const minutes = 60
const hours = 60 * minutes
const days = 24 * hours

/** Every wait of a request and its end. The setting ROOMWRIGHT_PATIENCE overrides seconds by name. */
export const waits = {
  'mailbox-visible': {
    words: 'the mailbox to become visible in Microsoft 365',
    seconds: 30 * minutes,
    first: 15,
    over: 'mailbox-not-visible',
  },
  'settings-visible': {
    words: 'changes to become visible in Microsoft 365',
    seconds: 30 * minutes,
    over: 'settings-not-visible',
  },
  'licence-active': {
    words: 'the licence to become active',
    seconds: 30 * minutes,
    first: 1 * minutes,
    over: 'licence-not-active',
  },
  'skype-visible': {
    words: 'the account to become visible in Skype for Business Online',
    seconds: 24 * hours,
    first: 5 * minutes,
    longest: 30 * minutes,
    over: 'skype-not-visible',
  },
  'number-assigned': {
    words: 'the phone number to be assigned',
    seconds: 30 * minutes,
    first: 10,
    over: 'number-not-in-time',
  },
  'licence-free': {
    words: 'a free licence',
    seconds: 30 * days,
    first: 10 * minutes,
    longest: 60 * minutes,
    over: 'no-licence-left',
  },
  membership: {
    words: 'the group that gives the licence',
    seconds: 24 * hours,
    first: 2 * minutes,
    longest: 30 * minutes,
    over: 'not-a-member',
  },
  'booking-answered': {
    words: 'the room to answer a test booking',
    seconds: 15 * minutes,
    first: 10,
    over: 'booking-not-accepted',
  },
  'booking-gone': {
    words: 'the test booking to leave the calendar of the room',
    seconds: 15 * minutes,
    over: 'booking-not-accepted',
  },
  'account-free': {
    words: 'another request that works on the same account',
    seconds: 5 * days,
    first: 10 * minutes,
    longest: 60 * minutes,
    over: 'account-busy',
  },
  worker: {
    words: 'the worker inside the organisation',
    seconds: 72 * hours,
    // A job takes half a minute, most of it PowerShell's.
    first: 20,
    longest: 60 * minutes,
    over: 'worker-unavailable',
  },
  sync: {
    words: 'the directory to be synchronised',
    seconds: 24 * hours,
    first: 5 * minutes,
    longest: 30 * minutes,
    over: 'not-synchronised',
  },
  decision: {
    words: 'a decision of an approver',
    // Seven days are five working days, whenever they begin.
    seconds: 7 * days,
    first: 10 * minutes,
    longest: 60 * minutes,
    over: 'approval-timed-out',
  },
  'sign-in-check': {
    words: 'the check whether the room can sign in',
    seconds: 10 * minutes,
    first: 2,
    over: 'microsoft-unavailable',
  },
  microsoft: { words: 'Microsoft 365 to answer', seconds: 2 * hours, over: 'microsoft-unavailable' },
  ticket: { words: 'the ticketing system to take our answer', seconds: 7 * days, over: 'ticket-unreachable' },
} as const satisfies Record<string, Wait>

/** What nobody waits for: when it is late, the ticket is told, and nothing fails. Overridden in the same way. */
export const reports = {
  // Exchange hands a new room on to the directory of places within hours (Microsoft, "Configure rooms and workspaces", 24 h).
  'room-finder': {
    words: 'a new room to be in the Room Finder; later it is told, and no failure',
    seconds: 48 * hours,
  },
} as const

/** Waits for a day of the calendar, and needs no patience: the day comes. */
export const licenceDay = 'licence-day'

export type WaitName = keyof typeof waits
export type Patience = Record<WaitName | keyof typeof reports, number>

export const usualPatience = Object.fromEntries(
  Object.entries({ ...waits, ...reports }).map(([name, { seconds }]) => [name, seconds]),
) as Patience

/** What a requester reads after "waiting for". */
export function wordsOf(why: string): string {
  if (why === licenceDay) return 'the day from which its licence is assigned'
  return Object.hasOwn(waits, why) ? waits[why as WaitName].words : why
}

const longestLook = 5 * minutes

export type NextLook = { kind: 'wait'; seconds: number } | { kind: 'over'; code: ProblemCode }

/**
 * When to look again, or that patience is over. `waited` is what was asked for so far, in seconds; `asked` is what the other side wants at least.
 * Waits grow, because each look costs history; they stay short enough that a room is late by no more than half its wait.
 */
export function decideWait(why: WaitName, waited: number, patience: Patience, asked = 0): NextLook {
  const { first = 5, longest = longestLook, over }: Wait = waits[why]
  // Who has little patience looks sooner.
  const seconds = Math.max(asked, Math.min(first, patience[why]), Math.min(longest, waited * 0.6))
  return waited >= patience[why] || asked > patience[why] ? { kind: 'over', code: over } : { kind: 'wait', seconds }
}
