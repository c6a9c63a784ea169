import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

interface BatchSeen {
  id: string
  state: string
  paused?: string
  ended: number
  ready: number
  actions: string[]
  rows: { line: number; name: string; requestId: string; state: string; problem?: { code: string } }[]
}

const settings = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
writeFileSync(settings, JSON.stringify({ ROOMWRIGHT_ROOMS_AT_ONCE: '5' }))

let stack: TestStack
let see: Observer
afterEach(() => stack.stop())
const begin = async () => {
  stack = await startStack(['--settings', settings])
  see = observe(stack)
}

const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const fileOf = (names: string[]) =>
  ['Name;Site;Usage Location;Address', ...names.map((name) => `${name};OSL;NO;${addressOf(name)}`)].join('\r\n')
const upload = (body: string, query = '') =>
  see.api(`/batches${query}`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body })
async function uploaded(names: string[]): Promise<string> {
  const answer = await upload(fileOf(names))
  expect(answer.status).toBe(202)
  return ((await answer.json()) as { id: string }).id
}
const read = async (id: string) => (await (await see.api(`/batches/${id}`)).json()) as BatchSeen
const press = async (id: string, action: string) =>
  (
    await see.api(`/batches/${id}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  ).status
const count = ({ rows }: BatchSeen, state: string) => rows.filter((row) => row.state === state).length
const named = (prefix: string, rooms: number) =>
  Array.from({ length: rooms }, (_, at) => `${prefix}-${String(at).padStart(2, '0')}`)

/** Looks at a list until it is so, and notes each look. */
async function watched(id: string, is: (batch: BatchSeen) => boolean, seconds = 200) {
  const looks: BatchSeen[] = []
  const last = await waitFor(
    `list ${id}`,
    async () => {
      const batch = await read(id)
      if (batch.rows) looks.push(batch)
      return batch.rows !== undefined && is(batch) && batch
    },
    seconds,
  )
  return { last, looks }
}

describe('a list of twenty rooms', () => {
  test('has its canary first and never more than five open; a room that cannot be is no hindrance', async () => {
    await begin()
    await see.tenant('/skus/Microsoft_Teams_Rooms_Pro', 'PUT', { enabled: 100 })
    const names = [...named('many', 18), 'alice', 'many-18']

    const id = await uploaded(names)
    const { last, looks } = await watched(id, ({ state }) => state === 'done')

    const open = looks.map((look) => count(look, 'at work'))
    const alone = looks.filter(({ rows }) => rows[0]?.state === 'at work')
    expect(Math.max(...open)).toBeLessThanOrEqual(5)
    expect(Math.max(...open)).toBeGreaterThan(1)
    expect(alone.every((look) => count(look, 'held back') === 19)).toBe(true)
    expect(last).toMatchObject({ ended: 20, ready: 19, actions: [] })
    expect(last.rows.filter(({ state }) => state !== 'ready')).toMatchObject([
      { line: 20, name: 'alice', problem: { code: 'mailbox-belongs-to-a-person' } },
    ])
    const made = see.journal().filter(({ cmdlet, effect }) => cmdlet === 'New-Mailbox' && effect)
    expect(made).toHaveLength(19)
  })

  test('goes on after kill -9 of everything, and makes no room twice', async () => {
    await begin()
    const id = await uploaded(named('killed', 12))
    await watched(id, ({ ended }) => ended >= 2)

    await stack.kill()
    await stack.restart()
    const { last, looks } = await watched(id, ({ state }) => state === 'done')

    expect(Math.max(...looks.map((look) => count(look, 'at work')))).toBeLessThanOrEqual(5)
    expect(last).toMatchObject({ ended: 12, ready: 12 })
    expect(see.journal().filter(({ cmdlet, effect }) => cmdlet === 'New-Mailbox' && effect)).toHaveLength(12)
  })

  test('pauses at a canary that is not ready, is resumed, paused and cancelled by a person', async () => {
    await begin()
    const id = await uploaded(['alice', ...named('held', 14)])
    const { last: paused } = await watched(id, ({ state }) => state === 'paused')
    expect(paused).toMatchObject({ paused: 'canary', actions: ['resume', 'cancel'] })
    expect(count(paused, 'held back')).toBe(14)

    expect(await press(id, 'resume')).toBe(202)
    await watched(id, (batch) => batch.ended >= 2)
    expect(await press(id, 'pause')).toBe(202)
    await watched(id, (batch) => batch.state === 'paused' && count(batch, 'at work') === 0)
    expect(await press(id, 'pause')).toBe(409)
    expect(await press(id, 'cancel')).toBe(202)
    const { last } = await watched(id, ({ state }) => state === 'cancelled')

    expect(count(last, 'not begun')).toBeGreaterThan(0)
    expect(count(last, 'ready') + count(last, 'not begun')).toBe(14)
    expect(await press(id, 'resume')).toBe(409)
  })

  test('with rows that are not right begins nothing, and says line and column of each', async () => {
    await begin()
    const body = `${fileOf(named('bad', 2))}\r\n=1+1;;XX;\r\n`

    const checked = await upload(body, '?check=1')
    const refused = await upload(body)

    expect([checked.status, refused.status]).toEqual([200, 422])
    const errors = [
      { line: 4, column: 'Site' },
      { line: 4, column: 'Usage Location' },
    ]
    expect(await checked.json()).toMatchObject({ rooms: 3, errors })
    expect(await refused.json()).toMatchObject({ code: 'batch-invalid', errors })
    expect(await (await see.api('/batches')).json()).toEqual({ batches: [] })
    expect(
      (
        await see.api('/batches', {
          method: 'POST',
          headers: { 'content-type': 'text/csv' },
          body: 'x'.repeat(1_100_000),
        })
      ).status,
    ).toBe(413)
  })
})
