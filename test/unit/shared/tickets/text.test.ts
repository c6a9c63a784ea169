import { expect, it } from 'vitest'
import { holdsReference, toHtml, toTime } from '../../../../shared/tickets/text.ts'

it('text in HTML is not markup, and its lines stay lines', () => {
  expect(toHtml('Room "<b>A</b>" & co\nReference a/1')).toBe(
    'Room &quot;&lt;b&gt;A&lt;/b&gt;&quot; &amp; co<br>Reference a/1',
  )
})

it.each([
  ['Ready.\nReference abc/1', true],
  ['Ready.<br>Reference abc/1</p>', true],
  ['Reference abc/12', false],
  ['Reference abc/2', false],
])('%j is the answer abc/1: %s', (comment, expected) => {
  expect(holdsReference(comment, 'abc/1')).toBe(expected)
})

it.each([
  ['2026-11-21T09:20:00Z', '2026-11-21T09:20:00.000Z'],
  ['2026-11-21T09:20:00.123', '2026-11-21T09:20:00.123Z'],
  ['2026-11-21T09:20:00.123+0100', '2026-11-21T08:20:00.123Z'],
  ['2026-11-21T09:20:00-05:30', '2026-11-21T14:50:00.000Z'],
])('the time %s is %s', (text, expected) => {
  expect(new Date(toTime(text)).toISOString()).toBe(expected)
})

it.each(['', 'yesterday', '2026-11-21', '1795248000', '2026-13-21T09:20:00Z'])('%j is no time', (text) => {
  expect(toTime(text)).toBeNaN()
})
