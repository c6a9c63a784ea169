import { Button } from '@fluentui/react-components'
import { useId } from 'react'
import type { RequestView } from '../../../../shared/room/view.ts'
import { sayError } from '../../data/api.ts'
import { useChange } from '../../data/queries.ts'
import { Complaint } from '../../parts/Notice.tsx'
import { Panel } from '../../parts/Panel.tsx'

/** What calendar and place were before the room was made ready, and the button that puts it back. It reads before it is pressed. */
export function RestorePanel({ id, view: { actions, earlier = [] } }: { id: string; view: RequestView }) {
  const meaning = useId()
  const { change, error } = useChange(id, (api) => api.change(id, 'restore'))
  if (!actions.includes('restore')) return null
  return (
    <Panel title="Earlier settings">
      <ul>
        {earlier.map(({ title, before, set }) => (
          <li key={title}>{`${title}: ${before} (this request has set ${set})`}</li>
        ))}
      </ul>
      <p id={meaning}>
        Putting them back leaves account, sign-in, licence and Teams as they are. Teams Rooms may not work with them:
        the request is over then, until it is tried again.
      </p>
      {error && <Complaint text={sayError(error)} />}
      <Button aria-describedby={meaning} onClick={() => void change(undefined)}>
        Put earlier settings back
      </Button>
    </Panel>
  )
}
