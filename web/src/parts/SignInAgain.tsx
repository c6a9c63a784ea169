import { Button } from '@fluentui/react-components'
import { ApiProblem } from '../data/api.ts'
import { useSession } from '../data/session.tsx'

/** The way on for somebody whose sign-in the API does not take any more; nothing for any other error. */
export function SignInAgain({ error }: { error: unknown }) {
  const session = useSession()
  if (!session || !(error instanceof ApiProblem) || error.status !== 401) return null
  return (
    <p>
      <Button appearance="primary" onClick={() => void session.signInAgain()}>
        Sign in again
      </Button>
    </p>
  )
}
