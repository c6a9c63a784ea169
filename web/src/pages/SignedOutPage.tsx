import { Link } from '@fluentui/react-components'
import { PageHeading } from '../parts/PageHeading.tsx'

export const SignedOutPage = () => (
  <>
    <PageHeading title="You are signed out" />
    <p>
      <Link inline href="/">
        Sign in again
      </Link>
    </p>
  </>
)
