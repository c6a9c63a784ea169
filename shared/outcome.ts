/** The three ends of an activity (see docs/design.md): done, later, refused. They are recorded in history, so they are plain JSON. */
export type Outcome<T> = Done<T> | Later | Refused

export interface Done<T> {
  kind: 'done'
  value: T
  /** What was changed, for audit and undo; the activity wrapper keeps it and takes it off before history sees it. */
  evidence?: Change[]
}

/** Ask again after `seconds`; `why` is a patience key, or a short text, shown as "waiting for …". */
export interface Later {
  kind: 'later'
  seconds: number
  why: string
  /** The wait is for a person, a licence or another day: the run ends, and a later one goes on. */
  isParking?: true
  /** What people are told about the wait. */
  facts?: Facts
}

/** Never retried by itself; `code` is a problem code. */
export interface Refused {
  kind: 'refused'
  code: string
  facts: Facts
}

/** Values for the sentence of a problem or an answer. Never a secret. */
export type Facts = Record<string, string | number>

/** One setting of the account put from one value to another. */
export interface Change {
  setting: string
  from: unknown
  to: unknown
}

/** How a run of a workflow ended: one of its steps refused, or asked for a wait too long to sit through, or all was done. */
export type Verdict = Done<unknown> | Refused | Parked

export const isRefusedAs = (code: string, verdict: Verdict): boolean =>
  verdict.kind === 'refused' && verdict.code === code

/** A wait that is too long to sit through: the run ends, a later one goes on. */
export interface Parked {
  kind: 'parked'
  seconds: number
  why: string
  facts?: Facts
}

export const done = <T>(value: T, evidence: Change[] = []): Done<T> => ({
  kind: 'done',
  value,
  ...(evidence.length > 0 && { evidence }),
})
export const later = (seconds: number, why: string): Later => ({ kind: 'later', seconds: Math.ceil(seconds), why })
export const refused = (code: string, facts: Facts = {}): Refused => ({ kind: 'refused', code, facts })
