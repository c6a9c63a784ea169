import { makeStyles, tokens } from '@fluentui/react-components'
import { useRef } from 'react'
import { useParams } from 'wouter'
import type { RequestView } from '../../../../shared/room/view.ts'
import { useRequest } from '../../data/queries.ts'
import { hasEnded } from '../../data/requestState.ts'
import { useSession } from '../../data/session.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { PageLink } from '../../parts/PageLink.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { StateIcon } from '../../parts/StateBadge.tsx'
import { Actions } from './Actions.tsx'
import { DecisionPanel } from './DecisionPanel.tsx'
import { DevicePanel } from './DevicePanel.tsx'
import { Facts } from './Facts.tsx'
import { Findings } from './Findings.tsx'
import { Flow } from './Flow.tsx'
import { Outcome } from './Outcome.tsx'
import { ProblemPanel } from './ProblemPanel.tsx'
import { RestorePanel } from './RestorePanel.tsx'
import { useHandedFocus } from './useHandedFocus.ts'

const useStyles = makeStyles({
  news: {
    display: 'flex',
    alignItems: 'center',
    gap: '0.5rem',
    width: 'fit-content',
    margin: '0 0 1rem',
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  panels: { columns: '2 26rem', columnGap: '1.25rem' },
})

/** One request, live. */
export function RequestPage() {
  const { id = '' } = useParams()
  const { data: view } = useRequest(id)
  return view ? <Request id={id} view={view} /> : <Loading />
}

function Request({ id, view }: { id: string; view: RequestView }) {
  const styles = useStyles()
  const news = useRef<HTMLParagraphElement>(null)
  const mayChange = useSession()?.mayChange ?? false
  const { ref } = useHandedFocus(news)
  return (
    <div ref={ref}>
      <PageHeading title={titleOf(view)}>{mayChange && <Actions id={id} view={view} />}</PageHeading>
      <p ref={news} className={styles.news} aria-live="polite" tabIndex={-1}>
        <StateIcon state={view.state} />
        <span>{headline(view)}</span>
      </p>
      <DecisionPanel id={id} view={view} />
      <Facts view={view} />
      {view.problem && <ProblemPanel problem={view.problem} />}
      <Flow view={view} />
      <div className={styles.panels}>
        <Outcome view={view} />
        <Findings view={view} />
        <DevicePanel id={id} view={view} mayChange={mayChange} />
        {view.hasSignInData && (
          <Panel title="Sign-in data">
            <PageLink href={`/requests/${id}/handover`}>Hand over the sign-in data</PageLink>
          </Panel>
        )}
        <RestorePanel id={id} view={view} />
      </div>
    </div>
  )
}

/** The name of the room, as soon as the request was taken up. */
const titleOf = ({ room }: RequestView): string => (room ? `${room.name} (${room.site})` : 'Request')

const headline = (view: RequestView): string =>
  view.waitingFor === undefined || hasEnded(view) ? `State: ${view.state}` : `State: waiting for ${view.waitingFor}`
