import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccountSummary } from '../../../shared/room/estate/account.ts'
import type { EstateApi, Marked, RepairSeen, ScanSeen } from './estateApi.ts'
import { isTemporary, saysItself } from './queries.ts'
import { useApi } from './session.tsx'

const pollMs = { moving: 1_500, quiet: 15_000 }
/** The list of the server is some seconds old at most, so it is read on for so long. */
const settlingMs = 20_000

/** What the server could not give is said on the page, and read again; what it refuses ends the page. */
const patient = { meta: saysItself, throwOnError: (error: Error) => !isTemporary(error) }

/** Whether rows may still change because of a scan. */
export const isMoving = ({ state, endedAt }: ScanSeen): boolean =>
  state === 'running' || (endedAt !== undefined && Date.now() - Date.parse(endedAt) < settlingMs)

/** The reading of all accounts, live; and asking for one. */
export function useScan() {
  const api = useApi()
  const client = useQueryClient()
  const [askedAt, setAskedAt] = useState('')
  const queryKey = ['scan']
  const isAwaited = ({ state, at = '', endedAt = at }: ScanSeen = {}): boolean =>
    askedAt !== '' && state !== 'running' && endedAt < askedAt
  const { data: scan } = useQuery({
    ...patient,
    queryKey,
    queryFn: () => api.estate.scan(),
    refetchInterval: ({ state: { data } }) =>
      isAwaited(data) || (data && isMoving(data)) ? pollMs.moving : pollMs.quiet,
  })
  const ask = useMutation({
    mutationFn: () => api.estate.askForScan(),
    onSuccess: ({ at }) => {
      setAskedAt(at)
      return client.invalidateQueries({ queryKey })
    },
  })
  return { scan, isAwaited: isAwaited(scan), ask: () => ask.mutate(), error: ask.error }
}

const usePace = (): number => {
  const scan = useQueryClient().getQueryData<ScanSeen>(['scan'])
  return scan && isMoving(scan) ? pollMs.moving : pollMs.quiet
}

/** Every room account, live: while a scan is at work, as it reads them. */
export function useAccounts() {
  const api = useApi()
  const client = useQueryClient()
  const queryKey = ['accounts']
  const refetchInterval = usePace()
  const { data, failureReason } = useQuery({
    ...patient,
    queryKey,
    queryFn: () => api.estate.accounts(client.getQueryData<Marked<AccountSummary[]>>(queryKey)),
    refetchInterval,
    select: ({ value }) => value,
  })
  return { accounts: data, error: failureReason }
}

/** Numbers over all accounts. */
export function useFigures() {
  const api = useApi()
  const refetchInterval = usePace()
  const { data, failureReason } = useQuery({
    ...patient,
    queryKey: ['estate'],
    queryFn: () => api.estate.figures(),
    refetchInterval,
  })
  return { figures: data, error: failureReason }
}

export function useAlerts() {
  const api = useApi()
  return useQuery({
    queryKey: ['alerts'],
    queryFn: () => api.estate.alerts(),
    refetchInterval: pollMs.quiet,
  }).data
}

export const isAtWork = ({ state }: RepairSeen): boolean => state === 'running' || state === 'queued'

/** Accounts being put right, live. */
export function useRepair(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['repair', id],
    queryFn: () => api.estate.repairOf(id),
    refetchInterval: ({ state: { data } }) => (data === undefined || isAtWork(data) ? pollMs.moving : false),
  }).data
}

/** Does what a button is for; afterwards everything about accounts is read anew. */
export function useEstateWork<Input, Output>(work: (api: EstateApi, input: Input) => Promise<Output>) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input) => work(api.estate, input),
    onSuccess: () => {
      for (const queryKey of [['scan'], ['repair'], ['accounts'], ['estate']])
        void client.invalidateQueries({ queryKey })
    },
  })
}
