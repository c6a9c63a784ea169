import { describe, expect, it } from 'vitest'
import { findMatches } from '../../../web/src/parts/findMatches.ts'
import { sortRows, type Column } from '../../../web/src/parts/table/columns.ts'

interface Row {
  name: string
  seats: number
}

const rows: Row[] = [
  { name: 'Room 10', seats: 9 },
  { name: 'room 2', seats: 10 },
  { name: 'Åsgard', seats: 9 },
]
const columns: Column<Row>[] = [
  { id: 'name', title: 'Name', width: '1fr', cell: ({ name }) => name, sortBy: ({ name }) => name },
  { id: 'seats', title: 'Seats', width: '1fr', cell: ({ seats }) => seats, sortBy: ({ seats }) => seats },
  { id: 'plain', title: 'Plain', width: '1fr', cell: () => '' },
]
const namesBy = (column: string, isDescending = false) =>
  sortRows(rows, columns, { column, isDescending }).map(({ name }) => name)

describe('a table', () => {
  it('sorts text as people do: by letters whatever their case, and by the numbers in it', () => {
    expect(namesBy('name')).toEqual(['Åsgard', 'room 2', 'Room 10'])
    expect(namesBy('name', true)).toEqual(['Room 10', 'room 2', 'Åsgard'])
  })

  it('sorts numbers by size, and leaves equal rows as they came', () => {
    expect(namesBy('seats')).toEqual(['Room 10', 'Åsgard', 'room 2'])
    expect(namesBy('seats', true)).toEqual(['room 2', 'Room 10', 'Åsgard'])
  })

  it.each(['plain', 'unknown'])('leaves rows as they came for the column "%s"', (column) => {
    expect(sortRows(rows, columns, { column, isDescending: true })).toBe(rows)
  })
})

describe('a search', () => {
  const find = (text: string) => findMatches(rows, text, ({ name, seats }) => [name, String(seats)])

  it('finds the rows in which every word stands somewhere', () => {
    expect(find(' 10  ROOM ').map(({ name }) => name)).toEqual(['Room 10', 'room 2'])
    expect(find('room x')).toEqual([])
  })

  it('for nothing keeps the same rows', () => {
    expect(find('  ')).toBe(rows)
  })
})
