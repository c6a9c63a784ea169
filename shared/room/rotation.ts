import type { Facts } from './decisionTable.ts'
import { identifyExisting } from './existing.ts'
import { refuse, type Refusal } from './identify.ts'
import { refOf, roomLicenceIds, toAccountChanges, type Plan, type Work } from './plan.ts'
import type { RequestRecord } from './record.ts'
import { accountOf } from './settings/account.ts'
import { compareSettings, findDifferences } from './settings/catalogue.ts'
import type { Snapshot } from './snapshot.ts'

/** A new password, and nothing else but that it never expires. Whoever blocked the sign-in had a reason: a rotation does not allow it again. */
export function planRotation(facts: Facts): Plan | Refusal {
  const { room, snapshot, topology, made } = facts
  const found = identifyExisting(facts)
  if (found.kind === 'refuse') return found
  const { address } = snapshot
  const account = accountOf(snapshot)
  if (!account || !account.isEnabled) return refuse('sign-in-is-blocked', { address })
  const differences = findDifferences(compareSettings(snapshot, room)).filter(
    ({ setting }) => setting === 'account.passwordNeverExpires',
  )
  const work: Work = {
    ...refOf(snapshot, topology),
    password: made.password ? 'keep' : 'new',
    differences,
    account: toAccountChanges(snapshot, differences),
    steps: made.password && differences.length === 0 ? [] : ['ensureAccount'],
    licences: roomLicenceIds(snapshot),
  }
  return { kind: 'reuse', row: found.row, address, topology, reasons: [], action: 'rotate', work }
}

/** When the password was set that is replaced; a later run finds the new one already. */
export const keepPasswordBefore = (record: RequestRecord, snapshot: Snapshot): RequestRecord => ({
  ...record,
  passwordBefore: record.passwordBefore ?? accountOf(snapshot)?.passwordChangedAt ?? '',
})

/** Microsoft 365 shows another time of the last change than before. */
export const isRotated = ({ passwordBefore = '' }: RequestRecord, snapshot: Snapshot): boolean =>
  (accountOf(snapshot)?.passwordChangedAt ?? '') !== passwordBefore
