import { Checkbox, mergeClasses } from '@fluentui/react-components'
import { useMemo } from 'react'
import { sortRows, type Column, type Selection, type Sort } from './columns.ts'
import { HeadCell } from './HeadCell.tsx'
import { TableRow } from './TableRow.tsx'
import { moveBetweenRows } from './moveBetweenRows.ts'
import { useSeenRows } from './useSeenRows.ts'
import { useTableStyles } from './useTableStyles.ts'

interface Props<Row> {
  /** What the table shows, for those who do not see it. */
  label: string
  /** Keep the same array from one rendering to the next. */
  columns: Column<Row>[]
  /** What is to be seen, filtered already. Rows that stay the same objects are not drawn anew. */
  rows: Row[]
  keyOf: (row: Row) => string
  sort?: Sort | undefined
  /** Somebody wants another order. Without it no heading can be pressed. */
  onSort?: (sort: Sort) => void
  selection?: Selection<Row>
}

/**
 * A table of up to tens of thousands of rows, which scrolls with the page: only rows that are seen, some around them,
 * and the one that has the focus are in the document. Rows may be of different heights; where there is no room for columns,
 * a row becomes a block of its own. ↑, ↓, Home and End move the focus between rows, within a column.
 * Sorting happens here; order, filter, search and selection belong to the page.
 */
export function DataTable<Row>({ label, columns, rows, keyOf, sort, onSort, selection }: Props<Row>) {
  const styles = useTableStyles()
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort])
  const { body, keep, show, measure, height, seen } = useSeenRows(sorted, keyOf)
  const tracks = `${selection ? 'auto ' : ''}${columns.map(({ width }) => width).join(' ')}`
  return (
    <table role="table" aria-label={label} aria-rowcount={sorted.length + 1} className={styles.table}>
      <thead role="rowgroup" className={styles.head}>
        <tr role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: tracks }}>
          {selection && <SelectAll rows={sorted} keyOf={keyOf} selection={selection} />}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody
        role="rowgroup"
        ref={body}
        className={styles.body}
        style={{ height }}
        onFocus={keep}
        onKeyDown={(event) => moveBetweenRows(event, sorted.length, show)}
      >
        {seen.map((one) => (
          <TableRow key={one.id} {...one} {...{ tracks, columns, measure, selection }} />
        ))}
      </tbody>
    </table>
  )
}

interface SelectAllProps<Row> {
  rows: Row[]
  keyOf: (row: Row) => string
  selection: Selection<Row>
}

/** Picks every row that is to be seen, or none. */
function SelectAll<Row>({ rows, keyOf, selection: { keys, onChange } }: SelectAllProps<Row>) {
  const styles = useTableStyles()
  const count = rows.filter((row) => keys.has(keyOf(row))).length
  const isAll = count > 0 && count === rows.length
  return (
    <th role="columnheader" className={mergeClasses(styles.cell, styles.box)}>
      <Checkbox
        aria-label="Select all"
        checked={isAll || (count > 0 && 'mixed')}
        onChange={() => onChange(new Set(isAll ? [] : rows.map(keyOf)))}
      />
    </th>
  )
}
