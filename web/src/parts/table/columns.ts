import type { ReactNode } from 'react'

/** One column of a table of `Row`. */
export interface Column<Row> {
  /** Stands in the address where a page keeps its order there. */
  id: string
  title: string
  /** Share of the width: a track of a CSS grid, such as `minmax(8rem, 1fr)`. The same for all rows, whatever they hold. */
  width: string
  cell: (row: Row) => ReactNode
  /** What the column is sorted by: text by its letters and the numbers in it, numbers by size. Without it, it is not sorted. */
  sortBy?: (row: Row) => string | number
}

export interface Sort {
  column: string
  isDescending: boolean
}

/** Rows that are picked, by their keys. */
export interface Selection<Row> {
  keys: ReadonlySet<string>
  /** Gets the new set; the old one is not changed. */
  onChange: (keys: ReadonlySet<string>) => void
  /** What the box of a row is called: "Select …". */
  nameOf: (row: Row) => string
}

const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The rows in order; as they came where no column, or an unknown one, is named. Equal rows stay as they came. */
export function sortRows<Row>(rows: Row[], columns: Column<Row>[], sort: Sort | undefined): Row[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (!sort || !sortBy) return rows
  const sign = sort.isDescending ? -1 : 1
  const valued = rows.map((row) => ({ row, value: sortBy(row) }))
  return valued.toSorted((one, other) => sign * compareValues(one.value, other.value)).map(({ row }) => row)
}

const compareValues = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : compare(String(one), String(other))
