import type { RequestView } from '../../../../shared/room/view.ts'
import { Panel } from '../../parts/Panel.tsx'
import { useTextStyles } from '../../parts/useTextStyles.ts'

/** What the request did, or took back. */
export function Outcome({ view }: { view: RequestView }) {
  const { changed, state, undone, left, restoredBy, licenceNotes = [] } = view
  return (
    <>
      {state !== 'cancelled' && <Lines title="What was set" lines={changed} />}
      <Lines title="Licences" lines={licenceNotes} />
      {undone !== undefined && (
        <Text
          title={restoredBy === undefined ? 'Taken back' : `Earlier settings, put back by ${restoredBy}`}
          text={undone}
        />
      )}
      {left !== undefined && <Text title="Left as it is" text={left} />}
    </>
  )
}

const Lines = ({ title, lines }: { title: string; lines: string[] }) =>
  lines.length === 0 ? null : (
    <Panel title={title}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Panel>
  )

function Text({ title, text }: { title: string; text: string }) {
  const { lines } = useTextStyles()
  return (
    <Panel title={title}>
      <p className={lines}>{text}</p>
    </Panel>
  )
}
