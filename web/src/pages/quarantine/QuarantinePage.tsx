import { useQuarantine } from '../../data/useQuarantine.ts'
import { Loading } from '../../parts/Loading.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Message } from './Message.tsx'

/** Messages of the queue that were no commands: why, what came, and what to do about it. */
export function QuarantinePage() {
  const { data: messages } = useQuarantine()
  if (!messages) return <Loading />
  const open = messages.filter(({ settled }) => !settled)
  const settled = messages.filter((message) => message.settled)
  return (
    <>
      <PageHeading title="Quarantine" />
      <p role="status">
        {open.length === 0 ? 'Nothing waits here.' : `${open.length} that could not be understood or worked on.`}
      </p>
      {open.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {settled.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </>
  )
}
