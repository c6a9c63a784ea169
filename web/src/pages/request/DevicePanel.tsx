import { lazy, Suspense } from 'react'
import type { RequestView } from '../../../../shared/room/view.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Panel } from '../../parts/Panel.tsx'

/** Few people bind a device, and its checks are large. */
const DeviceForm = lazy(async () => ({ default: (await import('./DeviceForm.tsx')).DeviceForm }))

interface Props {
  id: string
  view: RequestView
  mayChange: boolean
}

/** The devices of a room, and a form to bind one once the room is ready. */
export function DevicePanel({ id, view, mayChange }: Props) {
  const lines = linesOf(view)
  const isOpen = mayChange && view.state === 'ready'
  if (lines.length === 0 && !isOpen) return null
  return (
    <Panel title="Device">
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {isOpen && (
        <Suspense fallback={<Loading />}>
          <DeviceForm id={id} />
        </Suspense>
      )}
    </Panel>
  )
}

const linesOf = ({ device, panels = [], state }: RequestView): string[] => [
  ...(device?.isBound ? [device.id] : []),
  ...(device && !device.isBound && state !== 'cancelled' ? [`${device.id}, not bound yet`] : []),
  ...panels.filter((panel) => panel !== device?.id).map((panel) => `Panel ${panel}`),
]
