import type { TenantFacts } from '../accounts.ts'
import type { Switches } from '../switches.ts'
import type { CmdletName, ParametersOf } from './cmdletData.ts'
import type { Directory, DirectoryObject } from './directory.ts'

export interface OnPremisesView {
  facts: TenantFacts
  directory: Directory
  /** As Get-ExchangeServer shows it. */
  exchangeVersion: string
  switches: Switches
  /** ISO time of the call. */
  now: string
}

/** The objects that a cmdlet gives back, before the runbook picks properties; nothing for most writes. */
export type CmdletFunction<C extends CmdletName> = (parameters: ParametersOf<C>, view: OnPremisesView) => object[]

/** Writes only what differs, so that a cmdlet that changes nothing has no effect. */
export function change({ directory }: OnPremisesView, before: DirectoryObject, after: DirectoryObject): void {
  if (JSON.stringify(before) !== JSON.stringify(after)) directory.put(after)
}

/** `Property -eq 'value'`, joined by -or; single quotes in the value are doubled. Undefined when it is anything else. */
export function parseFilter(filter: string): { property: string; value: string }[] | undefined {
  const criteria = filter.split(/\s+-or\s+/i).map((criterion) => {
    const [, property = '', value = ''] = /^\s*(\w+)\s+-eq\s+'((?:[^']|'')+)'\s*$/.exec(criterion) ?? []
    return { property, value: value.replaceAll("''", "'") }
  })
  return criteria.every(({ property, value }) => property && value) ? criteria : undefined
}
