import { expect, it } from 'vitest'
import { makeLog } from '../../../shared/telemetry.ts'

function lineOf(facts: Record<string, string | number | boolean | undefined>): string {
  const lines: string[] = []
  makeLog((line) => lines.push(line)).warn('something happened', facts)
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

it('a line is JSON with its level and event', () => {
  expect(JSON.parse(lineOf({ request: 'r-1', attempt: 2, isOver: true }))).toEqual({
    level: 'warn',
    event: 'something happened',
    request: 'r-1',
    attempt: 2,
    isOver: true,
  })
})

it('no value can start a new line', () => {
  expect(lineOf({ text: 'one\r\n{"level":"error"}\u2028\u0000' })).not.toMatch(/\p{Cc}/u)
})

it('no value can flood the log', () => {
  expect(lineOf({ text: 'x'.repeat(100_000) }).length).toBeLessThan(1_100)
})

it('a fact that is missing is left out', () => {
  expect(lineOf({ text: undefined })).toBe('{"level":"warn","event":"something happened"}')
})
