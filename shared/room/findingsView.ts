import { z } from 'zod'
import type { RequestRecord } from './record.ts'

/** One thing that was looked at. */
export const checkView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['right', 'wrong', 'unknown', 'skipped']),
  says: z.string(),
  at: z.string(),
})

/** What the room can do already, and since when as far as is known; later stages come by themselves. */
export const stageView = z.object({ id: z.string(), title: z.string(), at: z.string() })

interface Findings {
  checks?: z.output<typeof checkView>[]
  stages?: z.output<typeof stageView>[]
}

export function toFindings({ checks = [], bookableAt }: RequestRecord): Findings {
  return {
    ...(checks.length > 0 && { checks }),
    ...(bookableAt !== undefined && { stages: [{ id: 'bookable', title: 'Can be booked', at: bookableAt }] }),
  }
}
