import type { Api, Verdict } from './api.ts'
import { el, say } from './dom.ts'
import { makePress } from './press.ts'

const mostLetters = 500

/** Field and buttons of whoever may decide; they stay the same elements, whatever is shown around them. */
export function makeDecisionForm(api: Api, id: string, news: HTMLElement) {
  const reason = makeReason()
  const problem = el('p', { role: 'alert', class: 'error' })
  const sent = el('p', { role: 'status' })
  const press = makePress(problem)
  let plan = ''
  const decide = async (verdict: Verdict): Promise<void> => {
    say(sent, '')
    const text = reason.read(verdict === 'reject')
    if (text === undefined) return
    const decision = { plan, ...(text !== '' && { reason: text }) }
    if (await press(() => api.decide(id, verdict, decision))) say(sent, 'The decision was sent.')
  }
  const button = (verdict: Verdict, words: string) =>
    el('button', { type: 'button', click: () => void decide(verdict) }, words)
  const buttons = el('div', { class: 'actions' }, button('approve', 'Approve'), button('reject', 'Reject'))
  const element = el('div', { hidden: true }, ...reason.elements, buttons, sent, problem)
  return {
    element,
    /** Takes decisions about this plan. */
    open(shown: string): void {
      if (plan !== '' && plan !== shown) {
        say(sent, '')
        say(problem, 'What would be done has changed. Read it again before you decide.')
      }
      plan = shown
      element.hidden = false
    },
    close(): void {
      if (element.contains(document.activeElement)) news.focus()
      element.hidden = true
      for (const words of [sent, problem]) say(words, '')
      reason.clear()
      plan = ''
    },
  }
}

function makeReason() {
  const field = el('textarea', {
    id: 'reason',
    rows: '3',
    maxlength: String(mostLetters),
    autocomplete: 'off',
    'aria-describedby': 'reason-hint reason-error',
  })
  const error = el('div', { id: 'reason-error', class: 'error' })
  const complain = (words: string): void => {
    field.setAttribute('aria-invalid', String(words !== ''))
    say(error, words)
  }
  return {
    elements: [
      el('label', { for: 'reason' }, 'Reason'),
      field,
      el('div', { id: 'reason-hint', class: 'hint' }, 'Needed to reject. Whoever asked for the room can read it.'),
      error,
    ],
    /** Undefined where it is needed and missing; that is said at the field, which gets the focus. */
    read(isNeeded: boolean): string | undefined {
      const text = field.value.trim()
      const isMissing = isNeeded && text === ''
      complain(isMissing ? 'Say why you reject it: the ticket is answered with these words.' : '')
      if (isMissing) field.focus()
      return isMissing ? undefined : text
    },
    clear(): void {
      field.value = ''
      complain('')
    },
  }
}
