import { useSession } from '../../data/session.tsx'
import { HomeLink } from '../../parts/PageLink.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { AskForm } from './AskForm.tsx'

export function AskPage() {
  const session = useSession()
  return (
    <>
      <PageHeading title="Ask for a room" />
      {session?.mayChange ? <AskForm /> : <NotAllowed roles={session?.roles ?? []} />}
    </>
  )
}

const NotAllowed = ({ roles }: { roles: string[] }) => (
  <>
    <p>Requesters and administrators can ask for a room. You are signed in as {roles.join(', ')}.</p>
    <HomeLink />
  </>
)
