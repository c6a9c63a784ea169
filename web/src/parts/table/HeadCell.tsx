import { mergeClasses } from '@fluentui/react-components'
import { ArrowSortDownRegular } from '@fluentui/react-icons/svg/arrow-sort-down'
import { ArrowSortUpRegular } from '@fluentui/react-icons/svg/arrow-sort-up'
import { ArrowSortRegular } from '@fluentui/react-icons/svg/arrow-sort'
import type { Column, Sort } from './columns.ts'
import { useTableStyles } from './useTableStyles.ts'

interface Props<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
}

/** The title of a column; pressed, the table is sorted by it, and the other way round when pressed again. */
export function HeadCell<Row>({ column: { id, title, sortBy }, sort, onSort }: Props<Row>) {
  const styles = useTableStyles()
  if (!sortBy || !onSort)
    return (
      <th role="columnheader" scope="col" className={styles.cell}>
        {title}
      </th>
    )
  const isSorted = sort?.column === id
  const isDescending = isSorted && sort.isDescending
  const Icon = isSorted ? (isDescending ? ArrowSortDownRegular : ArrowSortUpRegular) : ArrowSortRegular
  return (
    <th
      role="columnheader"
      scope="col"
      className={mergeClasses(styles.cell, styles.sortable)}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort({ column: id, isDescending: isSorted && !isDescending })}
      >
        {title}
        <Icon aria-hidden />
      </button>
    </th>
  )
}
