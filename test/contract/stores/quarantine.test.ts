import { expect, test } from 'vitest'
import { makeQuarantine, type QuarantineEntry } from '../../../shared/store/quarantine.ts'
import { createTables } from '../../../shared/store/tables.ts'
import { start } from '../../kit/records.ts'
import { aService } from '../tables/kit.ts'

const entry: QuarantineEntry = { at: start, reason: 'not-json', messageId: 'm', body: 'body', problems: ['a: b'] }

async function keep(changes: Partial<QuarantineEntry>): Promise<QuarantineEntry[]> {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  const quarantine = makeQuarantine({ connectionString })
  await quarantine.add({ ...entry, ...changes })
  await quarantine.add({ ...entry, ...changes })
  return quarantine.list()
}

test('a message is kept once, as it came', async () => {
  expect(await keep({})).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{64}$/) as string, ...entry }])
})

test.each<[string, Partial<QuarantineEntry>]>([
  ['control characters', { body: '\u0001'.repeat(300_000) }],
  ['quotes', { body: '"'.repeat(300_000) }],
  ['emoji', { body: '🎉'.repeat(300_000) }],
  ['halves of characters', { body: '\ud83c'.repeat(300_000) }],
  ['a very long problem', { problems: [`: ${'k'.repeat(40_000)}`] }],
  ['very many problems', { problems: Array.from({ length: 500 }, () => '\u0001'.repeat(40_000)) }],
  [
    'everything at once',
    { body: '\u0001'.repeat(99_000), problems: Array.from({ length: 99 }, () => '\\'.repeat(999)) },
  ],
  ['a very long id', { messageId: '\u0001'.repeat(5_000) }],
])('the start of a message of %s is kept', async (_, changes) => {
  const [kept] = await keep(changes)

  expect(kept).toBeDefined()
  for (const part of ['messageId', 'body'] as const)
    expect({ ...entry, ...changes }[part].startsWith(kept?.[part] ?? '?')).toBe(true)
  expect(kept?.body).not.toBe('')
})

test('the first who settles a message counts', async () => {
  const { connectionString } = await aService()
  await createTables({ connectionString })
  const quarantine = makeQuarantine({ connectionString })
  await quarantine.add(entry)
  const [kept] = await quarantine.list()
  const id = kept?.id ?? ''

  await quarantine.settle(id, { is: 'discarded', by: 'adam@contoso.com', at: start })
  await quarantine.settle(id, { is: 'resubmitted', by: 'eve@contoso.com', at: start })

  expect((await quarantine.read(id))?.settled?.by).toBe('adam@contoso.com')
  expect(await quarantine.read('none')).toBeUndefined()
})
