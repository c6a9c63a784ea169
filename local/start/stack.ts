import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { noStack } from './command.ts'
import { StartError } from './startError.ts'

/** Where the parts of a running stack are; written at start for the other commands. No secret. */
export interface Stack {
  site: string
  back: string
  desk: string
  issuer: string
  tenant: string
  vault: string
  journal: string
}

const fileOf = (home: string): string => join(home, 'stack.json')

export const writeStack = (home: string, stack: Stack): void =>
  writeFileSync(fileOf(home), `${JSON.stringify(stack, null, 2)}\n`)

export function readStack(home: string): Stack {
  try {
    return JSON.parse(readFileSync(fileOf(resolve(home)), 'utf8')) as Stack
  } catch {
    throw noStack()
  }
}

/** What runs must not lose its files under its feet. */
export async function refuseWhileRunning(home: string): Promise<void> {
  if (!existsSync(fileOf(home))) return
  const { site } = readStack(home)
  const isUp = await fetch(`${site}/api/health`, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  )
  if (isUp) throw new StartError(`${site} works with ${home}: stop it first, or choose another folder with --home DIR.`)
}
