import { useState } from 'react'
import type { RequestView } from '../../../../shared/room/view.ts'
import { isUndecided } from '../../data/requestState.ts'
import { Panel } from '../../parts/Panel.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'
import { When } from '../../parts/When.tsx'
import { DecisionForm } from './DecisionForm.tsx'

type Approval = NonNullable<RequestView['approval']>
type Decision = NonNullable<Approval['decision']>

const titles = { open: 'Waits for a decision', approved: 'Approved', rejected: 'Rejected' }
const listTitles = { open: 'What would be done', approved: 'What was agreed to', rejected: 'What would have been done' }

const stateOf = ({ decision }: Approval): keyof typeof titles => decision?.is ?? 'open'

/** Somebody else's look takes the offer away for moments; what is being typed must outlive that. */
function useMayDecide({ actions }: RequestView): boolean {
  const [mayDecide, setMayDecide] = useState(false)
  if (!mayDecide && actions.includes('approve')) setMayDecide(true)
  return mayDecide
}

/** What somebody has to agree to, or has decided about. Who decided is announced; who may decide gets field and buttons. */
export function DecisionPanel({ id, view }: { id: string; view: RequestView }) {
  const { approval } = view
  const mayDecide = useMayDecide(view)
  const isOpen = isUndecided(view)
  if (!approval || (!isOpen && !approval.decision)) return null
  return (
    <Panel title={titles[stateOf(approval)]}>
      <Because approval={approval} />
      <div aria-live="polite">
        {approval.decision ? <Decided decision={approval.decision} /> : !mayDecide && <p>Waits for an approver.</p>}
      </div>
      <Plan approval={approval} />
      {isOpen && mayDecide && <DecisionForm id={id} plan={approval.plan} />}
    </Panel>
  )
}

const Plan = ({ approval }: { approval: Approval }) => (
  <>
    <h3>{listTitles[stateOf(approval)]}</h3>
    <ul>
      {approval.lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </>
)

const Because = ({ approval: { askedAt, because, decision } }: { approval: Approval }) => (
  <p>
    {decision ? 'Asked ' : 'Since '}
    <When at={askedAt} />
    {`, because ${because.join(', and because ')}.`}
  </p>
)

function Decided({ decision: { is, by, at, reason } }: { decision: Decision }) {
  const { lines } = useTextStyles()
  return (
    <>
      <p>
        {`${titles[is]} by ${by}, `}
        <When at={at} />.
      </p>
      {reason !== undefined && <p className={lines}>{`Reason: ${reason}`}</p>}
    </>
  )
}
