import { expect, it } from 'vitest'
import { findRepeatedName } from '../../../../shared/http/repeatedName.ts'

it.each<[string, string, string | undefined]>([
  ['in one object', '{"a":1,"b":2,"a":3}', 'a'],
  ['spelled with an escape', String.raw`{"a":1,"\u0061":2}`, 'a'],
  ['deep inside', '{"x":[{"a":{"b":1, "b" : 2}}]}', 'b'],
  ['after an object that has it too', '{"x":{"a":1},"a":2,"a":3}', 'a'],
])('a name that comes twice %s is found', (_, text, name) => {
  expect(findRepeatedName(text)).toBe(name)
})

it.each([
  ['objects beside each other', '[{"a":1},{"a":2}]'],
  ['an object within', '{"a":{"a":{"a":1}}}'],
  ['a value', '{"a":"a","b":"a:"}'],
  ['braces and quotes in text', String.raw`{"a":"{\"a\":1,\"a\":2}","b":1}`],
  ['no object', '"a"'],
])('the same name in %s is none', (_, text) => {
  expect(findRepeatedName(text)).toBe(undefined)
})
