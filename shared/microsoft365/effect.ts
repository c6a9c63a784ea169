/** What a call did, when it is not simply done. */
export type Effect = { kind: 'done' } | Failed

export interface Failed {
  kind: 'failed'
  /** absent: not there, or not replicated yet. */
  reason: 'absent' | 'taken' | 'denied' | 'no-unit-free' | 'other'
  text: string
}
