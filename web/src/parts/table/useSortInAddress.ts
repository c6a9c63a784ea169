import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Sort } from './columns.ts'

const parameter = 'sort'

/** The order of a table, kept in the address as `column` or `-column`, so that a link or a way back keeps it. */
export function useSortInAddress(): [sort: Sort | undefined, change: (sort: Sort) => void] {
  const [parameters, setParameters] = useSearchParams()
  const text = parameters.get(parameter) ?? ''
  const sort = useMemo(
    () => (text === '' ? undefined : { column: text.replace(/^-/, ''), isDescending: text.startsWith('-') }),
    [text],
  )
  const change = ({ column, isDescending }: Sort): void =>
    setParameters(
      (before) => {
        before.set(parameter, `${isDescending ? '-' : ''}${column}`)
        return before
      },
      { replace: true },
    )
  return [sort, change]
}
