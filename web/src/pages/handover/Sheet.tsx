import { Button, makeStyles, tokens } from '@fluentui/react-components'
import type { HandoverView } from '../../../../shared/room/handoverView.ts'
import { Panel } from '../../parts/Panel.tsx'

const useStyles = makeStyles({
  facts: {
    margin: 0,
    '& dt': { fontWeight: tokens.fontWeightSemibold },
    '& dd': { margin: '0 0 0.5rem' },
    '& ol': { margin: 0, paddingLeft: '1.25rem' },
  },
})

/** What may lie in the room: never the password. It is what a print of this page shows. */
export function Sheet({ view }: { view: HandoverView }) {
  const styles = useStyles()
  const { room, account, ticket, requester, link, certificates } = view
  const place = [room.site, room.building, room.floor === undefined ? undefined : `floor ${room.floor}`]
  return (
    <Panel title="Sheet for the room">
      <dl className={styles.facts}>
        <dt>Room</dt>
        <dd>{[room.name, ...place].filter(Boolean).join(', ')}</dd>
        <dt>Account</dt>
        <dd>{account ?? 'not made yet'}</dd>
        <dt>How to sign in</dt>
        <dd>
          <ol>
            {certificates.map((line) => (
              <li key={line}>{line}</li>
            ))}
            <li>Start the device and choose to sign in.</li>
            <li>
              Enter the address of the account, then the password, which the page at the end of this sheet shows once.
            </li>
            <li>Join a test meeting, and look at the calendar on the console.</li>
          </ol>
        </dd>
        <dt>Who to call</dt>
        <dd>
          The service desk, about the ticket {ticket}
          {requester !== undefined && `; the room was asked for by ${requester}`}.
        </dd>
        <dt>Sign-in data</dt>
        <dd>{link}</dd>
      </dl>
      <div data-print="no">
        <Button onClick={() => print()}>Print the sheet</Button>
      </div>
    </Panel>
  )
}
