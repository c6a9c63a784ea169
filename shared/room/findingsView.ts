import { z } from 'zod'
import type { RequestRecord } from './record.ts'
import { blocksIn } from './signIn.ts'
import { isOpen, stageTitles, type StageName } from './stages.ts'

/** One thing that was looked at. */
export const checkView = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['right', 'wrong', 'unknown', 'skipped']),
  says: z.string(),
  at: z.string(),
})

/** What the room reaches, one after the other; without a time it is looked for still, or was given up. */
export const stageView = z.object({ id: z.string(), title: z.string(), at: z.string().optional(), isOpen: z.boolean() })

interface Findings {
  checks?: z.output<typeof checkView>[]
  stages?: z.output<typeof stageView>[]
}

export function toFindings(record: RequestRecord): Findings {
  const { checks = [] } = record
  const stages = stagesOf(record)
  return { ...(checks.length > 0 && { checks }), ...(stages.length > 0 && { stages }) }
}

function stagesOf({ bookableAt, signIn, stages = [] }: RequestRecord): z.output<typeof stageView>[] {
  const reached = (id: StageName, at: string | undefined) =>
    at === undefined ? [] : [{ id, title: stageTitles[id], at, isOpen: false }]
  const mayIn = signIn && !signIn.open && blocksIn(signIn).length === 0 ? signIn.at : undefined
  return [
    ...reached('bookable', bookableAt),
    ...reached('sign-in-ready', mayIn),
    ...stages.map((one) => ({
      id: one.stage,
      title: stageTitles[one.stage],
      ...(one.at !== undefined && { at: one.at }),
      isOpen: isOpen(one),
    })),
  ]
}
