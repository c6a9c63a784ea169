import { html } from 'hono/html'
import { renderTime, type Html } from './pageParts.ts'
import type { Approval, Ticket } from './ticket.ts'

const STATE_NAMES: Record<Approval['state'], string> = {
  requested: 'Requested',
  approved: 'Approved',
  rejected: 'Rejected',
}

/** What the approval record says, and the form of those who ask for it and decide; page.js sends the form. */
export const renderApproval = (ticket: Ticket): Html => html`
  <section aria-labelledby="approval-title">
    <h2 id="approval-title">Approval</h2>
    <div class="card">
      <div id="approval" data-live role="status">${renderRecord(ticket.approval)}</div>
      <form class="approval" data-sends="/tickets/${encodeURIComponent(ticket.ticket)}/approval">
        <label for="approver">Approver's e-mail address</label>
        <input id="approver" name="by" autocomplete="off" aria-describedby="approver-hint" />
        <p class="quiet" id="approver-hint">Left empty, the approver is a person without an address.</p>
        <label for="reason">Reason of the decision</label>
        <input id="reason" name="reason" autocomplete="off" maxlength="4000" />
        <p class="buttons">
          <button name="state" value="requested">Request approval</button>
          <button name="state" value="approved">Approve as this approver</button>
          <button name="state" value="rejected">Reject as this approver</button>
        </p>
        <p class="problem" role="alert"></p>
      </form>
    </div>
  </section>
`

const renderRecord = (approval: Approval | undefined): Html =>
  approval === undefined
    ? html`<p class="empty">Nobody has asked for an approval.</p>`
    : html`<p>
          <b>${STATE_NAMES[approval.state]}</b> · ${approval.by ?? 'a person without an address'} ·
          ${renderTime(approval.at)}
        </p>
        ${approval.reason !== undefined && html`<p class="text">${approval.reason}</p>`}`
