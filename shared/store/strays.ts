import type { Stray, StrayReport } from '../room/strays.ts'
import { makeLists } from './lists.ts'
import { openTable, type TablesAccess } from './tables.ts'

export interface Strays {
  read(): Promise<StrayReport | undefined>
  keep(report: Omit<StrayReport, 'count'>): Promise<void>
}

/** Nobody reads more at once; who renames some sees the next. */
const mostKept = 400

type Head = Omit<StrayReport, 'strays'>

export function makeStrays(access: TablesAccess): Strays {
  const heads = openTable<Head>(access, 'estate')
  const lists = makeLists<Stray>(openTable(access, 'estate'))
  return {
    async read() {
      const head = (await heads.read(partition, headRow))?.value
      return head && { ...head, strays: await lists.read(partition, prefix) }
    },
    async keep({ strays, ...head }) {
      await lists.keep(partition, prefix, strays.slice(0, mostKept))
      await heads.put(partition, headRow, { ...head, count: strays.length })
    },
  }
}

const partition = 'strays'
const headRow = 'head'
const prefix = 'stray-'
