import { endRequest } from './attempts.ts'
import type { Plan } from './plan.ts'
import type { RequestRecord } from './record.ts'
import type { Room } from './request.ts'
import { compareSettings, sayValue, settingOf, type Finding } from './settings/catalogue.ts'
import type { Snapshot } from './snapshot.ts'

/** One thing that was looked at, in words for people. */
export interface Check {
  /** Of the setting, or `booking`. */
  id: string
  title: string
  /** skipped: it could not be tried here, which is no fault of the room. */
  state: 'right' | 'wrong' | 'unknown' | 'skipped'
  says: string
  at: string
}

/** The room beside what was asked for, each setting on which somebody has an opinion. Where there is no room yet, that is what is found. */
export function compareRoom(
  { kind, address }: Pick<Plan, 'kind' | 'address'>,
  room: Room,
  snapshot: Snapshot,
  at: string,
) {
  if (kind !== 'reuse') return [missingRoom(address, snapshot, at)]
  const judged = compareSettings(snapshot, room).filter(({ state }) => state !== 'shown')
  return judged.map((finding) => toCheck(finding, at))
}

function missingRoom(address: string, { holder, deleted }: Snapshot, at: string): Check {
  const is = holder ? 'something else' : deleted ? 'a deleted account' : 'nothing'
  const says = `is ${is}, should be a room mailbox at ${address}`
  return { id: 'mailbox.type', title: settingOf('mailbox.type').title, state: 'wrong', says, at }
}

function toCheck({ setting: id, state, actual, wanted }: Finding, at: string): Check {
  const { title } = settingOf(id)
  switch (state) {
    case 'wrong':
      return { id, title, state, says: `is ${sayValue(actual)}, should be ${sayValue(wanted)}`, at }
    case 'unknown':
      return { id, title, state, says: 'not readable', at }
    default:
      return { id, title, state: 'right', says: sayValue(actual), at }
  }
}

/** Each thing once, with what was found last. */
export const keepCheck = (record: RequestRecord, check: Check): RequestRecord => ({
  ...record,
  checks: [...(record.checks ?? []).filter(({ id }) => id !== check.id), check],
})

/** A check ends well when everything is right; what could not be read is not known to be. */
export function endCheck(record: RequestRecord, at: string): RequestRecord {
  const { account: address = '', checks = [] } = record
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length
  const [wrong, unknown] = [count('wrong'), count('unknown')]
  if (wrong + unknown === 0) return endRequest(record, 'ready', at, undefined, { address }, 'checked')
  const facts = { address, all: checks.length, wrong, unknown }
  return endRequest(record, 'needs a person', at, 'check-found-differences', facts, 'checked')
}
