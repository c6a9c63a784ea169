import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { useCallback, useState, type FocusEvent } from 'react'
import { placeOf } from './moveBetweenRows.ts'

/** Keeps the row that has, or had last, the focus in the document, however far it is scrolled away. */
export function useKeptRow() {
  const [place, setPlace] = useState(-1)
  const keep = useCallback((event: FocusEvent) => setPlace(placeOf(event.target)), [])
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range)
      const isElsewhere = place >= 0 && place < range.count && !seen.includes(place)
      return isElsewhere ? [...seen, place].toSorted((one, other) => one - other) : seen
    },
    [place],
  )
  return { keep, rangeExtractor }
}
