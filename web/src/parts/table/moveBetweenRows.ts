import type { KeyboardEvent } from 'react'

const rowSelector = 'tr[data-index]'
const focusable = 'a[href], button, input'
const framesToWait = 10

/** The place of the row that an element is in; -1 outside. */
export const placeOf = (element: Element): number =>
  Number(element.closest<HTMLElement>(rowSelector)?.dataset['index'] ?? -1)

const moves: Record<string, (place: number, count: number) => number> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  Home: () => 0,
  End: (_place, count) => count - 1,
}

/** Moves the focus to the same control of another row, which is scrolled into view first. */
export function moveBetweenRows(event: KeyboardEvent, count: number, show: (place: number) => void): void {
  const element = event.target as HTMLElement
  const move = moves[event.key]
  const place = placeOf(element)
  if (!move || place < 0 || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const wanted = Math.min(Math.max(move(place, count), 0), count - 1)
  const row = element.closest(rowSelector)
  const at = row ? [...row.querySelectorAll(focusable)].indexOf(element) : -1
  show(wanted)
  focusWhenThere(event.currentTarget, wanted, Math.max(at, 0), framesToWait)
}

/** A row that was not to be seen is drawn in one of the next frames. */
function focusWhenThere(body: Element, place: number, at: number, frames: number): void {
  const row = body.querySelector(`tr[data-index="${place}"]`)
  const control = row?.querySelectorAll<HTMLElement>(focusable)[at]
  if (control) return control.focus()
  if (frames > 0) requestAnimationFrame(() => focusWhenThere(body, place, at, frames - 1))
}
