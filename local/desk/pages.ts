import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { renderTicket } from './ticketPage.ts'
import { renderState, renderTime } from './pageParts.ts'
import type { Html } from './pageParts.ts'
import type { Ticket } from './ticket.ts'
import type { TicketStore } from './ticketStore.ts'

const FILES = { '../kit/look.css': 'text/css', './page.css': 'text/css', './page.js': 'text/javascript' }

/** The desk as people see it. `html` encodes every value that is put into it. */
export function makePages(store: TicketStore): Hono {
  const pages = new Hono()
  pages.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ['data:'],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  )
  for (const [file, type] of Object.entries(FILES)) {
    const content = readFileSync(new URL(file, import.meta.url), 'utf8')
    pages.get(`/${basename(file)}`, (c) => c.body(content, 200, { 'content-type': `${type}; charset=utf-8` }))
  }
  pages.get('/', (c) => c.html(layOut('Tickets', renderList(store.all()))))
  pages.get('/t/:ticket', (c) => {
    const ticket = store.read(c.req.param('ticket'))
    return c.html(layOut(`${ticket.ticket}: ${ticket.title}`, renderTicket(ticket)))
  })
  return pages
}

/** What a browser is shown instead of a JSON error. */
export const renderError = (status: number, message: string): Html =>
  layOut(
    status === 404 ? 'Not found' : 'That did not work',
    html`<h1>${status === 404 ? 'Not found' : 'That did not work'}</h1>
      <p class="problem">${message}</p>
      <p><a href="/">All tickets</a></p>`,
  )

const layOut = (title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Service desk</title>
        <link rel="stylesheet" href="/look.css" />
        <link rel="stylesheet" href="/page.css" />
        <link rel="icon" href="data:," />
        <script type="module" src="/page.js"></script>
      </head>
      <body>
        <header class="bar"><a href="/">Service desk</a></header>
        <main>${content}</main>
      </body>
    </html>`

const renderList = (tickets: Ticket[]): Html => html`
  <h1>Tickets</h1>
  <div id="tickets" data-live>
    ${
      tickets.length === 0
        ? html`<p class="empty">No tickets yet.</p>`
        : html`<ul class="tickets">
            ${tickets.map(renderRow)}
          </ul>`
    }
  </div>
`

const renderRow = (ticket: Ticket): Html => html`
  <li>
    <a class="card" id="ticket-${ticket.ticket}" href="/t/${encodeURIComponent(ticket.ticket)}">
      <span class="title">${ticket.title}</span>
      ${renderState(ticket.state)}
      <span class="quiet">
        ${ticket.ticket} · ${ticket.requester.name} · ${countComments(ticket)} ·
        ${isRefused(ticket) ? 'not delivered · ' : ''} ${renderTime(ticket.updatedAt)}
      </span>
    </a>
  </li>
`

const isRefused = ({ deliveries }: Ticket): boolean => deliveries.some(({ state }) => state === 'failed')

const countComments = ({ comments }: Ticket): string =>
  comments.length === 1 ? '1 comment' : `${comments.length} comments`
