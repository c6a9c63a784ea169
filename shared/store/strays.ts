import type { Stray, StrayReport } from '../room/strays.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Strays {
  read(): Promise<StrayReport | undefined>
  keep(report: Omit<StrayReport, 'count'>): Promise<void>
}

/** So many in one row: a row holds 30,000 characters, and a stray may have two addresses and a sentence. */
const inARow = 40
/** Nobody reads more at once; who renames some sees the next. */
const mostKept = 400

type Head = Omit<StrayReport, 'strays'>
type Row = Head | Stray[]

export function makeStrays(access: TablesAccess): Strays {
  const table = openTable<Row>(access, 'estate')
  return {
    async read() {
      const rows = (await table.list(partition)).map(({ value }) => value)
      const head = rows.find(isHead)
      return head && { ...head, strays: rows.flatMap((row) => (isHead(row) ? [] : row)) }
    },
    async keep({ strays, ...head }) {
      const kept = strays.slice(0, mostKept)
      const count = Math.ceil(kept.length / inARow)
      for (let row = 0; row < count; row++)
        await table.put(partition, rowOf(row), kept.slice(row * inARow, (row + 1) * inARow))
      for (const { row } of await table.list(partition))
        if (row !== headRow && row >= rowOf(count)) await table.remove(partition, row)
      await table.put(partition, headRow, { ...head, count: strays.length })
    },
  }
}

const isHead = (row: Row): row is Head => !Array.isArray(row)

const partition = 'strays'
const headRow = 'head'
const rowOf = (number: number): string => String(number).padStart(5, '0')
