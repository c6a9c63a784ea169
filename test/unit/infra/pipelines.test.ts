import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../../infra/manifest.json' with { type: 'json' }
import { readNotes } from '../../../infra/releaseNotes.ts'

const pipelines = readdirSync('infra/pipelines').map((name) => ({
  name,
  text: readFileSync(`infra/pipelines/${name}`, 'utf8'),
}))

describe.each(pipelines)('$name', ({ name, text }) => {
  it('pins each action by its commit, with the version beside it', () => {
    const uses = text.split('\n').filter((line) => line.includes('uses:'))
    expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
    expect(uses.length > 0).toBe(name.includes('github'))
  })

  it('has no stored secret', () => {
    expect(text).not.toMatch(/secrets\.|client-secret|password|connection-?string/i)
  })

  it('checks everything, and known weaknesses, before it gives anything away', () => {
    const [first = ''] = text.split(/azd up|gh release|npm sbom/)
    expect(first).toContain('npm cit')
    expect(first).toContain('npm audit --omit=dev --audit-level=high')
    expect(text).not.toMatch(/npm (?:i|install)\b/)
  })

  it('runs on the version of Node that Azure runs', () => {
    expect(text).toMatch(new RegExp(`node-version: ${manifest.node}$|versionSpec: '${manifest.node}.x'`, 'm'))
  })
})

describe('the notes of a release', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- new\n\n## 1.2.3 (2027-01-01)\n\n- old\n\n## 1.2.2\n'

  it('are its part of the changelog', () => {
    expect(readNotes('v1.2.3', '1.2.3', changelog)).toBe('- old')
  })

  it.each([
    ['v1.2.4', '1.2.3', 'they must be the same'],
    ['v1.2.2', '1.2.2', 'has no part "## 1.2.2" with something in it'],
    ['v9.9.9', '9.9.9', 'has no part "## 9.9.9"'],
  ])('of %s, when package.json says %s, are refused', (tag, version, says) => {
    expect(() => readNotes(tag, version, changelog)).toThrow(says)
  })
})
