import type { BatchView } from '../../../../shared/room/batchView.ts'

const words: Record<BatchView['state'], string> = {
  queued: 'not taken up yet',
  arriving: 'on its way',
  running: 'at work',
  paused: 'paused',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
}

/** Where a list stands. */
export const sayState = ({ state, paused, canary }: BatchView): string =>
  state === 'paused' && paused === 'canary'
    ? `paused: the room of line ${canary}, which goes first, is not ready`
    : words[state]
