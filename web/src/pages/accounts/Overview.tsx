import { makeStyles } from '@fluentui/react-components'
import type { EstateFigures } from '../../../../shared/room/estate/figures.ts'
import { useAlerts, useFigures } from '../../data/estateQueries.ts'
import { PageLink } from '../../parts/PageLink.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { ErrorNotice } from '../../parts/ProblemNotice.tsx'
import { CommonFaults } from './CommonFaults.tsx'
import { StatusPicture } from './StatusPicture.tsx'

const useStyles = makeStyles({
  panels: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(22rem, 100%), 1fr))',
    gap: '0 1rem',
    alignItems: 'start',
  },
})

/** Numbers over all accounts, in a picture that also filters the list. */
export function Overview() {
  const styles = useStyles()
  const { figures, error } = useFigures()
  if (error) return <ErrorNotice error={error} />
  if (!figures || figures.accounts === 0) return null
  return (
    <div className={styles.panels}>
      <Panel title="Status">
        <StatusPicture figures={figures} />
        <Counts figures={figures} />
      </Panel>
      <Panel title="Most often wrong">
        <CommonFaults wrong={figures.wrong} />
      </Panel>
    </div>
  )
}

function Counts({ figures: { accounts, ours, excepted } }: { figures: EstateFigures }) {
  const alerts = useAlerts()
  const open = alerts?.filter(({ state }) => state === 'open').length ?? 0
  return (
    <>
      <p>
        {accounts} accounts, {ours} of them set up here
        {excepted > 0 && `, ${excepted} with an exception`}.
      </p>
      <p>
        <PageLink href="/alerts">{open === 1 ? '1 open alert' : `${open} open alerts`}</PageLink>
      </p>
    </>
  )
}
