import Papa from 'papaparse'
import type { FieldProblem } from '../room/problems.ts'

/** A row that has something in it, with the line on which it begins. */
export interface Line {
  line: number
  cells: string[]
}

export interface Parsed {
  lines: Line[]
  problems: FieldProblem[]
}

/** The lines of a file: UTF-8 with or without its mark, comma or semicolon (what the first line has), cells in quotes where they need them. */
export function parseCsv(bytes: Uint8Array): Parsed {
  const text = decode(bytes)
  if (text === undefined)
    return { lines: [], problems: [inFile(1, 'is not UTF-8; save the file as "CSV UTF-8" and upload that')] }
  const lines: Line[] = []
  const problems: FieldProblem[] = []
  let line = 1
  let seen = 0
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    step({ data, errors, meta: { cursor } }) {
      const cells = data.map((cell) => cell.trim())
      if (cells.some((cell) => cell !== '')) lines.push({ line, cells })
      if (errors.some(({ type }) => type === 'Quotes'))
        problems.push(inFile(line, 'has a quote that is not closed; write a quote inside a cell twice ("")'))
      line += countBreaks(text.slice(seen, cursor))
      seen = cursor
    },
  })
  return { lines, problems }
}

const inFile = (line: number, detail: string): FieldProblem => ({ path: `line ${line}`, detail, line, column: '' })

/** The decoder takes the mark off. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** No name of a column has either of them in it. */
const delimiterOf = (text: string): string => (/^[^\r\n]*;/.test(text) ? ';' : ',')

const countBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0
