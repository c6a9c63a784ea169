import { readFileSync } from 'node:fs'
import { StartError } from './startError.ts'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
}

/** What a JSON file of a person holds. A byte order mark, which some editors write, is left out. */
export function readJson(file: string): unknown {
  const text = readText(file)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new StartError(`${file}: is not JSON (${(error as Error).message})`)
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new StartError(`${file}: ${reasons[code] ?? message}`)
  }
}
