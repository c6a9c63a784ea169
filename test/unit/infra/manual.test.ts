import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../../infra/manifest.json' with { type: 'json' }
import { parameters } from '../../../infra/parameters.ts'
import { backSettings, frontSettings } from '../../../shared/settings.ts'
import { backSourceSettings, frontSourceSettings } from '../../../shared/sourceSettings.ts'
import { readSources } from '../../kit/sourceFiles.ts'

const pages = ['docs/deploy.md', 'docs/operations.md'].map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const variables = new Set(Object.values(parameters).map(({ variable }) => variable))
const outputs = [...readFileSync('infra/main.bicep', 'utf8').matchAll(/^output (\w+) /gm)].flatMap(
  ([, name]) => name ?? [],
)
const settings = Object.keys({
  ...frontSettings.shape,
  ...backSettings.shape,
  ...frontSourceSettings,
  ...backSourceSettings,
})
const known = new Set([...variables, ...outputs, ...settings])

describe.each(pages)('$path', ({ text }) => {
  it('names commands that there are', () => {
    const named = [...text.matchAll(/npm run ([\w:]+)/g)].flatMap(([, name]) => name ?? [])
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('sets variables that there are', () => {
    const set = [...text.matchAll(/azd env set (\w+)/g)].flatMap(([, name]) => name ?? [])
    expect(set.filter((name) => !variables.has(name) && name !== 'NAME')).toEqual([])
  })

  it('names settings that there are', () => {
    const named = [...text.matchAll(/\bROOMWRIGHT_\w+\b/g)].map(([name]) => name.replace('_NAME_KEY', '_GENERIC_KEY'))
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  it('links to pages and headings that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([\w-]+))?\)/g)]
    const dead = links.filter(
      ([, path = '', anchor]) => !hasHeading(path === '' ? text : readFileSync(`docs/${path}`, 'utf8'), anchor),
    )
    expect(dead.map(([words]) => words)).toEqual([])
  })
})

function hasHeading(text: string, anchor: string | undefined): boolean {
  const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
  return anchor === undefined || anchors.includes(anchor)
}

const [, operations] = pages
const events = readSources('functions', 'orchestrations', 'shared').flatMap(({ text }) =>
  [...text.matchAll(/log\.(?:error|warn)\(\s*'([^']+)'/g)].flatMap(([, event]) => event ?? []),
)

it.each(events)('the night knows what to do about "%s"', (event) => {
  expect(operations?.text).toContain(`\`${event}\``)
})

it.each(manifest.tables)('what is kept in the table %s is told', (table) => {
  expect(operations?.text.split('## What is kept')[1]).toContain(`\`${table}\``)
})
