import type { RequestView } from '../../shared/room/view.ts'
import type { Api } from './api.ts'
import { el, fill } from './dom.ts'
import { makePress } from './press.ts'

type Earlier = NonNullable<RequestView['earlier']>[number]

/** What calendar and place were before the room was made ready, and the button that puts it back. It reads before it is pressed. */
export function makeRestorePanel(api: Api, id: string, news: HTMLElement) {
  const list = el('ul')
  const problem = el('p', { role: 'alert', class: 'error' })
  const press = makePress(problem)
  const button = el(
    'button',
    { type: 'button', 'aria-describedby': 'earlier-means', click: () => void press(() => api.change(id, 'restore')) },
    'Put earlier settings back',
  )
  const element = el(
    'section',
    { class: 'panel', 'aria-labelledby': 'earlier', hidden: true },
    el('h2', { id: 'earlier' }, 'Earlier settings'),
    list,
    el(
      'p',
      { id: 'earlier-means' },
      'Putting them back leaves account, sign-in, licence and Teams as they are. Teams Rooms may not work with them: the request is over then, until it is tried again.',
    ),
    button,
    problem,
  )
  return {
    element,
    show({ actions, earlier = [] }: RequestView): void {
      const isOffered = actions.includes('restore')
      if (!isOffered && element.contains(document.activeElement)) news.focus()
      element.hidden = !isOffered
      if (isOffered) fill(list, ...earlier.map(toLine))
    },
  }
}

const toLine = ({ title, before, set }: Earlier): HTMLElement =>
  el('li', {}, `${title}: ${before} (this request has set ${set})`)
