import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Edit, RepairResult } from '../../../shared/room/estate/repair.ts'
import type { AccountSeen, EstateApi, Marked, RepairSeen } from './estateApi.ts'
import { isAtWork } from './estateQueries.ts'
import { pollUntil } from './pollUntil.ts'
import { useApi } from './session.tsx'

const pollMs = 10_000

function useReading(address: string) {
  const { estate } = useApi()
  const client = useQueryClient()
  const queryKey = ['account', address]
  return {
    queryKey,
    queryFn: () => estate.account(address, client.getQueryData<Marked<AccountSeen>>(queryKey)),
  }
}

/** One account, live. */
export function useAccount(address: string) {
  const reading = useReading(address)
  return useQuery({ ...reading, refetchInterval: pollMs, select: ({ value }) => value }).data
}

/** Does what a button of an account is for, and is over when that shows in the account. */
export function useAccountChange<Input, Answer>(
  address: string,
  work: (api: EstateApi, input: Input) => Promise<Answer>,
  isThere: (account: AccountSeen, input: Input, answer: Answer) => boolean,
) {
  const { estate } = useApi()
  const client = useQueryClient()
  const reading = useReading(address)
  return useMutation({
    mutationFn: async (input: Input) => {
      const answer = await work(estate, input)
      const read = () => client.fetchQuery({ ...reading, staleTime: 0, retry: false })
      const { value } = await pollUntil(read, (seen) => isThere(seen.value, input, answer))
      if (!isThere(value, input, answer)) throw new Error('It was sent, and does not show yet.')
    },
  })
}

/** How the setting of one account ended; without a result the work as a whole did not come to an end. */
export interface Saved {
  job: RepairSeen
  result: RepairResult | undefined
}

/** Sets one account: by hand, or without edits as recommended. It is read anew before this is over. */
export function useSave(address: string) {
  const { estate } = useApi()
  const client = useQueryClient()
  const reading = useReading(address)
  return useMutation({
    mutationFn: async (edits: Edit[] | undefined): Promise<Saved> => {
      const { id } = await estate.repair({ scope: { accounts: [address] }, ...(edits && { edits }) })
      const job = await pollUntil(
        () => estate.repairOf(id),
        (seen) => !isAtWork(seen),
      )
      await client.fetchQuery({ ...reading, staleTime: 0 })
      return { job, result: job.results?.[0] }
    },
  })
}
