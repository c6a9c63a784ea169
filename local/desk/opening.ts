import { z } from 'zod'
import { sources } from './sources.ts'

/** What opens a ticket. The meaning of the room is for the receiver to judge. */
export const opening = z.strictObject({
  source: z.enum(sources),
  requester: z.strictObject({ name: z.string().min(1), email: z.string().min(1) }),
  item: z.int().positive().default(1),
  room: z.record(z.string(), z.unknown()),
  title: z.string().min(1).optional(),
})

export type Opening = z.input<typeof opening>
export type OpeningRead = z.output<typeof opening>
