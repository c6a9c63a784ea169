import { el, say } from './dom.ts'

const parameter = 'waiting'
const value = 'decision'

/** A box that leaves only requests that wait for a decision. It stands in the address of the page, so that a link or a way back keeps it. */
export function makeDecisionFilter(changed: () => void) {
  const box = el('input', {
    id: 'undecided',
    type: 'checkbox',
    checked: new URLSearchParams(location.search).get(parameter) === value,
    change: () => {
      const query = box.checked ? `?${parameter}=${value}` : ''
      history.replaceState(history.state, '', `${location.pathname}${query}`)
      changed()
    },
  })
  const words = el('label', { for: 'undecided' }, '')
  return {
    element: el('p', { class: 'filter' }, box, words),
    isOn: (): boolean => box.checked,
    count: (undecided: number): void => say(words, `Waiting for a decision (${undecided})`),
  }
}
