import { wordsOf } from '../data/api.ts'
import { Notice } from '../parts/Notice.tsx'
import { PageHeading } from '../parts/PageHeading.tsx'
import { HomeLink } from '../parts/PageLink.tsx'
import { SignInAgain } from '../parts/SignInAgain.tsx'

/** In place of a page that could not do what it is for. */
export function Trouble({ error }: { error: unknown }) {
  const { says, remedy } = wordsOf(error)
  return (
    <>
      <PageHeading title="That did not work" />
      <Notice intent="error" title={says}>
        {remedy}
      </Notice>
      <SignInAgain error={error} />
      <HomeLink />
    </>
  )
}
