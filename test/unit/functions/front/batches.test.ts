import { describe, expect, test } from 'vitest'
import { batchTemplate, changeBatch, createBatch, listBatches, readBatch } from '../../../../functions/front/batches.ts'
import { commandSchema } from '../../../../shared/room/command.ts'
import { takePart } from '../../../../shared/room/estate/batchJob.ts'
import { aDoorRequest, jsonOf, textOf } from '../../../kit/doorRequest.ts'
import { adam, aFront, rita, signedIn } from '../../../kit/front.ts'
import { start } from '../../../kit/records.ts'
import { aRequester } from '../../../kit/rooms.ts'

const headers = { ...signedIn, 'content-type': 'text/csv' }
const fileOf = (rooms: number, rest = '') =>
  ['name,site,usageLocation,mailTip', ...Array.from({ length: rooms }, (_, at) => `Room ${at},OSL,NO,${rest}`)].join(
    '\n',
  )
const upload = (body: string, more: object = {}) => aDoorRequest({ headers, body, ...more })
const id = '00000000000000000009'
const part = {
  jobId: id,
  at: start,
  by: adam.email,
  requester: aRequester(),
  page: 0,
  pages: 1,
  rooms: 2,
  canary: 2,
  digest: 'd',
}

describe('uploading a list of rooms', () => {
  test('sends it in parts that fit into a message, all of one list', async () => {
    const { call, sent } = aFront(adam)

    const answer = await call(createBatch)(upload(fileOf(1_000, 'x'.repeat(175))))

    const parts = sent.filter((command) => command.kind === 'batch')
    expect(answer.status).toBe(202)
    expect(jsonOf(answer)).toMatchObject({ rooms: 1_000 })
    expect(parts.flatMap(({ rows }) => rows.map(({ line }) => line))).toEqual(
      Array.from({ length: 1_000 }, (_, at) => at + 2),
    )
    expect(parts.map(({ page, pages }) => [page, pages])).toEqual(parts.map((_, page) => [page, parts.length]))
    expect(Math.max(...parts.map((one) => Buffer.byteLength(JSON.stringify(one))))).toBeLessThan(200_000)
    expect(parts.every((one) => commandSchema.safeParse(one).success)).toBe(true)
  })

  test('with the same key is asking once; with another file it is refused', async () => {
    const { call, sent, world } = aFront(adam)
    const key = { headers: { ...headers, 'idempotency-key': 'my-rooms-1' } }
    await call(createBatch)(upload(fileOf(2), key))
    const [first] = sent
    if (first?.kind !== 'batch') throw new Error('nothing was sent')
    await world.jobs.change({ id: first.jobId, kind: 'batch' }, () => takePart(undefined, first, start))

    const again = await call(createBatch)(upload(fileOf(2), key))
    const other = await call(createBatch)(upload(fileOf(3), key))

    expect(jsonOf(again)['id']).toBe(first.jobId)
    expect([again.status, other.status]).toEqual([202, 409])
  })

  test.each<[string, object, number]>([
    ['JSON', { headers: { ...headers, 'content-type': 'application/json' }, body: '{}' }, 415],
    ['more than 1 MB', { headers, body: 'x'.repeat(1_048_577) }, 413],
    ['wrong cells', { headers, body: 'name,site,usageLocation\nA,OSL,XX' }, 422],
    ['a key that is none', { headers: { ...headers, 'idempotency-key': 'x' }, body: fileOf(1) }, 422],
  ])('of %s is refused, and nothing is sent', async (_, request, status) => {
    const { call, sent } = aFront(adam)

    expect((await call(createBatch)(aDoorRequest(request))).status).toBe(status)
    expect(sent).toEqual([])
  })

  test('is for administrators, and a check sends nothing', async () => {
    const { call, sent } = aFront(adam)

    const checked = await call(createBatch)(upload(fileOf(2), { path: '/?check=1' }))

    expect(jsonOf(checked)).toEqual({ rooms: 2, canary: 2, errors: [] })
    expect(sent).toEqual([])
    expect((await aFront(rita).call(createBatch)(upload(fileOf(2)))).status).toBe(403)
  })
})

describe('a list of rooms', () => {
  const aListed = async () => {
    const front = aFront(adam)
    await front.world.jobs.change({ id, kind: 'batch' }, () => takePart(undefined, part, start))
    const row = { name: 'A', site: 'OSL', requestId: 'r' }
    await front.world.jobs.keepResults(id, 0, [
      { ...row, line: 2, state: 'needs a person', code: 'no-licence-left', facts: { licence: 'Pro' } },
      { ...row, line: 3, state: 'held' },
    ])
    return front
  }

  test('shows where each row stands, and why', async () => {
    const { call } = await aListed()
    const read = (more: object = {}) =>
      call(readBatch)(aDoorRequest({ headers: { ...signedIn, ...more }, params: { id } }))

    const answer = await read()

    expect(jsonOf(answer)).toMatchObject({
      state: 'running',
      rooms: 2,
      actions: ['pause', 'cancel'],
      rows: [
        { line: 2, state: 'needs a person', problem: { code: 'no-licence-left' } },
        { line: 3, state: 'held back' },
      ],
    })
    const etag = String(new Headers(answer.headers).get('etag'))
    expect((await read({ 'if-none-match': etag })).status).toBe(304)
    expect(jsonOf(await call(listBatches)(aDoorRequest({ headers: signedIn })))).toMatchObject({ batches: [{ id }] })
  })

  test('that is not taken up yet is queued', async () => {
    const answer = await aFront(adam).call(readBatch)(aDoorRequest({ headers: signedIn, params: { id } }))

    expect(jsonOf(answer)).toMatchObject({ state: 'queued', actions: [] })
  })

  test('takes what its state allows', async () => {
    const { call, sent } = await aListed()
    const press = async (action: string, of = id) =>
      (await call(changeBatch)(aDoorRequest({ headers: signedIn, method: 'POST', params: { id: of, action } }))).status

    expect(await press('pause')).toBe(202)
    expect(await press('resume')).toBe(409)
    expect(await press('cancel')).toBe(202)
    expect(await press('explode')).toBe(404)
    expect(await press('pause', 'f'.repeat(20))).toBe(404)
    expect(sent.map(({ kind }) => kind)).toEqual(['pause-batch', 'stop-job'])
  })

  test('begins with a template', async () => {
    const answer = await aFront(adam).call(batchTemplate)(aDoorRequest({ headers: signedIn }))

    expect(textOf(answer)).toMatch(/^\uFEFFname,site,building,/)
  })
})
