import { readFileSync } from 'node:fs'

export const runbookPath = 'infra/runbooks/Invoke-RoomCmdlets.ps1'

export interface TableEntry {
  server: string
  controller: string | null
  parameters: string[]
  secrets: string[]
  shows: string[]
}

export interface Call {
  name: string
  parameters: string[]
}

export interface Runbook {
  table: Record<string, TableEntry>
  /** Functions that it defines. */
  functions: string[]
  /** Every use of a cmdlet or function by its name, with the parameters that stand there by name. */
  calls: Call[]
  text: string
}

const hereString = /@'\n([\s\S]*?)\n'@/
const commentOrString = /<#[\s\S]*?#>|#.*$|'(?:[^']|'')*'|"(?:[^"`]|`.)*"/gm
const cmdletName = /(?<![\w$.-])[A-Z][A-Za-z]+-[A-Z]\w+/g

/** Enough of PowerShell to know what the runbook calls; strings and comments are no code. */
export function readRunbook(): Runbook {
  const text = readFileSync(runbookPath, 'utf8')
  const [, table = ''] = hereString.exec(text) ?? []
  const code = text
    .replace(hereString, "''")
    .replace(commentOrString, (found) => (/^[#<]/.test(found) ? '' : "''"))
    .replace(/`\n\s*/g, ' ')
  const functions = [...code.matchAll(/^function ([\w-]+)/gm)].flatMap(([, name]) => name ?? [])
  const body = code.replace(/^function [\w-]+/gm, 'function')
  const calls = [...body.matchAll(cmdletName)]
  return {
    table: JSON.parse(table) as Record<string, TableEntry>,
    functions,
    calls: calls.map(({ 0: name, index }) => ({ name, parameters: parametersAt(body, index + name.length) })),
    text,
  }
}

/** Names behind a dash up to the end of the command, not those of a command in parentheses or braces. */
function parametersAt(code: string, start: number): string[] {
  let depth = 0
  let own = ''
  for (const character of code.slice(start)) {
    if (')}]'.includes(character)) depth -= 1
    if (depth < 0 || (depth === 0 && '\n;|'.includes(character))) break
    own += depth === 0 ? character : ' '
    if ('({['.includes(character)) depth += 1
  }
  return [...own.matchAll(/\s-([A-Za-z]+)/g)].flatMap(([, name]) => name ?? [])
}
