import { lazy, type ComponentType } from 'react'
import { matchRoute, useLocation, useRouter } from 'wouter'
import type { Session } from './data/signIn.ts'
import { RequestsPage } from './pages/requests/RequestsPage.tsx'

export interface Page {
  path: string
  /** Its name in the navigation; without one it is reached from other pages only. */
  label?: string
  Content: ComponentType
  /** Nobody has to sign in for it. */
  isPublic?: boolean
  /** Who has it in the navigation. The API decides what anybody may read and do. */
  isFor?: (session: Session) => boolean
}

/** Every page there is, in the order of the navigation. Those that few people open at first come when they are opened. */
export const pages: Page[] = [
  { path: '/', label: 'Requests', Content: RequestsPage },
  {
    path: '/new',
    label: 'Ask for a room',
    Content: lazy(async () => ({ default: (await import('./pages/ask/AskPage.tsx')).AskPage })),
    isFor: ({ mayChange }) => mayChange,
  },
  {
    path: '/accounts',
    label: 'Accounts',
    Content: lazy(async () => ({ default: (await import('./pages/accounts/AccountsPage.tsx')).AccountsPage })),
    isFor: ({ mayCheck }) => mayCheck,
  },
  {
    path: '/batches',
    label: 'Many rooms',
    Content: lazy(async () => ({ default: (await import('./pages/batches/BatchesPage.tsx')).BatchesPage })),
    isFor: ({ mayAdminister }) => mayAdminister,
  },
  {
    path: '/batches/:id',
    Content: lazy(async () => ({ default: (await import('./pages/batches/BatchPage.tsx')).BatchPage })),
  },
  {
    path: '/quarantine',
    label: 'Quarantine',
    Content: lazy(async () => ({ default: (await import('./pages/quarantine/QuarantinePage.tsx')).QuarantinePage })),
    isFor: ({ mayAdminister }) => mayAdminister,
  },
  {
    path: '/preflight',
    label: 'Tenant check',
    Content: lazy(async () => ({ default: (await import('./pages/check/CheckPage.tsx')).CheckPage })),
    isFor: ({ mayCheck }) => mayCheck,
  },
  {
    path: '/problems',
    label: 'Problems',
    Content: lazy(async () => ({ default: (await import('./pages/problems/ProblemsPage.tsx')).ProblemsPage })),
    isPublic: true,
  },
  {
    path: '/requests/:id',
    Content: lazy(async () => ({ default: (await import('./pages/request/RequestPage.tsx')).RequestPage })),
  },
  {
    path: '/requests/:id/handover',
    Content: lazy(async () => ({ default: (await import('./pages/handover/HandoverPage.tsx')).HandoverPage })),
  },
  {
    path: '/account',
    Content: lazy(async () => ({ default: (await import('./pages/account/AccountPage.tsx')).AccountPage })),
  },
  {
    path: '/repairs/:id',
    Content: lazy(async () => ({ default: (await import('./pages/repair/RepairPage.tsx')).RepairPage })),
  },
  {
    path: '/alerts',
    Content: lazy(async () => ({ default: (await import('./pages/alerts/AlertsPage.tsx')).AlertsPage })),
  },
  { path: '/signed-in', Content: RequestsPage },
  {
    path: '/signed-out',
    Content: lazy(async () => ({ default: (await import('./pages/SignedOutPage.tsx')).SignedOutPage })),
    isPublic: true,
  },
]

/** The page of the address; undefined where there is none. */
export function usePage(): Page | undefined {
  const { parser } = useRouter()
  const [address] = useLocation()
  return pages.find(({ path }) => matchRoute(parser, path, address)[0])
}
