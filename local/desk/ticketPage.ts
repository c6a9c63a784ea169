import { html } from 'hono/html'
import { renderApproval } from './approvalPart.ts'
import { renderState, renderText, renderTime } from './pageParts.ts'
import type { Source } from './sources.ts'
import { systems } from './systems.ts'
import type { Html } from './pageParts.ts'
import type { Attempt, Comment, Delivery, Problem, Room, Ticket } from './ticket.ts'

const FIELD_NAMES: Record<string, string> = {
  name: 'Name',
  site: 'Site',
  building: 'Building',
  floor: 'Floor',
  module: 'Module',
  capacity: 'Capacity',
  address: 'E-mail address',
  services: 'Services',
  licence: 'Licence',
  phoneNumber: 'Phone number',
  enterpriseVoice: 'Enterprise voice',
  dialIn: 'Dial-in',
  dialOut: 'Dial-out',
  usageLocation: 'Country',
  timeZone: 'Time zone',
  installOn: 'Install on',
  installer: 'Installer',
  password: 'Password',
  action: 'Action',
  device: 'Device',
}

const SYSTEM_NAMES: Record<Source, string> = {
  generic: 'Any, by Standard Webhooks',
  servicenow: 'ServiceNow',
  jira: 'Jira Service Management',
  zendesk: 'Zendesk',
  freshservice: 'Freshservice',
  halopsa: 'HaloPSA',
}

export const renderTicket = (ticket: Ticket): Html => html`
  <div class="heading">
    <p class="quiet">${ticket.ticket}</p>
    <h1>${ticket.title}</h1>
    <p id="state" data-live role="status">${renderState(ticket.state)}</p>
    <div id="refusal" data-live>${ticket.deliveries.filter(isRefused).slice(-1).map(renderRefusal)}</div>
  </div>
  <section aria-labelledby="comments-title">
    <h2 id="comments-title">Comments</h2>
    <div id="comments" data-live>${renderComments(ticket.comments)}</div>
  </section>
  ${systems[ticket.source].decisionWebhook && renderApproval(ticket)}
  <section aria-labelledby="request-title">
    <h2 id="request-title">Request</h2>
    <dl class="card" id="request" data-live>
      ${renderField('System', SYSTEM_NAMES[ticket.source])} ${renderField('Opened', renderTime(ticket.openedAt))}
      ${renderField('Requester', ticket.requester.name)}
      ${renderField("Requester's e-mail address", ticket.requester.email)}
      ${inFieldOrder(ticket.room).map(([field, value]) => renderField(FIELD_NAMES[field] ?? field, toText(value)))}
      ${renderField('Item', String(ticket.item))} ${renderField('Revision', String(ticket.revision))}
    </dl>
  </section>
  <section aria-labelledby="deliveries-title">
    <h2 id="deliveries-title">Webhooks</h2>
    <ol id="deliveries" data-live>
      ${ticket.deliveries.toReversed().map(renderDelivery)}
    </ol>
  </section>
`

const isRefused = ({ state }: Delivery): boolean => state === 'failed'

/** Nobody else tells the ticket: its webhook was not taken, so nothing writes to it. */
const renderRefusal = ({ problem }: Delivery): Html =>
  html`<p class="problem">Not delivered: ${problem?.reasons ? problem.title : problem?.detail || problem?.title}</p>
    ${renderReasons(problem)}`

const renderReasons = (problem: Problem | undefined): Html | undefined =>
  problem?.reasons &&
  html`<ul class="problem reasons">
    ${problem.reasons.map((reason) => html`<li>${reason}</li>`)}
  </ul>`

/** The known fields as a form has them, then whatever else the opener wrote. */
const inFieldOrder = (room: Room): [string, unknown][] =>
  Object.keys({ ...FIELD_NAMES, ...room })
    .filter((field) => Object.hasOwn(room, field))
    .map((field) => [field, room[field]])

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const renderField = (name: string, value: string | Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const renderComments = (comments: Comment[]): Html =>
  comments.length === 0
    ? html`<p class="empty">No comments yet.</p>`
    : html`<ol>
        ${comments.map(renderComment)}
      </ol>`

const renderComment = ({ kind, author, at, text }: Comment): Html => html`
  <li class="card ${kind}">
    <p class="quiet"><b>${author}</b>${kind === 'work-note' ? ' · work note' : ''} · ${renderTime(at)}</p>
    <p class="text">${renderText(text)}</p>
  </li>
`

const renderDelivery = ({ type, revision, state, attempts, problem }: Delivery): Html => html`
  <li class="card ${state}">
    <p><b>${type}</b> · revision ${revision} · ${state}</p>
    ${problem && html`<p class="problem">${problem.title}${!problem.reasons && problem.detail ? `: ${problem.detail}` : ''}</p>`}
    ${renderReasons(problem)}
    <p class="quiet">${attempts.length === 0 ? 'Not sent yet' : attempts.map(renderAttempt)}</p>
  </li>
`

const renderAttempt = ({ at, status, error }: Attempt): Html =>
  html`<span class="attempt">${renderTime(at)} → ${status ?? `no answer (${error})`}</span>`
