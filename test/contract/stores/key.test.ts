import { expect, test } from 'vitest'
import { toKey } from '../../../shared/store/key.ts'
import { makeTable } from '../../../shared/store/table.ts'
import { aTable } from '../tables/kit.ts'

const long = '会'.repeat(500)

test.each(['mtr#1@contoso.com', 'oslo/4\\board?', 'a\u0001\u007f\u009fb', long, ''])(
  'any text makes a key that a table takes: %#',
  async (text) => {
    const table = makeTable<string>(await aTable())

    await table.put(`account:${toKey(text)}`, `x${toKey(text)}`, 'found')

    expect((await table.read(`account:${toKey(text)}`, `x${toKey(text)}`))?.value).toBe('found')
  },
)

test('another text makes another key, also where both are too long to stand in it', () => {
  const texts = ['', 'a', 'A', long, `${long}.`, toKey(long)]

  expect(new Set(texts.map(toKey)).size).toBe(texts.length)
  expect(Math.max(...texts.map((text) => toKey(text).length))).toBeLessThanOrEqual(400)
})
