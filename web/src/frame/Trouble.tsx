import { Link } from '@fluentui/react-components'
import { wordsOf } from '../data/api.ts'
import { Notice } from '../parts/Notice.tsx'
import { PageHeading } from '../parts/PageHeading.tsx'
import { SignInAgain } from '../parts/SignInAgain.tsx'

/** In place of a page that could not do what it is for. The way out begins anew. */
export function Trouble({ error }: { error: unknown }) {
  const { says, remedy } = wordsOf(error)
  return (
    <>
      <PageHeading title="That did not work" />
      <Notice intent="error" title={says}>
        {remedy}
      </Notice>
      <SignInAgain error={error} />
      <p>
        <Link inline href="/">
          All requests
        </Link>
      </p>
    </>
  )
}
