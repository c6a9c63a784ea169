import { expect, test } from 'vitest'
import { beginJob } from '../../../shared/room/estate/job.ts'
import { makeJobs, type Jobs } from '../../../shared/store/jobs.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

async function open(): Promise<Jobs> {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  return makeJobs({ connectionString })
}

const aJob = (id: string, kind: 'scan' | 'repair') => beginJob({ id, kind, by: 'b', at: start }, start)

test('pages of any size come back as they were, each alone, and are dropped together', async () => {
  const jobs = await open()
  const items = Array.from({ length: 300 }, (_, number) => ({ number, text: 'x'.repeat(500) }))
  await jobs.keepPage('one', 0, items)
  await jobs.keepPage('one', 1, [{ number: 1 }])
  await jobs.keepPage('one', 10, [{ number: 10 }])

  expect(await jobs.readPage('one', 0)).toEqual(items)
  expect(await jobs.readPage('one', 1)).toEqual([{ number: 1 }])
  await jobs.dropPages('one')
  expect(await jobs.readPage('one', 0)).toEqual([])
})

test('a page that is kept again is replaced, and a shorter one leaves nothing behind', async () => {
  const jobs = await open()
  await jobs.keepPage(
    'two',
    0,
    Array.from({ length: 200 }, () => 'y'.repeat(400)),
  )

  await jobs.keepPage('two', 0, ['z'])

  expect(await jobs.readPage('two', 0)).toEqual(['z'])
})

test('there is one scan, and any number of repairs; each is found by its id', async () => {
  const jobs = await open()
  for (const id of ['s1', 's2']) await jobs.change({ id, kind: 'scan' }, () => aJob(id, 'scan'))
  for (const id of ['r1', 'r2']) await jobs.change({ id, kind: 'repair' }, () => aJob(id, 'repair'))

  expect((await jobs.readScan())?.id).toBe('s2')
  expect(await jobs.read('s1')).toBeUndefined()
  expect((await jobs.read('s2'))?.kind).toBe('scan')
  expect((await jobs.read('r1'))?.kind).toBe('repair')
  expect((await jobs.list()).map(({ id }) => id).toSorted()).toEqual(['r1', 'r2', 's2'])
})

test('results are kept page by page and read together', async () => {
  const jobs = await open()
  const result = (address: string) => ({ address, end: 'right' as const, changed: [], left: [] })
  await jobs.keepResults('three', 0, [result('a')])
  await jobs.keepResults('three', 1, [result('b'), result('c')])

  expect((await jobs.readResults('three')).map(({ address }) => address)).toEqual(['a', 'b', 'c'])
  expect(await jobs.readResults('three', 1)).toEqual([result('b'), result('c')])
})

test('lists of rooms are found by their ids, beside scans and repairs', async () => {
  const jobs = await open()
  await jobs.change({ id: 'b1', kind: 'batch' }, () => beginJob({ id: 'b1', kind: 'batch', by: 'b', at: start }, start))

  expect((await jobs.read('b1'))?.kind).toBe('batch')
  expect((await jobs.list()).map(({ id }) => id)).toEqual(['b1'])
})
