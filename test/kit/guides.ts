import { readFileSync } from 'node:fs'

/** The code of one language in a guide, in its order: what tests send is what the guide says. */
export const codeIn = (guide: string, language: string): string[] =>
  readFileSync(`docs/tickets/${guide}.md`, 'utf8')
    .split('\n```')
    .filter((block) => block.startsWith(`${language}\n`))
    .map((block) => block.slice(language.length + 1))

/** Its JSON, parsed. */
export const jsonIn = (guide: string): unknown[] => codeIn(guide, 'json').map((text) => JSON.parse(text) as unknown)
