import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { useLocation } from 'wouter'
import { makeQueryClient } from './data/queries.ts'
import { SessionProvider } from './data/session.tsx'
import { Colours } from './frame/Colours.tsx'
import { ErrorBoundary } from './frame/ErrorBoundary.tsx'
import { Frame } from './frame/Frame.tsx'
import { CurrentPage } from './frame/CurrentPage.tsx'
import { Trouble } from './frame/Trouble.tsx'
import { usePage } from './pages.ts'

const client = makeQueryClient()

function App() {
  const [path] = useLocation()
  const page = usePage()
  return (
    <SessionProvider isNeeded={page !== undefined && !page.isPublic} whenFailed={inFrame}>
      <Frame>
        <ErrorBoundary key={path}>
          <CurrentPage />
        </ErrorBoundary>
      </Frame>
    </SessionProvider>
  )
}

const inFrame = (error: Error) => (
  <Frame>
    <Trouble error={error} />
  </Frame>
)

const root = document.getElementById('app')
if (root)
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <Colours>
        <App />
      </Colours>
    </QueryClientProvider>,
  )
