import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useRef } from 'react'
import { useDistanceFromTop } from './useDistanceFromTop.ts'
import { useKeptRow } from './useKeptRow.ts'

/** Of a row on one line, in pixels; the real height is measured when a row is drawn. */
const usualHeight = 45
const rowsAround = 8

export interface SeenRow<Row> {
  id: string
  row: Row
  /** Among all rows, from 0. */
  place: number
  /** From the top of the body, in pixels. */
  offset: number
}

/** Which of many rows have to be in the document, and where. */
export function useSeenRows<Row>(rows: Row[], keyOf: (row: Row) => string) {
  const body = useRef<HTMLTableSectionElement>(null)
  const scrollMargin = useDistanceFromTop(body)
  const { keep, rangeExtractor } = useKeptRow()
  const getItemKey = useCallback((place: number) => keyOf(rows[place] as Row), [rows, keyOf])
  const virtual = useWindowVirtualizer<HTMLTableRowElement>({
    count: rows.length,
    estimateSize: () => usualHeight,
    overscan: rowsAround,
    scrollMargin,
    getItemKey,
    rangeExtractor,
  })
  const seen = virtual.getVirtualItems().map(({ key, index, start }): SeenRow<Row> => ({
    id: String(key),
    row: rows[index] as Row,
    place: index,
    offset: start - scrollMargin,
  }))
  return {
    body,
    keep,
    seen,
    height: virtual.getTotalSize(),
    measure: virtual.measureElement,
    show: (place: number): void => virtual.scrollToIndex(place),
  }
}
