import { afterAll, beforeAll, expect, test } from 'vitest'
import { observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

const rooms = 200

let stack: TestStack
let see: Observer
beforeAll(async () => {
  stack = await startStack(['--rooms', String(rooms)])
  see = observe(stack)
})
afterAll(() => stack.stop())

interface Summary {
  address: string
  name: string
  licence: string
  checkedAt: string
  wrong: string[]
  unread: string[]
  excepted?: Record<string, string>
  request?: string
  goneSince?: string
}
interface Detail {
  at: string
  findings: { setting: string; state: string; actual?: unknown; wanted?: unknown; seenAt?: string }[]
  faults: { pane: string; code: string }[]
  history: { changes: { setting: string }[] }[]
}
interface JobSeen {
  id: string
  state: string
  accounts?: number
  problem?: { code: string }
  results?: { address: string; end: string; changed: string[]; left: string[]; code?: string }[]
}

const get = async <T>(path: string): Promise<T> => (await (await see.api(path)).json()) as T
const post = (path: string, body: object = {}, role?: string) =>
  see.api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, role)
const list = async () => (await get<{ accounts: Summary[] }>('/accounts')).accounts
const read = (address: string) => get<Detail>(`/accounts/${address}`)
const scanned = async () => {
  const { at } = (await (await post('/estate/scan')).json()) as { at: string }
  return waitFor(
    'the scan to end',
    async () => {
      const job = await get<JobSeen & { endedAt?: string }>('/estate/scan')
      return job.state !== 'running' && (job.endedAt ?? '') > at && job
    },
    90,
  )
}
const repaired = async (body: object) => {
  const { id } = (await (await post('/estate/repairs', body)).json()) as JobSeen
  return waitFor(
    'the repair to end',
    async () => {
      const job = await get<JobSeen>(`/estate/repairs/${id}`)
      return job.state !== 'running' && job.state !== 'queued' && job
    },
    120,
  )
}
const freshList = (is: (accounts: Summary[]) => boolean) =>
  waitFor('the list to be fresh', async () => {
    const accounts = await list()
    return is(accounts) && accounts
  })

test('reads every room of the tenant with a quarter of a request for each', async () => {
  const before = see.journal().length

  const job = await scanned()

  const requests = see
    .journal()
    .slice(before)
    .filter(({ item }) => item === undefined).length
  console.log('SCAN', job, requests, requests / (job.accounts ?? 1))
  const accounts = await freshList((all) => all.length >= rooms)
  console.log(accounts.slice(0, 3), accounts.length)
  console.log(await get('/estate'))
  console.log(await read(accounts[0]!.address))
  expect(job.state).toBe('done')
})

test('applies', async () => {
  const job = await repaired({ scope: { all: 'needs-action' } })
  const ends: Record<string, number> = {}
  for (const { end, code = '' } of job.results ?? []) ends[`${end} ${code}`] = (ends[`${end} ${code}`] ?? 0) + 1
  console.log(job.state, job.accounts, ends, job.problem)
  console.log(JSON.stringify(job.results?.slice(0, 5)))
})
