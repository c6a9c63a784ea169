import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { people } from './people.ts'

type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const layOut = (title: string, content: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Local sign-in</title>
        <link rel="stylesheet" href="/look.css" />
        <link rel="stylesheet" href="/page.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`

/** The form goes back to the very address of the page, and so carries the request with it. */
export const renderSignIn = (): Html =>
  layOut(
    'Who would you like to be?',
    html`<p class="quiet">This sign-in is for this machine only. Nobody is asked for a password.</p>
      <form method="post">
        <ul>
          ${Object.entries(people).map(
            ([id, { name, username, role }]) =>
              html`<li>
                <button class="card" name="person" value="${id}">
                  <b>${name}</b> <span class="role">${role}</span> <span class="quiet">${username}</span>
                </button>
              </li>`,
          )}
        </ul>
      </form>`,
  )

export const renderSignedOut = (): Html =>
  layOut('You are signed out', html`<p class="quiet">You may close this page.</p>`)

export const renderRefusal = (message: string): Html =>
  layOut('This sign-in cannot go on', html`<p class="problem" role="alert">${message}</p>`)
