import { z } from 'zod'
import { address } from '../request.ts'
import { catalogue, settingOf, type Difference, type Finding } from '../settings/catalogue.ts'
import type { Setting } from '../settings/setting.ts'
import type { Value } from '../snapshot.ts'
import { activeExceptions, type Exception } from './exceptions.ts'

/**
 * What is put right for many accounts at once: calendar, place, password that never expires and country. A licence costs money, a new password signs the device on the wall out,
 * and Skype moves calls; these take a request of their own, with its plan and approval.
 */
export const isRepairable = ({ target }: Pick<Setting, 'target'>): boolean => {
  if (!target || 'teams' in target) return false
  return 'cmdlet' in target
    ? repairCmdlets.has(target.cmdlet)
    : target.userProperty === 'passwordPolicies' || target.userProperty === 'usageLocation'
}

const repairCmdlets = new Set<string>(['Set-CalendarProcessing', 'Set-Place', 'Set-MailboxRegionalConfiguration'])

/** What a person sets by hand, in the form of a page: single values. */
export const isEditable = (setting: Setting, actual: Value | undefined): boolean =>
  isRepairable(setting) && actual !== undefined && !Array.isArray(actual) && actual !== null

/** What is wrong with an account, apart: what can be put right at once, and what takes a request or a person. */
export function findRepairs(
  findings: Finding[],
  exceptions: Exception[],
  today: string,
  only?: readonly string[],
): { repairs: Difference[]; left: string[] } {
  const answered = new Set(activeExceptions(exceptions, today).map(({ setting }) => setting))
  const wrong = findings.filter(({ state, setting }) => state === 'wrong' && !answered.has(setting))
  const isWanted = (finding: Finding) => isOurs(finding) && (only?.includes(finding.setting) ?? true)
  const [can, cannot] = [wrong.filter(isWanted), wrong.filter((finding) => !isWanted(finding))]
  return {
    repairs: can.map(({ setting, actual, wanted }) => ({ setting, from: actual ?? '', to: wanted ?? '' })),
    left: cannot.map(({ setting }) => setting),
  }
}

const isOurs = ({ setting }: Finding): boolean => isRepairable(settingOf(setting))

const single = z.union([z.string().max(1_000), z.int(), z.boolean()])
const editable = new Set(catalogue.filter(isRepairable).map(({ id }) => id))

const settingId = z.string().refine((id) => editable.has(id), 'is not a setting that can be set here')

/** One setting, from what its editor saw to what it is to be. */
export const editSchema = z.strictObject({
  setting: settingId,
  from: z.union([single, z.null()]),
  to: single,
})
export type Edit = z.output<typeof editSchema>

/** A command has to fit into one message of the queue. */
const mostNamed = 1_000

/** Only these, of everything that is recommended. */
const settings = z.array(settingId).min(1).max(200).optional()

/** Which accounts: those named, or every one that needs action; and which of the recommended settings, where not all. */
export const scopeSchema = z.union([
  z.strictObject({
    accounts: z.array(address).min(1).max(mostNamed, `must be at most ${mostNamed}; more are named by a filter`),
    settings,
  }),
  z.strictObject({ all: z.literal('needs-action'), settings }),
])
export type Scope = z.output<typeof scopeSchema>

/** How one account of a repair ended. */
export interface RepairResult {
  address: string
  /** repaired: written and read back · right: nothing was to be done · left: only what takes a request · busy, refused, failed: see code · written: not visible yet. */
  end: 'repaired' | 'right' | 'left' | 'written' | 'busy' | 'refused' | 'failed'
  /** Settings that were changed. */
  changed: string[]
  /** Settings that are wrong still. */
  left: string[]
  code?: string
  facts?: Record<string, string>
}

/** What somebody else changed since the editor looked. */
export const findOvertaken = (edits: Edit[], findings: Finding[]): string[] =>
  edits
    .filter(({ setting, from, to }) => {
      const actual = findings.find((finding) => finding.setting === setting)?.actual ?? ''
      return actual !== (from ?? '') && actual !== to
    })
    .map(({ setting }) => setting)

/** Exchange takes a value of the kind that it shows; what was never set takes any. */
export const findWrongKind = (edits: Edit[], findings: Finding[]): string[] =>
  edits
    .filter(({ setting, to }) => {
      const actual = findings.find((finding) => finding.setting === setting)?.actual ?? ''
      return actual !== '' && to !== '' && typeof actual !== typeof to
    })
    .map(({ setting }) => setting)

export const toDifferences = (edits: Edit[], findings: Finding[]): Difference[] =>
  edits.flatMap(({ setting, to }) => {
    const actual = findings.find((finding) => finding.setting === setting)?.actual ?? ''
    return actual === to ? [] : [{ setting, from: actual, to }]
  })
