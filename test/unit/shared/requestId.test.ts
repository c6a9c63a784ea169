import { describe, expect, it } from 'vitest'
import { markId, readMarkedId, requestIdOf } from '../../../shared/requestId.ts'
import { Secret } from '../../../shared/secret.ts'

const key = new Secret('a long random text')
const id = requestIdOf('generic', 'T-1', 1)

describe('the id of a request', () => {
  it('is the same at every front and each delivery', () => {
    expect(requestIdOf('generic', 'T-1', 1)).toBe(id)
    expect(id).toMatch(/^[0-9a-f]{20}$/)
  })

  it.each([
    ['source', requestIdOf('servicenow', 'T-1', 1)],
    ['ticket', requestIdOf('generic', 'T-2', 1)],
    ['item', requestIdOf('generic', 'T-1', 2)],
    ['border between source and ticket', requestIdOf('genericT', '-1', 1)],
  ])('is another one for another %s', (_, other) => {
    expect(other).not.toBe(id)
  })
})

describe('a mark', () => {
  const marked = markId(id, key)

  it('is known again by the front that handed it out', () => {
    expect(readMarkedId(marked, key)).toEqual({ id, isOurs: true })
  })

  it('is not needed to name a request', () => {
    expect(readMarkedId(id, key)).toEqual({ id, isOurs: false })
  })

  it('of another key, or another id, is not ours', () => {
    expect(readMarkedId(markId(id, new Secret('other')), key)).toEqual({ id, isOurs: false })
    expect(readMarkedId(`${requestIdOf('generic', 'T-2', 1)}${marked.slice(20)}`, key)).toMatchObject({ isOurs: false })
  })

  it.each([
    '',
    'x',
    id.slice(1),
    `${id}-`,
    `${marked}0`,
    marked.toUpperCase(),
    `${id}-${'ø'.repeat(12)}`,
    `${marked}\n`,
  ])('is no id at all in "%s"', (text) => {
    expect(readMarkedId(text, key)).toBe(undefined)
  })
})
