import type { Pane } from '../settings/setting.ts'
import type { Fault } from './account.ts'

/** A part of an account that could not be read, and what Microsoft 365 said. */
export interface PartFault {
  part: 'calendar' | 'regional' | 'user'
  failure: { reason: string; text: string }
}

const panesOf: Record<PartFault['part'], Pane[]> = {
  calendar: ['Mailbox'],
  regional: ['Location'],
  user: ['Account', 'Licence'],
}

export const toFaults = (faults: PartFault[]): Fault[] =>
  faults.flatMap(({ part, failure }) =>
    panesOf[part].map((pane): Fault => ({ pane, code: codeOf(part, failure.reason), text: failure.text })),
  )

function codeOf(part: PartFault['part'], reason: string): Fault['code'] {
  if (reason !== 'denied') return 'reading-failed'
  return part === 'user' ? 'account-settings-not-permitted' : 'mailbox-settings-not-permitted'
}
