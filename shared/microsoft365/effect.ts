/** What a call did, when it is not simply done. */
export type Effect = { kind: 'done' } | Failed

export interface Failed {
  kind: 'failed'
  /**
   * absent: not there, or not replicated yet · not-held: a licence that is to be taken away is gone already · settled: a member of a list is in it, or out of it, already ·
   * service-gone: Skype for Business Online.
   */
  reason:
    | 'absent'
    | 'taken'
    | 'denied'
    | 'foreign-domain'
    | 'no-unit-free'
    | 'not-held'
    | 'settled'
    | 'pool-unknown'
    | 'number-taken'
    | 'policy-unknown'
    | 'service-gone'
    | 'other'
  text: string
  /** What was to be added is there all the same. */
  isAdded?: true
}

/** Of several calls: done if all are, else the first that failed. */
export const toEffect = (results: ({ kind: 'ok' } | Effect)[]): Effect =>
  results.find((result): result is Failed => result.kind === 'failed') ?? { kind: 'done' }
