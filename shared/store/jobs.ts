import type { Job } from '../room/estate/job.ts'
import type { RepairResult } from '../room/estate/repair.ts'
import { makeLists } from './lists.ts'
import { changeRow, type Table } from './table.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** Work on many accounts: what it is, the pages that it goes through, and how each account of a repair ended. */
export interface Jobs {
  /** Of scans there is one, which the next one replaces. */
  readScan(): Promise<Job | undefined>
  read(id: string): Promise<Job | undefined>
  /** Writes what `step` makes of it, under its ETag, until nobody was faster. */
  change(ref: JobRef, step: (known: Job | undefined) => Job | undefined): Promise<Job | undefined>
  /** Those of which the last word is not said, the scan among them. */
  list(): Promise<Job[]>
  readPage<T>(id: string, page: number): Promise<T[]>
  keepPage<T>(id: string, page: number, items: T[]): Promise<void>
  dropPages(id: string): Promise<void>
  /** Of one page, or of all. */
  readResults<T = RepairResult>(id: string, page?: number): Promise<T[]>
  keepResults<T = RepairResult>(id: string, page: number, results: T[]): Promise<void>
}

export type JobRef = Pick<Job, 'id' | 'kind'>

const partition = 'jobs'
const rowOf = ({ id, kind }: JobRef): string => (kind === 'scan' ? 'scan' : `${kind}-${id}`)
const pagesOf = (id: string): string => `pages-${id}`
const resultsOf = (id: string): string => `results-${id}`
const prefixOf = (page: number): string => `${String(page).padStart(5, '0')}-`

interface Rows {
  jobs: Table<Job>
  pages: Table<unknown[]>
  results: Table<unknown[]>
}

export const makeJobs = (access: TablesAccess): Jobs =>
  keepJobs({ jobs: openTable(access, 'jobs'), pages: openTable(access, 'jobs'), results: openTable(access, 'jobs') })

export function keepJobs(rows: Rows): Jobs {
  const { jobs } = rows
  const pages = makeLists(rows.pages)
  const results = makeLists(rows.results)
  const readRow = async (row: string) => (await jobs.read(partition, row))?.value
  return {
    readScan: () => readRow('scan'),
    async read(id) {
      const scan = await readRow('scan')
      if (scan?.id === id) return scan
      return (await readRow(rowOf({ id, kind: 'repair' }))) ?? readRow(rowOf({ id, kind: 'batch' }))
    },
    change: (ref, step) => changeRow(jobs, [partition, rowOf(ref)], step),
    list: async () => (await jobs.list(partition)).map(({ value }) => value),
    readPage: async <T>(id: string, page: number) => (await pages.read(pagesOf(id), prefixOf(page))) as T[],
    keepPage: (id, page, items) => pages.keep(pagesOf(id), prefixOf(page), items),
    dropPages: (id) => pages.remove(pagesOf(id)),
    readResults: async <T>(id: string, page?: number) =>
      (await results.read(resultsOf(id), page === undefined ? undefined : prefixOf(page))) as T[],
    keepResults: (id, page, items) => results.keep(resultsOf(id), prefixOf(page), items),
  }
}
