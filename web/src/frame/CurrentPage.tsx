import { Suspense } from 'react'
import { Route, useLocation } from 'wouter'
import { useSession } from '../data/session.tsx'
import { HomeLink } from '../parts/PageLink.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PageHeading } from '../parts/PageHeading.tsx'
import { usePage } from '../pages.ts'

/** The page of the address, once whoever it is for is known. */
export function CurrentPage() {
  const session = useSession()
  const page = usePage()
  if (!page) return <NoSuchPage />
  if (!page.isPublic && !session) return <Loading />
  const { path, Content } = page
  return (
    <Suspense fallback={<Loading />}>
      <Route path={path}>
        <Content />
      </Route>
    </Suspense>
  )
}

function NoSuchPage() {
  const [path] = useLocation()
  return (
    <>
      <PageHeading title="There is no such page" />
      <p>Nothing is found at {path}.</p>
      <HomeLink />
    </>
  )
}
