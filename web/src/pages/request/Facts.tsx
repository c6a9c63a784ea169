import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { RequestView } from '../../../../shared/room/view.ts'
import { ticketOf } from '../../data/ticket.ts'
import { When } from '../../parts/When.tsx'

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '0.5rem 2.5rem',
    margin: '0 0 1rem',
    '& dt': { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
    '& dd': { margin: 0 },
  },
})

/** What the request is about, as far as it is known. */
export function Facts({ view }: { view: RequestView }) {
  const styles = useStyles()
  const { source, requester, account, createdAt, endedAt, attempt } = view
  return (
    <dl className={styles.facts}>
      <Fact name="Account">{account}</Fact>
      <Fact name="Ticket">{source && ticketOf(view)}</Fact>
      <Fact name="Requester">{requester}</Fact>
      <Fact name="Asked">{createdAt && <When at={createdAt} />}</Fact>
      <Fact name="Ended">{endedAt && <When at={endedAt} />}</Fact>
      <Fact name="Attempt">{attempt > 1 && attempt}</Fact>
    </dl>
  )
}

/** Nothing where the value is not known. */
const Fact = ({ name, children }: { name: string; children: ReactNode }) =>
  children ? (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  ) : null
