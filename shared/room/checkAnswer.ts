import type { Check } from './checks.ts'
import type { Links } from './answers.ts'
import type { RequestRecord } from './record.ts'

const titleOf = { wrong: 'Not as it should be', unknown: 'Could not be read', right: 'Right', skipped: 'Not tried' }
const order = ['wrong', 'unknown', 'right', 'skipped'] as const

/** What a check has found, what needs somebody first. */
export function checkLines({ run, account = '', checks = [] }: RequestRecord, name: string, links: Links): string[] {
  const code = run.kind === 'ended' ? run.code : undefined
  return [
    `The room ${name} was checked; nothing was changed. ${code === undefined ? 'Everything that was looked at is as it should be.' : ''}`.trim(),
    `Account: ${account}`,
    ...order.flatMap((state) =>
      toGroup(
        titleOf[state],
        checks.filter((check) => check.state === state),
      ),
    ),
    ...(code === undefined ? [] : [`More about this: ${links.problems}#${code}`]),
  ]
}

const toGroup = (title: string, checks: Check[]): string[] =>
  checks.length === 0 ? [] : [`${title}:\n${checks.map((check) => `- ${check.title}: ${check.says}`).join('\n')}`]
