import { toFields } from '../http/edge.ts'
import { mostRows, type BatchRow } from '../room/batch.ts'
import type { FieldProblem } from '../room/problems.ts'
import type { Profiles } from '../room/profiles.ts'
import { roomSchema, type Room } from '../room/request.ts'
import { findRoomProblems } from '../room/roomRules.ts'
import { canaryColumn, columns, findColumn, nameOf, plain, readCell, readTruth, type Column } from './columns.ts'
import { parseCsv, type Line } from './parseCsv.ts'

export interface RoomsRead {
  rows: BatchRow[]
  /** Rows of the file that have something in them. */
  count: number
  /** Line of the row that is marked to go first, else of the first one. */
  canary: number
  problems: FieldProblem[]
}

type Heading = { name: string; column?: Column }

/** Reads a file of rooms, and says everything that is wrong with it, each by its line and column. */
export function readRooms(bytes: Uint8Array, today: string, profiles: Profiles): RoomsRead {
  const { lines, problems } = parseCsv(bytes)
  const [head, ...rest] = lines
  if (problems.length > 0) return refuse(problems)
  if (!head) return refuse([at(1, '', 'The file is empty; download the template and fill in a row for each room')])
  const headings = head.cells.map(toHeading)
  const wrong = findHeadingProblems(head.line, headings)
  if (wrong.length > 0) return refuse(wrong, rest.length)
  if (rest.length === 0) return refuse([at(head.line + 1, '', 'has no room; fill in a row for each room')])
  if (rest.length > mostRows)
    return refuse([at(head.line, '', `has ${rest.length} rows below it; upload at most ${mostRows}`)], rest.length)
  return check(rest, headings, today, profiles)
}

function check(lines: Line[], headings: Heading[], today: string, profiles: Profiles): RoomsRead {
  const read = lines.map((line) => readRow(line, headings, today, profiles))
  const rows = read.flatMap(({ row }) => row ?? [])
  const canaries = read.filter(({ isCanary }) => isCanary).map(({ line }) => line)
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...findDuplicates(rows),
    ...canaries.slice(1).map((line) => at(line, canaryColumn, `marks a second row; line ${canaries[0]} goes first`)),
  ].toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
  return { rows, count: lines.length, canary: canaries[0] ?? lines[0]?.line ?? 1, problems }
}

const refuse = (problems: FieldProblem[], count = 0): RoomsRead => ({ rows: [], count, canary: 1, problems })

const at = (line: number, column: string, detail: string): FieldProblem => ({
  path: column === '' ? `line ${line}` : `line ${line}, ${column}`,
  detail,
  line,
  column,
})

function toHeading(name: string): Heading {
  const column = findColumn(name)
  return column ? { name, column } : { name }
}

const isCanary = ({ name }: Heading): boolean => plain(name) === canaryColumn

function findHeadingProblems(line: number, headings: Heading[]): FieldProblem[] {
  const names = headings.map(({ name, column }) => (column ? nameOf(column) : plain(name)))
  const known = [...columns.map(nameOf), canaryColumn].join(', ')
  return [
    ...headings.flatMap((heading, place) => {
      const { name, column } = heading
      if (name === '') return [at(line, `column ${place + 1}`, 'has no name; name it, or take it out')]
      if (!column && !isCanary(heading)) return [at(line, name, `is not a known column; known are ${known}`)]
      const first = names.indexOf(names[place] ?? '')
      return first < place ? [at(line, name, `is the same column as ${headings[first]?.name}; take one out`)] : []
    }),
    ...columns
      .filter((column) => column.isNeeded && !names.includes(nameOf(column)))
      .map((column) => at(line, nameOf(column), 'is a column that is needed; add it')),
  ]
}

interface RowRead {
  line: number
  row?: BatchRow
  isCanary: boolean
  problems: FieldProblem[]
}

function readRow({ line, cells }: Line, headings: Heading[], today: string, profiles: Profiles): RowRead {
  if (cells.slice(headings.length).some((cell) => cell !== ''))
    return {
      line,
      isCanary: false,
      problems: [at(line, '', 'has more cells than the first line; put a cell that has a delimiter in it into quotes')],
    }
  const mark = cells[headings.findIndex(isCanary)] ?? ''
  const marked = mark === '' ? [] : readTruth(mark) === undefined ? [at(line, canaryColumn, 'must be yes or no')] : []
  const result = roomSchema.safeParse(toRoom(cells, headings))
  const found = result.success ? findRoomProblems(result.data, { today, profiles }) : toFields(result.error)
  const problems = [...marked, ...found.map(({ path, detail }) => at(line, writtenAs(path, headings), detail))]
  return {
    line,
    isCanary: readTruth(mark) === true,
    problems,
    ...(result.success && { row: { line, room: result.data } }),
  }
}

/** An empty cell says nothing. */
function toRoom(cells: string[], headings: Heading[]): Record<string, unknown> {
  const room: Record<string, unknown> = {}
  for (const [place, { column }] of headings.entries()) {
    const cell = cells[place] ?? ''
    if (!column || cell === '') continue
    const [first = '', second] = column.path
    const value = readCell(column, cell)
    room[first] = second === undefined ? value : { ...(room[first] as object | undefined), [second]: value }
  }
  return room
}

/** The column as the file calls it; of a list that is wrong in one place, the list. */
const writtenAs = (path: string, headings: Heading[]): string =>
  headings.find(({ column }) => column && (path === nameOf(column) || path.startsWith(`${nameOf(column)}.`)))?.name ??
  path

/** Two rows that ask for one account; which address a room gets that names none, is decided from these. */
function findDuplicates(rows: BatchRow[]): FieldProblem[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ line, room }) =>
    keysOf(room).flatMap(({ column, key }) => {
      const first = seen.get(key)
      if (first === undefined) seen.set(key, line)
      return first === undefined
        ? []
        : [
            at(
              line,
              column,
              `is the same ${column === 'address' ? 'address' : 'room'} as in line ${first}; take one out`,
            ),
          ]
    }),
  )
}

const keysOf = ({ name, site, building = '', floor = '', module, address }: Room) => [
  {
    column: 'name',
    key: JSON.stringify([site, building, floor, name].map((text) => text.toLowerCase()).concat(String(module))),
  },
  ...(address === undefined ? [] : [{ column: 'address', key: address }]),
]
