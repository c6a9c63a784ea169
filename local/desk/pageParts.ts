import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { TicketState } from './ticket.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const STATE_NAMES: Record<TicketState, string> = {
  new: 'New',
  'in-progress': 'In progress',
  waiting: 'Waiting',
  resolved: 'Resolved',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const renderState = (state: TicketState): Html => html`<span class="state ${state}">${STATE_NAMES[state]}</span>`

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

export const renderTime = (iso: string): Html => html`<time datetime="${iso}">${clock.format(new Date(iso))}</time>`

/** Text as it was written, with web addresses to follow; line breaks are kept by the style sheet. */
export const renderText = (text: string): Html =>
  html`${text.split(/(https?:\/\/\S*[^\s.,;:!?)\]'"])/).map((part, index) => (index % 2 === 1 ? renderLink(part) : part))}`

const renderLink = (address: string): Html =>
  html`<a href="${address}" target="_blank" rel="noopener noreferrer">${address}</a>`
