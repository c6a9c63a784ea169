import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BatchAction } from '../../../shared/room/batchView.ts'
import { useApi } from './session.tsx'

const pollMs = { list: 5_000, moving: 1_500, ended: 15_000 }

export function useBatches() {
  const api = useApi()
  return useQuery({ queryKey: ['batches'], queryFn: () => api.batches.list(), refetchInterval: pollMs.list })
}

/** One list, live, and what can be pressed. */
export function useBatch(id: string) {
  const api = useApi()
  const client = useQueryClient()
  const queryKey = ['batch', id]
  const { data: batch } = useQuery({
    queryKey,
    queryFn: () => api.batches.read(id),
    refetchInterval: ({ state: { data } }) =>
      data && data.actions.length === 0 && data.state !== 'queued' ? pollMs.ended : pollMs.moving,
  })
  const { mutate: press, error } = useMutation({
    mutationFn: (action: BatchAction) => api.batches.change(id, action),
    onSettled: () => void client.invalidateQueries({ queryKey }),
  })
  return { batch, press, error }
}
