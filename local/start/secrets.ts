import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from './startError.ts'

const random = (): string => randomBytes(32).toString('base64url')
const signingSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
const text = z.string().default(random)

/** What is missing is made: a folder of an earlier version knows fewer ticketing systems. */
const secretsSchema = z.object({
  idKey: text,
  identityHeader: text,
  signing: z.object({
    generic: z.string().default(signingSecret),
    servicenow: z.string().default(signingSecret),
    jira: text,
    zendesk: text,
    freshservice: text,
    halopsa: text,
  }),
  desk: z.object({
    generic: text,
    servicenow: text,
    jira: z.string().default(() => `integration@contoso.com:${random()}`),
    zendesk: z.string().default(() => `integration@contoso.com/token:${random()}`),
    freshservice: text,
    halopsa: z.string().default(() => `client:${random()}`),
  }),
})

/** Secrets of one local stack; made at its first start, readable by its owner alone. */
export type StackSecrets = z.infer<typeof secretsSchema>

const fileOf = (home: string): string => join(home, 'secrets.json')

/** Whether a start has made this folder. */
export const hasSecrets = (home: string): boolean => existsSync(fileOf(home)) && parse(home) !== undefined

export function readSecrets(home: string): StackSecrets {
  const file = fileOf(home)
  const isKnown = existsSync(file)
  const secrets = isKnown ? parse(home) : secretsSchema.parse({ signing: {}, desk: {} })
  if (!secrets) throw new StartError(`${file} was not made by a start. Choose another folder with --home DIR.`)
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

function parse(home: string): StackSecrets | undefined {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')))
  } catch {
    return undefined
  }
}
