import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from './session.tsx'

const pollMs = 3_000

export function useQuarantine() {
  const api = useApi()
  return useQuery({ queryKey: ['quarantine'], queryFn: () => api.quarantine.list(), refetchInterval: pollMs })
}

/** Sends a message again as it is put right, or discards it where there is nothing to send. */
export function useSettling(id: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: unknown) =>
      body === undefined ? api.quarantine.discard(id) : api.quarantine.resubmit(id, body),
    onSettled: () => void client.invalidateQueries({ queryKey: ['quarantine'] }),
  })
}
