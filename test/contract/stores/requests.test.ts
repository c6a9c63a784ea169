import { expect, test } from 'vitest'
import { createTables } from '../../../shared/store/tables.ts'
import { makeRequests } from '../../../shared/store/requests.ts'
import { makeRequestIndex } from '../../../shared/store/requestIndex.ts'
import type { RequestRecord } from '../../../shared/room/record.ts'
import { foldStage, openStage, type StageLook } from '../../../shared/room/stages.ts'
import { aRecord, ended, start } from '../../kit/records.ts'
import { aRequester } from '../../kit/rooms.ts'
import { aService } from '../tables/kit.ts'

async function aStore() {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  const requests = makeRequests({ connectionString })
  const add = (record: RequestRecord) => requests.change(record.id, () => record)
  return { requests, index: makeRequestIndex({ connectionString }), add }
}

/** The n-th request, n hours after the first. */
const request = (n: number, changes: Partial<RequestRecord> = {}): RequestRecord =>
  aRecord({
    id: String(n).padStart(20, '0'),
    ticket: `T-${n}`,
    createdAt: new Date(Date.parse(start) + n * 3_600_000).toISOString(),
    ...changes,
  })

const asks = (email: string): Pick<RequestRecord, 'wanted'> => {
  const record = aRecord()
  return { wanted: { ...record.wanted, requester: { ...aRequester(), email } } }
}

const idsOf = (records: { id: string }[]): number[] => records.map(({ id }) => Number(id))

test('a month is listed newest first, as many as are asked for', async () => {
  const { requests, add } = await aStore()
  for (const n of [2, 1, 3, 4]) await add(request(n))

  expect((await requests.listMonth('2026-11', { atMost: 3 })).map(({ id }) => Number(id))).toEqual([4, 3, 2])
  expect(await requests.listMonth('2026-12', { atMost: 3 })).toEqual([])
})

test('a requester is listed his own requests, however many others there are', async () => {
  const { requests, add } = await aStore()
  for (const n of [1, 2, 3, 4]) await add(request(n, asks(n === 1 ? 'rita@contoso.com' : 'others@contoso.com')))

  expect(
    (await requests.listMonth('2026-11', { atMost: 2, requester: 'rita@contoso.com' })).map(({ id }) => Number(id)),
  ).toEqual([1])
})

test('a request that several began at once is listed once', async () => {
  const { requests } = await aStore()
  const later = (n: number) => new Date(Date.parse(start) + n).toISOString()

  await Promise.all(
    [0, 1, 2, 3].map((n) => requests.change(request(1).id, (known) => known ?? request(1, { createdAt: later(n) }))),
  )

  expect((await requests.listMonth('2026-11', { atMost: 10 })).map(({ id }) => Number(id))).toEqual([1])
})

test('the other requests of a ticket are found, and those of no other ticket or system', async () => {
  const { requests, add } = await aStore()
  const one = request(1, { ticket: 'REQ/1#?', source: 'generic' })
  await add(one)
  await add(request(2, { ticket: 'REQ/1#?', source: 'generic', item: 2 }))
  await add(request(3, { ticket: 'REQ/1#?', source: 'servicenow' }))
  await add(request(4, { ticket: 'REQ/1#', source: 'generic' }))

  expect(idsOf(await requests.listTicket(one))).toEqual([2])
})

test('a request is open until it has ended, said everything and given everything back', async () => {
  const { requests, add } = await aStore()
  await add(request(1))
  const over = { run: ended('ready'), answered: request(1).answers.length }

  expect(idsOf(await requests.listOpen())).toEqual([1])
  await requests.change(
    request(1).id,
    (known) => known && { ...known, ...over, holds: [{ kind: 'account', key: 'a' }] },
  )
  expect(idsOf(await requests.listOpen())).toEqual([1])
  await requests.change(request(1).id, (known) => known && { ...known, holds: [] })
  expect(await requests.listOpen()).toEqual([])
})

test('a request that opens again is found again, also when the sweeper is dropping its pointer', async () => {
  const { requests, index, add } = await aStore()
  const closed = request(1, { run: ended('ready'), answered: request(1).answers.length, holds: [] })
  await add(closed)
  const [listedBefore] = await index.listPointers('open')
  if (!listedBefore) throw new Error('no pointer')

  await requests.change(closed.id, (known) => known && { ...known, run: { kind: 'idle' } })
  await index.dropPointer('open', listedBefore)

  expect(idsOf(await requests.listOpen())).toEqual([1])
})

test('a request with something to look at after its end is found until that is closed', async () => {
  const { requests, add } = await aStore()
  const over = { run: ended('ready'), answered: request(1).answers.length, holds: [] }
  await add(request(1))
  await add(request(2))

  await requests.change(
    request(1).id,
    (known) => known && { ...known, ...over, stages: openStage(undefined, 'signed-in', new Date(start), 60) },
  )

  expect(idsOf(await requests.listStaged())).toEqual([1])
  expect(idsOf(await requests.listOpen())).toEqual([2])
  const close: StageLook = { kind: 'unknowable' }
  await requests.change(
    request(1).id,
    (known) => known && { ...known, stages: foldStage(known.stages, 'signed-in', close, new Date(start)) },
  )
  expect(await requests.listStaged()).toEqual([])
})

test('ten that change a record at once all have their say', async () => {
  const { requests, add } = await aStore()
  await add(request(1))

  await Promise.all(
    Array.from({ length: 10 }, () =>
      requests.change(request(1).id, (known) => known && { ...known, failures: known.failures + 1 }),
    ),
  )

  expect((await requests.read(request(1).id))?.record.failures).toBe(10)
})

test('a month is read page by page, each from behind the last row of the one before', async () => {
  const { requests, add } = await aStore()
  for (const n of [1, 2, 3]) await add(request(n))

  const first = await requests.listMonth('2026-11', { atMost: 2 })
  const rest = await requests.listMonth('2026-11', { atMost: 2, after: first[1]?.row })

  expect(idsOf([...first, ...rest])).toEqual([3, 2, 1])
})
