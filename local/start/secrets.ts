import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Secrets of one local stack; made at its first start, readable by its owner alone. */
export interface StackSecrets {
  idKey: string
  identityHeader: string
  signing: { generic: string; servicenow: string }
  desk: { generic: string; servicenow: string }
}

const random = (): string => randomBytes(32).toString('base64url')
const signingSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

export function readSecrets(home: string): StackSecrets {
  const file = join(home, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as StackSecrets
  const secrets: StackSecrets = {
    idKey: random(),
    identityHeader: random(),
    signing: { generic: signingSecret(), servicenow: signingSecret() },
    desk: { generic: random(), servicenow: random() },
  }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}
