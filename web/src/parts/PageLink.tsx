import { Link as FluentLink } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** A link to another page of this application, which opens without loading it anew. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} asChild>
      <FluentLink inline>{children}</FluentLink>
    </Link>
  )
}

export const HomeLink = () => (
  <p>
    <PageLink href="/">All requests</PageLink>
  </p>
)
