import { readFileSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'
import { reports, waits } from '../shared/room/patience.ts'
import { problems } from '../shared/room/problems.ts'
import { catalogue } from '../shared/room/settings/catalogue.ts'
import { backSettings, frontSettings } from '../shared/settings.ts'
import { backSourceSettings, frontSourceSettings } from '../shared/sourceSettings.ts'
import { azurePage } from './azurePage.ts'
import { decisionsPage } from './decisionsPage.ts'
import { defaultOf, made, table } from './parts.ts'
import { cloudsPage } from './cloudsPage.ts'
import { grantsPage } from './grantsPage.ts'
import { licencesPage } from './licencesPage.ts'
import { profilesPage } from './profilesPage.ts'
import { requestPage } from './requestPage.ts'
import { topologiesPage } from './topologiesPage.ts'

/** Writes the pages of docs/ that are made from code. With --check it only says which are out of date. */
function problemsPage(): string {
  const sections = Object.entries(problems).map(([code, entry]) => {
    const { title, says, remedy, actor } = entry
    const facts = [
      `Who can act: ${actor}`,
      ...('status' in entry ? [`HTTP status ${entry.status}`] : []),
      ...('ends' in entry ? [`a request ends: ${entry.ends}`] : []),
    ]
    return `## ${code}\n\n**${title}.** ${says}\n\nWhat to do: ${remedy}\n\n${facts.join(' · ')}`
  })
  return `# Problems\n\n${made} Codes are never renamed or used for something else.\n\n${sections.join('\n\n')}\n`
}

function settingsPage(): string {
  const list = (shape: z.ZodRawShape) =>
    table(
      ['setting', 'default', 'what'],
      Object.entries(shape).map(([name, schema]) => [
        `\`${name}\``,
        defaultOf(schema as z.ZodType),
        (schema as z.ZodType).description ?? '',
      ]),
    )
  const patience = table(
    ['name', 'seconds', 'waiting for'],
    Object.entries({ ...waits, ...reports }).map(([name, { seconds, words }]) => [
      `\`${name}\``,
      String(seconds),
      words,
    ]),
  )
  return [
    '# Settings',
    `${made} They are app settings on Azure and environment variables elsewhere; a wrong one stops the start and is named.`,
    '## Front',
    list({ ...frontSettings.shape, ...frontSourceSettings }),
    '## Back',
    list({ ...backSettings.shape, ...backSourceSettings }),
    '## Patience',
    'How long a request waits before a person must look; `ROOMWRIGHT_PATIENCE` overrides by name.',
    `${patience}\n`,
  ].join('\n\n')
}

function accountPage(): string {
  const rows = catalogue.map(({ id, pane, title, why, step }) => [pane, title, why, step ?? 'a person', `\`${id}\``])
  return `# What is known about a room account\n\n${made} Plan, provisioning, verification and pages read this list and nothing else.\n\n${table(['pane', 'setting', 'why it matters', 'put right by', 'id'], rows)}\n`
}

const pages: Record<string, string> = {
  'problems.md': problemsPage(),
  'settings.md': settingsPage(),
  'account.md': accountPage(),
  'request.md': requestPage(),
  'licences.md': licencesPage(),
  'decisions.md': decisionsPage(),
  'topologies.md': topologiesPage(),
  'profiles.md': profilesPage(),
  'grants.md': grantsPage(),
  'clouds.md': cloudsPage(),
  'azure.md': azurePage(),
}
const isCheck = process.argv.includes('--check')

for (const [name, text] of Object.entries(pages)) {
  const file = new URL(name, import.meta.url)
  if (isCheck && readFileSync(file, 'utf8') !== text) {
    console.error(`docs/${name} is out of date: run "npm run docs"`)
    process.exitCode = 1
  }
  if (!isCheck) writeFileSync(file, text)
}
