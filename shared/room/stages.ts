import { secondsAfter, secondsSince } from './times.ts'

/** What a room reaches, in order. */
export const stageTitles = {
  bookable: 'Can be booked',
  'sign-in-ready': 'Ready for sign-in',
  'signed-in': 'Signed in for the first time',
  'in-room-finder': 'In the Room Finder',
  'looked-again': 'Looked at again before the installation',
} as const
export type StageName = keyof typeof stageTitles

/** What it reaches after its request has ended, each for itself; nothing waits for it. */
export type AwaitedStage = Extract<StageName, 'signed-in' | 'in-room-finder' | 'looked-again'>

export interface Stage {
  stage: AwaitedStage
  /** Since when it is looked for. */
  since: string
  /** When it was reached. */
  at?: string
  /** Between two looks at first. */
  seconds: number
  /** When it is looked for next; without it nobody looks any more. */
  nextLook?: string
}

/** Whoever has not signed in by then is asked about on the page, not in the ticket. */
const longestDays = 14
const daySeconds = 86_400
const longestSeconds = 6 * 3_600

export const isOpen = ({ nextLook }: Stage): boolean => nextLook !== undefined

/** Looked for from now on, the first time after `seconds`; one that was reached stays reached. */
export function openStage(stages: Stage[] | undefined, stage: AwaitedStage, now: Date, seconds: number): Stage[] {
  const known = stages?.find((one) => one.stage === stage)
  if (known?.at !== undefined) return stages ?? []
  const since = now.toISOString()
  return replace(stages, { stage, since, nextLook: secondsAfter(now, seconds), seconds })
}

/** What one look found: reached at that time, not yet, or never to be known. */
export type StageLook = { kind: 'reached'; at: string } | { kind: 'not-yet' } | { kind: 'unknowable' }

/** Folds a look in; looks become rarer with age, and end. A stage that was closed meanwhile stays closed. */
export function foldStage(stages: Stage[] | undefined, name: AwaitedStage, look: StageLook, now: Date): Stage[] {
  const known = stages?.find(({ stage }) => stage === name)
  if (!known || !isOpen(known)) return stages ?? []
  const { nextLook: _, ...closed } = known
  if (look.kind === 'reached') return replace(stages, { ...closed, at: look.at })
  const age = secondsSince(known.since, now)
  if (look.kind === 'unknowable' || age > longestDays * daySeconds) return replace(stages, closed)
  const seconds = Math.min(longestSeconds, Math.max(known.seconds, age / 4))
  return replace(stages, { ...closed, nextLook: secondsAfter(now, seconds) })
}

export const hasOpenStages = ({ stages = [] }: { stages?: Stage[] }): boolean => stages.some(isOpen)

export const dueStages = ({ stages = [] }: { stages?: Stage[] }, now: Date): Stage[] =>
  stages.filter(({ nextLook }) => nextLook !== undefined && nextLook <= now.toISOString())

const replace = (stages: Stage[] = [], stage: Stage): Stage[] => [
  ...stages.filter((one) => one.stage !== stage.stage),
  stage,
]
