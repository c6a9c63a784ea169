import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'

/** Names unknown parameters, since leaving one out would promise what is not done. */
export const strict = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `not supported by the local issuer: ${issue.keys.join(', ')}` : undefined,
  })

/** One value a name, in the shape asked for; refuses anything else with 400 and says all that is wrong. */
export function readParameters<T>(parameters: URLSearchParams, schema: z.ZodType<T>): T {
  const names = [...parameters.keys()]
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new HTTPException(400, { message: `${twice} is given twice` })
  const parsed = schema.safeParse(Object.fromEntries(parameters))
  if (parsed.success) return parsed.data
  const mistakes = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '))
  throw new HTTPException(400, { message: mistakes.join('\n') })
}
