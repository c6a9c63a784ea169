import type { z } from 'zod'
import { refuse, refuseUnsupported } from './failure.ts'

/**
 * A request body of exactly this shape. What Graph has and the local tenant has not is named in `elsewhere`; any other
 * property does not exist.
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, elsewhere = ''): T {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const known = elsewhere.split(/\s+/)
    const missing = issue.keys.find((key) => known.includes(key))
    if (missing) refuseUnsupported(`property ${missing} in a request`)
    refuse(400, 'BadRequest', `The property '${issue.keys[0]}' does not exist.`)
  }
  refuse(400, 'BadRequest', `Invalid value specified for property '${issue?.path.join('/')}': ${issue?.message}.`)
}
