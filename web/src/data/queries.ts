import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { ApiProblem, readProblems, type Api, type Reading } from './api.ts'
import { hasEnded } from './requestState.ts'
import { useApi } from './session.tsx'

const pollMs = { list: 3_000, moving: 1_000, ended: 10_000, asked: 1_000, quiet: 15_000 }
const pauseMs = { first: 1_000, longest: 30_000 }

const hasCode = (error: unknown): boolean => error instanceof ApiProblem && error.code !== ''
export const isTemporary = (error: unknown): boolean => error instanceof ApiProblem && error.isTemporary

/** A connection that is lost is tried again with growing pauses, and at once when the browser is on line again; a refusal ends the page. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        throwOnError: true,
        retry: (_, error) => isTemporary(error),
        retryDelay: (losses) => Math.min(pauseMs.first * 2 ** losses, pauseMs.longest),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  const active = { type: 'active' } as const
  addEventListener('online', () => void client.cancelQueries(active).then(() => client.refetchQueries(active)))
  return client
}

/** Of a query whose page says itself what the server answered. */
export const saysItself = { saysItself: true }

/** Whether something on this page is read in vain at the moment. */
export function useIsConnectionLost(): boolean {
  const cache = useQueryClient().getQueryCache()
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache])
  return useSyncExternalStore(subscribe, () =>
    cache
      .findAll({ type: 'active' })
      .some(
        ({ state: { fetchFailureCount, fetchFailureReason: reason }, meta }) =>
          fetchFailureCount > 0 && isTemporary(reason) && !(meta === saysItself && hasCode(reason)),
      ),
  )
}

/** All requests, live. */
export function useRequests() {
  const api = useApi()
  return useQuery({ queryKey: ['requests'], queryFn: () => api.list(), refetchInterval: pollMs.list })
}

/** One request, live; what has not changed is not sent again. */
export function useRequest(id: string) {
  const api = useApi()
  const client = useQueryClient()
  const queryKey = ['request', id]
  return useQuery({
    queryKey,
    queryFn: () => api.read(id, client.getQueryData<Reading>(queryKey)),
    refetchInterval: ({ state }) => (state.data && hasEnded(state.data.view) ? pollMs.ended : pollMs.moving),
    select: ({ view }) => view,
  })
}

/** Does what a button of a request is for, one at a time, and looks at the request again. */
export function useChange<Input>(id: string, work: (api: Api, input: Input) => Promise<void>) {
  const api = useApi()
  const client = useQueryClient()
  const mutationKey = ['change', id]
  const { mutateAsync, error, isSuccess, reset } = useMutation({
    mutationKey,
    mutationFn: (input: Input) => work(api, input),
    onSettled: () => void client.invalidateQueries({ queryKey: ['request', id] }),
  })
  /** Whether it was taken. */
  const change = async (input: Input): Promise<boolean> => {
    if (client.isMutating({ mutationKey }) > 0) return false
    return mutateAsync(input).then(
      () => true,
      () => false,
    )
  }
  return { change, error, isSuccess, reset }
}

/** What the tenant has of what the service needs, live; and asking for another look. */
export function usePreflight() {
  const api = useApi()
  const client = useQueryClient()
  const [askedAt, setAskedAt] = useState('')
  const queryKey = ['preflight']
  const isAwaited = (readAt: string | undefined): boolean => askedAt !== '' && (readAt ?? '') < askedAt
  const { data: seen } = useQuery({
    queryKey,
    queryFn: () => api.preflight(),
    refetchInterval: ({ state: { data } }) =>
      data?.readAt === undefined || isAwaited(data.readAt) ? pollMs.asked : pollMs.quiet,
  })
  const { mutate: ask, error } = useMutation({
    mutationFn: () => api.askForPreflight(),
    onSuccess: ({ at }) => {
      setAskedAt(at)
      void client.invalidateQueries({ queryKey })
    },
  })
  return { seen, ask: () => ask(), error, isAwaited: isAwaited(seen?.readAt) }
}

/** Rooms that do not follow the naming pattern; read once, because the list changes twice an hour at most. */
export function useStrays() {
  const api = useApi()
  return useQuery({
    queryKey: ['strays'],
    queryFn: () => api.strays(),
    staleTime: Infinity,
    retry: false,
    throwOnError: false,
  })
}

/** Licences for rooms, as they were read last. */
export function useLicences() {
  const api = useApi()
  return useQuery({ queryKey: ['licences'], queryFn: () => api.licences(), retry: false, throwOnError: false })
}

export const useProblems = () => useQuery({ queryKey: ['problems'], queryFn: readProblems, staleTime: Infinity })
