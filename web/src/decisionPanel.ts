import type { RequestView } from '../../shared/room/view.ts'
import type { Api } from './api.ts'
import { makeDecisionForm } from './decisionForm.ts'
import { el, fill, say } from './dom.ts'
import { isUndecided } from './requestState.ts'
import { when } from './times.ts'

type Approval = NonNullable<RequestView['approval']>
type Decision = NonNullable<Approval['decision']>

const titles = { open: 'Waits for a decision', approved: 'Approved', rejected: 'Rejected' }
const listTitles = { open: 'What would be done', approved: 'What was agreed to', rejected: 'What would have been done' }

/** What somebody has to agree to, or has decided about. Who decided is announced; who may decide gets field and buttons. */
export function makeDecisionPanel(api: Api, id: string, news: HTMLElement) {
  const title = el('h2', { id: 'decision' })
  const reasons = el('div')
  const outcome = el('div', { 'aria-live': 'polite' })
  const plan = el('div')
  const form = makeDecisionForm(api, id, news)
  const parts = [title, reasons, outcome, plan, form.element]
  const element = el('section', { class: 'panel', 'aria-labelledby': 'decision', hidden: true }, ...parts)
  let mayDecide = false
  const put = (approval: Approval): void => {
    const is = approval.decision?.is ?? 'open'
    say(title, titles[is])
    fill(reasons, sayBecause(approval))
    fill(plan, el('h3', {}, listTitles[is]), el('ul', {}, ...approval.lines.map((line) => el('li', {}, line))))
  }
  return {
    element,
    show(view: RequestView): void {
      const { approval, actions } = view
      const isOpen = isUndecided(view)
      // Somebody else's look takes the offer away for moments; what is being typed must outlive that.
      mayDecide ||= actions.includes('approve')
      element.hidden = !approval || (!isOpen && !approval.decision)
      if (approval && isOpen && mayDecide) form.open(approval.plan)
      else form.close()
      if (approval) put(approval)
      fill(outcome, ...toOutcome(approval?.decision, isOpen && !mayDecide))
    },
  }
}

const sayBecause = ({ askedAt, because, decision }: Approval): HTMLElement =>
  el('p', {}, decision ? 'Asked ' : 'Since ', when(askedAt), `, because ${because.join(', and because ')}.`)

function toOutcome(decision: Decision | undefined, isForOthers: boolean): HTMLElement[] {
  if (!decision) return isForOthers ? [el('p', {}, 'Waits for an approver.')] : []
  const { is, by, at, reason } = decision
  return [
    el('p', {}, `${titles[is]} by ${by}, `, when(at), '.'),
    ...(reason === undefined ? [] : [el('p', { class: 'text' }, `Reason: ${reason}`)]),
  ]
}
