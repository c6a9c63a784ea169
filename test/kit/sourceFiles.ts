import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SourceFile {
  /** From the root of the project. */
  path: string
  text: string
}

/** The TypeScript files of some folders. */
export const readSources = (...folders: string[]): SourceFile[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

/** What the imports of a file name, types too. */
export const readImports = ({ text }: SourceFile): string[] =>
  [...text.matchAll(/\b(?:(?<!\.)from\s+|import\s+|import\()['"]([^'"]+)['"]/g)].flatMap(
    ([, specifier]) => specifier ?? [],
  )
