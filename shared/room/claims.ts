import { dropDevice, type Claim, type Hold, type RequestRecord } from './record.ts'
import { settingOf } from './settings/catalogue.ts'

/** Claims unless this run has claimed another of the kind already: the record's ETag decides who was first. */
export const claimFirst = (record: RequestRecord, claim: Claim): RequestRecord =>
  record.claims.some(({ kind, attempt }) => kind === claim.kind && attempt === claim.attempt)
    ? record
    : keepClaim(record, claim)

/** Takes a claim back: its effect was refused, so there is nothing to remember. */
export function dropClaim(record: RequestRecord, claim: Pick<Claim, 'kind' | 'name'>): RequestRecord {
  return { ...record, claims: record.claims.filter(({ kind, name }) => kind !== claim.kind || name !== claim.name) }
}

/** What was taken back needs no other undo; a password that was set stays the one to sign in with. */
export function forgetUndone(record: RequestRecord): RequestRecord {
  const { licencesBefore: _, undoing: __, ...rest } = devicesOf(record).reduce(dropDevice, record)
  return { ...rest, before: [], claims: record.claims.filter(({ kind, isDone }) => kind === 'password' && isDone) }
}

/** What was made ready is the room as it is. Of what was before, only what these steps have set can still go back. */
export function settle(record: RequestRecord, steps: string[] = []): RequestRecord {
  const { licencesBefore: _, ...rest } = record
  return {
    ...rest,
    before: record.before.filter(({ setting }) => steps.includes(settingOf(setting).step ?? '')),
    claims: record.claims.filter(
      ({ kind, name }) => kind === 'password' || kind === 'event' || (kind === 'settings' && steps.includes(name)),
    ),
  }
}

/** What this request has made or changed of a kind, or begun to. */
export const claimedNames = ({ claims }: RequestRecord, wanted: Claim['kind']): string[] =>
  claims.flatMap(({ kind, name }) => (kind === wanted ? [name] : []))

/** The version in the vault that this request has set last; none where the account kept the password that it had. */
export const passwordVersionOf = ({ claims }: RequestRecord): string | undefined =>
  claims.findLast(({ kind, isDone }) => kind === 'password' && isDone)?.name

/** The devices that it has bound, or begun to bind, and answers for. */
export const devicesOf = (record: RequestRecord): string[] => claimedNames(record, 'device')

export const keepClaim = (record: RequestRecord, claim: Claim): RequestRecord => {
  const { claims } = dropClaim(record, claim)
  return { ...record, claims: [...claims, claim] }
}

export const isSameHold = (one: Hold, other: Hold): boolean => one.kind === other.kind && one.key === other.key

export const keepHold = (record: RequestRecord, hold: Hold): RequestRecord =>
  record.holds.some((held) => isSameHold(held, hold)) ? record : { ...record, holds: [...record.holds, hold] }

export const dropHold = (record: RequestRecord, hold: Hold): RequestRecord => ({
  ...record,
  holds: record.holds.filter((held) => !isSameHold(held, hold)),
})
