import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hasSecrets } from './secrets.ts'
import { StartError } from './startError.ts'

const parts = ['bus', 'tables', 'tenant', 'vault', 'desk', 'issuer']

/** Every file that a start makes, by its folder. */
const made: [folder: string, file: RegExp][] = [
  ...parts.map((part): [string, RegExp] => [part, new RegExp(`^${part}\\.sqlite(-wal|-shm)?$`)]),
  ['tenant', /^journal\.jsonl$/],
  ['engine/front', /\.sqlite(-wal|-shm)?$/],
  ['engine/back', /\.sqlite(-wal|-shm)?$/],
  ['logs', /^(front|back)\.log$/],
  ['.', /^(secrets|stack)\.json$/],
]

/** Makes the folder of a stack ready; `isFresh` takes away what earlier starts made, and nothing else. */
export function prepareHome(home: string, isFresh: boolean): void {
  try {
    if (isFresh) forget(home)
    makeFolder(join(home, 'logs'))
    accessSync(home, constants.W_OK)
  } catch (error) {
    if (error instanceof StartError) throw error
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    throw new StartError(`The folder ${home} cannot be written (${code}). Choose another one with --home DIR.`)
  }
}

function forget(home: string): void {
  if (!existsSync(home) || readdirSync(home).length === 0) return
  if (!hasSecrets(home))
    throw new StartError(
      `--fresh removes only what a start has made, and ${home} is no such folder (it has no secrets.json of ours).`,
    )
  for (const [folder, file] of made) {
    const names = existsSync(join(home, folder)) ? readdirSync(join(home, folder)) : []
    for (const name of names.filter((one) => file.test(one))) rmSync(join(home, folder, name))
  }
  for (const folder of [...made.map(([name]) => name), 'engine']) removeIfEmpty(home, folder)
}

function removeIfEmpty(home: string, folder: string): void {
  const path = join(home, folder)
  if (folder !== '.' && existsSync(path) && readdirSync(path).length === 0) rmdirSync(path)
}

/** Step by step, because Node's recursive way never ends where a file system knows the parent and takes no child. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
