import { Checkbox, mergeClasses } from '@fluentui/react-components'
import { memo } from 'react'
import type { Column, Selection } from './columns.ts'
import type { SeenRow } from './useSeenRows.ts'
import { useTableStyles } from './useTableStyles.ts'

interface Props<Row> extends SeenRow<Row> {
  tracks: string
  measure: (element: HTMLTableRowElement | null) => void
  columns: Column<Row>[]
  selection: Selection<Row> | undefined
}

function PlainRow<Row>({ id, row, place, offset, tracks, measure, columns, selection }: Props<Row>) {
  const styles = useTableStyles()
  const isSelected = selection?.keys.has(id) ?? false
  return (
    <tr
      role="row"
      ref={measure}
      data-index={place}
      aria-rowindex={place + 2}
      aria-selected={selection ? isSelected : undefined}
      className={mergeClasses(styles.row, styles.placed, isSelected && styles.selected)}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${offset}px)` }}
    >
      {selection && (
        <td role="cell" className={mergeClasses(styles.cell, styles.box)}>
          <Checkbox
            aria-label={`Select ${selection.nameOf(row)}`}
            checked={isSelected}
            onChange={() => selection.onChange(toggled(selection.keys, id))}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} role="cell" className={styles.cell} data-title={column.title}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** Drawn anew only when it says something else or stands elsewhere. */
export const TableRow = memo(PlainRow) as typeof PlainRow

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
