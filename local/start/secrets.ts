import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from './startError.ts'

const ofEach = z.object({ generic: z.string(), servicenow: z.string() })
const secretsSchema = z.object({ idKey: z.string(), identityHeader: z.string(), signing: ofEach, desk: ofEach })

/** Secrets of one local stack; made at its first start, readable by its owner alone. */
export type StackSecrets = z.infer<typeof secretsSchema>

const random = (): string => randomBytes(32).toString('base64url')
const signingSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
const fileOf = (home: string): string => join(home, 'secrets.json')

/** Whether a start has made this folder. */
export const hasSecrets = (home: string): boolean => existsSync(fileOf(home)) && parse(home) !== undefined

export function readSecrets(home: string): StackSecrets {
  const file = fileOf(home)
  if (existsSync(file)) {
    const known = parse(home)
    if (!known) throw new StartError(`${file} was not made by a start. Choose another folder with --home DIR.`)
    return known
  }
  const secrets: StackSecrets = {
    idKey: random(),
    identityHeader: random(),
    signing: { generic: signingSecret(), servicenow: signingSecret() },
    desk: { generic: random(), servicenow: random() },
  }
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
