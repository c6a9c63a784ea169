import { z } from 'zod'
import type { Certificates } from './certificates.ts'
import { checks, findOpen, type Ticks } from './checklist.ts'
import { passwordVersionOf } from './claims.ts'
import { isCheck, isReady, roomOfRun, say, type RequestRecord } from './record.ts'

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')

/** Public half of the key pair that a page makes for one reveal (RFC 7518 §6.2.1). */
export const revealKeySchema = z.strictObject({
  kty: z.literal('EC', 'must be EC'),
  crv: z.literal('P-256', 'must be P-256'),
  x: coordinate,
  y: coordinate,
})
export type RevealKey = z.output<typeof revealKeySchema>

/** Somebody has got one version of the password. */
export interface Handover {
  /** Of the reveal. */
  id: string
  version: string
  by: string
  at: string
}

/** So long the answer to a reveal is kept, sealed. */
export const keptSeconds = 600

export interface Hindrance {
  code:
    | 'not-the-installer'
    | 'handover-too-early'
    | 'password-not-ours'
    | 'already-revealed'
    | 'no-physical-tpm'
    | 'checklist-incomplete'
    | 'permission-missing'
  facts: Record<string, string>
}

/** Verified address of whoever may see the sign-in data: the installer whom the request names, else the requester. */
export const installerOf = (record: RequestRecord): string | undefined =>
  roomOfRun(record)?.installer ?? record.wanted.requester?.email

/** Why `by` does not get the sign-in data of a request, whatever he ticks. A reveal that comes again stands not in its own way. */
export function findHindrance(record: RequestRecord, by: string, revealId?: string): Hindrance | undefined {
  const installer = installerOf(record)
  if (installer !== by) return { code: 'not-the-installer', facts: { installer: installer ?? 'nobody' } }
  if (!isReady(record) || isCheck(record)) return { code: 'handover-too-early', facts: {} }
  const version = passwordVersionOf(record)
  if (version === undefined) return { code: 'password-not-ours', facts: { account: record.account ?? '' } }
  const earlier = record.handovers?.find((one) => one.version === version && one.id !== revealId)
  return earlier && { code: 'already-revealed', facts: { by: earlier.by, at: sayTime(earlier.at) } }
}

/** What is wrong with the ticks: a device without TPM is refused, the others are answered first. */
export function findUnfit(ticks: Ticks, certificates: Certificates): Hindrance | undefined {
  if (ticks.tpm === 'no') return { code: 'no-physical-tpm', facts: {} }
  const open = findOpen(ticks, certificates).map((check) => checks[check])
  return open.length > 0 ? { code: 'checklist-incomplete', facts: { open: open.join('; ') } } : undefined
}

/** Notes that a version is given away, unless something stands in the way by now; says so on the ticket. */
export function keepHandover(record: RequestRecord, { id, by, at }: Omit<Handover, 'version'>): RequestRecord {
  const version = passwordVersionOf(record)
  if (version === undefined || findHindrance(record, by, id)) return record
  if (record.handovers?.some((one) => one.id === id)) return record
  const known = { ...record, handovers: [...(record.handovers ?? []), { id, version, by, at }] }
  return say(known, { key: `handed-over:${id}`, kind: 'handed-over', at, facts: { by } })
}

/** `2026-11-23T08:00:00Z` → on 2026-11-23 at 08:00 UTC. */
const sayTime = (at: string): string => `on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`
