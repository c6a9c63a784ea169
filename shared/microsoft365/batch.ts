import { z } from 'zod'
import { readRetryAfter } from '../http/retryAfter.ts'

/** What Graph and Exchange answer to a batch. */
const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
})
export type BatchItem = z.output<typeof batchAnswer>['responses'][number]

export const readBatch = (body: unknown): BatchItem[] => batchAnswer.parse(body).responses

/** In seconds, as the one says that wants the longest rest: sooner, the batch would be refused again. */
export function longestWait(items: BatchItem[], now: Date): number | undefined {
  const waits = items.flatMap(({ headers }) => readRetryAfter(findHeader('retry-after', headers), now) ?? [])
  return waits.length > 0 ? Math.max(...waits) : undefined
}

const findHeader = (name: string, headers: Record<string, string> = {}): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
