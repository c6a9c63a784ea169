import type { Requester, Room } from './request.ts'
import type { End, RunState } from './record.ts'

/** A list of rooms that goes through together; each row becomes a request of its own. */
export interface BatchState {
  requester: Requester
  /** Line of the row that goes first, alone. */
  canary: number
  /** Of the whole list, so that the same key is not used for another one. */
  digest: string
  /** Parts of the list that have come. */
  arrived: number[]
  ended: number
  ready: number
  /** The canary is ready, or a person goes on without it. */
  isTrusted?: true
  /** Why it is paused. */
  paused?: 'person' | 'canary'
  /** When this run began, and how many rows had ended by then. */
  run: { since: string; ended: number }
}

export interface BatchRow {
  /** In the file, as an editor counts. */
  line: number
  room: Room
}

/** Where a row stands: held back, open since `at`, or ended. */
export interface RowResult {
  line: number
  name: string
  site: string
  requestId: string
  state: 'held' | 'open' | End
  at?: string
  code?: string
  facts?: Record<string, string | number>
}

export const mostRows = 1_000
export const rowsOnAPage = 100

export const isHeld = ({ state }: RowResult): boolean => state === 'held'
export const isOpen = ({ state }: RowResult): boolean => state === 'open'
export const hasRowEnded = (row: RowResult): boolean => !isHeld(row) && !isOpen(row)

/** As its request says by now; one that is not open says nothing new. */
export function settleRow(row: RowResult, run: RunState | undefined): RowResult {
  if (!isOpen(row) || run?.kind !== 'ended') return row
  const { end: state, code, facts = {} } = run
  return { ...row, state, ...(code !== undefined && { code, facts }) }
}

/** Which rows begin now: the canary alone, and once that is ready as many as leave the window full. */
export function chooseRows(
  rows: RowResult[],
  { canary, isTrusted }: Pick<BatchState, 'canary' | 'isTrusted'>,
  atOnce: number,
): RowResult[] {
  const held = rows.filter(isHeld)
  if (!isTrusted) return held.filter(({ line }) => line === canary)
  return held.slice(0, Math.max(0, atOnce - rows.filter(isOpen).length))
}
