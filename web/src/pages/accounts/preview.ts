import type { Scope } from '../../../../shared/room/estate/repair.ts'
import { isRepairable } from '../../../../shared/room/estate/repair.ts'
import { catalogue, settingOf } from '../../../../shared/room/settings/catalogue.ts'
import type { Row } from './rows.ts'

/** One way to say which accounts are meant. */
export interface Choice {
  id: 'picked' | 'wrong' | 'all'
  label: string
  rows: Row[]
  scope: Scope
}

/** More are named by a filter, because a command has to fit into one message. */
const mostNamed = 1_000

const repairable = (id: string): boolean => isRepairable(settingOf(id))

/** `wrong` is the setting or the pane that the list is filtered by. */
export function findChoices(rows: Row[], picked: Row[], wrong: string): Choice[] {
  const asked = catalogue.filter(({ id, pane }) => id === wrong || pane === wrong).map(({ id }) => id)
  const settings = asked.filter(repairable)
  const ofWrong = rows.filter(({ open }) => open.some((id) => settings.includes(id)))
  const name = asked.includes(wrong) ? settingOf(wrong).title : wrong
  const addresses = picked.map(({ address }) => address)
  return [
    ...(picked.length > 0 && picked.length <= mostNamed
      ? [{ id: 'picked' as const, label: 'The selected accounts', rows: picked, scope: { accounts: addresses } }]
      : []),
    ...(settings.length > 0
      ? [
          {
            id: 'wrong' as const,
            label: `All with “${name}” wrong, and only that`,
            rows: ofWrong,
            scope: { all: 'needs-action' as const, settings },
          },
        ]
      : []),
    {
      id: 'all',
      label: 'All that need action',
      rows: rows.filter(({ status }) => status === 'needs-action'),
      scope: { all: 'needs-action' },
    },
  ]
}

export const isTooMany = (picked: Row[]): boolean => picked.length > mostNamed

export interface Count {
  title: string
  accounts: number
}

/** What would be set, and what would be left because it takes a request; as the accounts were read last. */
export function preview({ rows, scope: { settings } }: Choice): { set: Count[]; left: Count[]; accounts: number } {
  const isSet = (id: string): boolean => repairable(id) && (settings?.includes(id) ?? true)
  const counts = new Map<string, number>()
  for (const id of rows.flatMap(({ open }) => open)) counts.set(id, (counts.get(id) ?? 0) + 1)
  const all = [...counts].toSorted(([, one], [, other]) => other - one)
  const toCounts = (is: (id: string) => boolean): Count[] =>
    all.filter(([id]) => is(id)).map(([id, accounts]) => ({ title: settingOf(id).title, accounts }))
  return {
    set: toCounts(isSet),
    left: settings ? [] : toCounts((id) => !repairable(id)),
    accounts: rows.filter(({ open }) => open.some(isSet)).length,
  }
}
