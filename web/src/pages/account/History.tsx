import { catalogue, sayValue } from '../../../../shared/room/settings/catalogue.ts'
import type { HistoryEntry } from '../../data/estateApi.ts'
import { PageLink } from '../../parts/PageLink.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { When } from '../../parts/When.tsx'

/** What was changed here, the newest first, with the work that says who asked for it. */
export function History({ history }: { history: HistoryEntry[] }) {
  const changed = history.filter(({ changes }) => changes.length > 0)
  return (
    <Panel title="What was changed here">
      {changed.length === 0 && <p>Nothing was changed by Roomwright yet.</p>}
      {changed.map((entry) => (
        <Entry key={`${entry.requestId} ${entry.attempt} ${entry.step}`} entry={entry} />
      ))}
    </Panel>
  )
}

const Entry = ({ entry: { at, requestId, step, changes } }: { entry: HistoryEntry }) => (
  <>
    <h3>
      <When at={at} />,{' '}
      {step === 'repair' ? (
        <PageLink href={`/repairs/${requestId}`}>by hand or as recommended</PageLink>
      ) : (
        <PageLink href={`/requests/${requestId}`}>by a request</PageLink>
      )}
    </h3>
    <ul>
      {changes.map(({ setting, from, to }) => (
        <li key={setting}>{`${titleOf(setting)}: ${sayValue(from)} → ${sayValue(to)}`}</li>
      ))}
    </ul>
  </>
)

/** Requests also write down what is no setting, such as the device that was bound. */
const titleOf = (setting: string): string => catalogue.find(({ id }) => id === setting)?.title ?? setting
