import type { RepairResult } from '../../../../shared/room/estate/repair.ts'
import { accountPath } from '../../data/accountPath.ts'
import { PageLink } from '../../parts/PageLink.tsx'
import type { Column } from '../../parts/table/columns.ts'
import { EndPill, endWords, sayResult, titlesOf } from './ends.tsx'

export const columns: Column<RepairResult>[] = [
  {
    id: 'account',
    title: 'Account',
    width: 'minmax(8rem, 1.5fr)',
    cell: ({ address }) => <PageLink href={accountPath(address)}>{address}</PageLink>,
    sortBy: ({ address }) => address,
  },
  {
    id: 'end',
    title: 'How it ended',
    width: 'minmax(9rem, 10rem)',
    cell: ({ end }) => <EndPill end={end} />,
    sortBy: ({ end }) => endWords[end],
  },
  {
    id: 'changed',
    title: 'Changed',
    width: 'minmax(8rem, 1.5fr)',
    cell: ({ changed }) => titlesOf(changed),
    sortBy: ({ changed }) => changed.length,
  },
  {
    id: 'left',
    title: 'Takes a request',
    width: 'minmax(7rem, 1fr)',
    cell: ({ left }) => titlesOf(left),
    sortBy: ({ left }) => left.length,
  },
  {
    id: 'why',
    title: 'Why, and what to do',
    width: 'minmax(8rem, 2fr)',
    cell: (result) => result.code !== undefined && <Why result={result} />,
  },
]

function Why({ result }: { result: RepairResult }) {
  const { code, says, remedy } = sayResult(result)
  return (
    <>
      {says} {remedy} <PageLink href={`/problems#${code}`}>{code}</PageLink>
    </>
  )
}
