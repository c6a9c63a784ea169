import { z } from 'zod'
import { Secret } from './secret.ts'
import { readJson } from './room/json.ts'

/** Text in, secret out; the value is never part of an error. */
export const secret = z
  .string()
  .min(1)
  .transform((text) => new Secret(text))

/** Of Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes. */
export const signingForm = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

export const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)

/** Tokens travel to these addresses, so plain http is for loopback alone. */
export const address = z
  .url()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(
    (text) => text.startsWith('https:') || isLoopback(new URL(text)),
    'must be https (http only for this machine)',
  )

export const connection = z.string().min(1)

/** A value that is JSON; what is wrong with it is said without the value. */
export const jsonOf = <T extends z.ZodType>(schema: T, usual: string) =>
  z.string().default(usual).transform(parseWith(schema))

/** The same, without a usual value. */
export const jsonIn = <T extends z.ZodType>(schema: T) => z.string().transform(parseWith(schema))

const parseWith =
  <T extends z.ZodType>(schema: T) =>
  (text: string, context: z.core.$RefinementCtx): z.output<T> => {
    const result = schema.safeParse(readJson(text))
    if (result.success) return result.data
    context.addIssue({ code: 'custom', message: 'must be JSON of the form that is expected' })
    return z.NEVER
  }
