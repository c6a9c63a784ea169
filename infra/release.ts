import { readFileSync } from 'node:fs'
import { readNotes } from './releaseNotes.ts'

/** node infra/release.ts v1.2.3: the notes of that release, or why it cannot be one. */
const [tag = ''] = process.argv.slice(2)
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
try {
  console.log(readNotes(tag, version, readFileSync('CHANGELOG.md', 'utf8')))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
