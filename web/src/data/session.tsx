import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { makeApi, type Api } from './api.ts'
import { findSession, signIn, type Session } from './signIn.ts'

const SessionContext = createContext<Session | undefined>(undefined)
const ApiContext = createContext<Api | undefined>(undefined)

interface Props {
  /** The page is for people who are signed in. */
  isNeeded: boolean
  /** In place of everything, where signing in did not work. */
  whenFailed: (error: Error) => ReactNode
  children: ReactNode
}

/** Knows who is signed in; has people sign in where a page needs that. */
export function SessionProvider({ isNeeded, whenFailed, children }: Props) {
  const [session, setSession] = useState<Session>()
  const [failure, setFailure] = useState<Error>()
  useEffect(() => {
    void (isNeeded ? signIn() : findSession()).then(setSession, (error: unknown) =>
      setFailure(error instanceof Error ? error : new Error(String(error))),
    )
  }, [isNeeded])
  const api = useMemo(() => session && makeApi(session.token), [session])
  if (failure) return whenFailed(failure)
  return (
    <SessionContext value={session}>
      <ApiContext value={api}>{children}</ApiContext>
    </SessionContext>
  )
}

/** Undefined where nobody is signed in, or not yet. */
export const useSession = (): Session | undefined => useContext(SessionContext)

/** Only within pages for people who are signed in. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('Nobody is signed in.')
  return api
}
