import type { LicenceKind } from './licence.ts'
import { findLicence } from './licenceCatalogue.ts'
import { nameOfKind } from './licences.ts'
import type { Demands, PreflightFinding, PreflightReading } from './preflight.ts'

/** A group that gives licences of a kind, as the settings name it. */
export interface LicenceGroup {
  kind: LicenceKind
  id: string
}

/** A group as it was read; without a name there is none. */
export interface GroupSeen {
  id: string
  name?: string
  /** Of a dynamic group, and whether it is evaluated. */
  rule?: string
  isProcessing?: boolean
  /** SKU ids that its members get. */
  licences?: string[]
}

const kinds: LicenceKind[] = ['pro', 'basic', 'standard', 'premium']

/** Those that are named in the settings, in the order of kinds. */
export const groupsIn = (ids: Partial<Record<LicenceKind, string | undefined>>): LicenceGroup[] =>
  kinds.flatMap((kind) => (ids[kind] === undefined ? [] : [{ kind, id: ids[kind] }]))

type Judgement = Pick<PreflightFinding, 'state' | 'why' | 'remedy'>

const why = 'Rooms get their licence as members of it.'

/**
 * Whether the groups that give licences are as the settings and the naming pattern want them. A group with assigned
 * members is right without a rule. learn.microsoft.com "Manage rules for dynamic membership groups in Microsoft Entra ID",
 * "Assign licenses to a group" (2024).
 */
export const judgeLicenceGroups = (reading: PreflightReading, demands: Demands): PreflightFinding[] =>
  (demands.licenceGroups ?? []).map((group) => ({
    id: `licence-group:${group.kind}`,
    kind: 'prerequisite',
    title: `The group that gives ${nameOfKind(group.kind)}`,
    // Rooms of another kind are none the worse; who needs the group is told when it is planned.
    users: [],
    where: ['licence-group'],
    ...judge(group, reading, demands.rule),
  }))

function judge(
  { kind, id }: LicenceGroup,
  { groups, skus = [] }: PreflightReading,
  rule: string | undefined,
): Judgement {
  const group = groups?.find((one) => one.id === id)
  if (!group) return { state: 'unreadable', why, remedy: 'Put the permissions below right, then read again.' }
  const name = nameOfKind(kind)
  if (group.name === undefined) return { state: 'missing', why, remedy: howToMake(name, rule) }
  const faults = [
    ...findRuleFaults(group, rule),
    ...(group.licences?.some((skuId) => findLicence(skuId, toSkus(skus))?.kind === kind)
      ? []
      : [{ is: `It gives no licence of the kind ${name}.`, remedy: `Assign ${name} to it.` }]),
  ]
  if (faults.length === 0) return { state: 'ok', why, remedy: '' }
  const words = (of: 'is' | 'remedy') => faults.map((fault) => fault[of]).join(' ')
  return { state: 'differs', why: `${why} ${group.name}: ${words('is')}`, remedy: words('remedy') }
}

/** Units do not matter to what a licence is. */
const toSkus = (skus: NonNullable<PreflightReading['skus']>) => skus.map((sku) => ({ ...sku, free: 0 }))

const howToMake = (name: string, rule: string | undefined): string =>
  `Make a security group with ${rule === undefined ? 'assigned members' : `the membership rule ${rule}, its processing on`}, assign ${name} to it, and name its id in ROOMWRIGHT_LICENCE_GROUPS.`

function findRuleFaults({ rule, isProcessing }: GroupSeen, wanted: string | undefined) {
  if (rule === undefined) return []
  const isWanted = wanted === undefined || plain(rule) === plain(wanted)
  return [
    ...(isWanted
      ? []
      : [
          {
            is: `Its membership rule is ${rule}, which is not the one that the naming pattern gives.`,
            remedy: `Set its membership rule to ${wanted}, or change ROOMWRIGHT_NAME_PATTERN.`,
          },
        ]),
    ...(isProcessing
      ? []
      : [{ is: 'Its rule is not evaluated.', remedy: 'Set the processing of its membership rule to On.' }]),
  ]
}

/** Parentheses around the whole and spaces change nothing, nor do capitals outside the names of properties. */
const plain = (rule: string): string =>
  rule
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
