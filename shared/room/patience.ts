import type { ProblemCode } from './problems.ts'

interface Wait {
  /** What is waited for; completes "waiting for …". */
  words: string
  /** How long in all, in seconds. */
  seconds: number
  /** How long it takes at least, as a rule: sooner looks are wasted. */
  first?: number
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
  'licence-free': { words: 'a free licence', seconds: 30 * days, over: 'no-licence-left' },
  'account-free': { words: 'another request that works on the same account', seconds: 5 * days, over: 'account-busy' },
  microsoft: { words: 'Microsoft 365 to answer', seconds: 2 * hours, over: 'microsoft-unavailable' },
  ticket: { words: 'the ticketing system to take our answer', seconds: 7 * days, over: 'ticket-unreachable' },
} as const satisfies Record<string, Wait>

export type WaitName = keyof typeof waits
export type Patience = Record<WaitName, number>

export const isWaitName = (name: string): name is WaitName => Object.hasOwn(waits, name)

/** Seconds before the first look, and at least between any two. */
export const firstWaitOf = (name: WaitName): number => {
  const { first = 5 }: Wait = waits[name]
  return first
}

/** What a requester reads after "waiting for". */
export const wordsOf = (why: string): string => (isWaitName(why) ? waits[why].words : why)
