import { z } from 'zod'
import { commandSchema } from './command.ts'
import type { FieldProblem } from './problems.ts'
import { requesterSchema } from './request.ts'
import { readJson } from './json.ts'

/** What may be sent again from quarantine: what a ticket said. What a person has pressed, he presses again. */
const kinds = ['request', 'withdraw']

type TicketCommand = Extract<z.output<typeof commandSchema>, { kind: 'request' | 'withdraw' }>

const withRequester = z.object({ requester: requesterSchema })

/** A message put right by an administrator, or what is wrong with it. Who asked for a room stays who asked for it. */
export function readCorrected(
  body: unknown,
  quarantined: string,
  idOf: (source: string, ticket: string, item: number) => string,
): { command: TicketCommand } | { problems: FieldProblem[] } {
  const result = commandSchema.safeParse(body)
  if (!result.success)
    return {
      problems: result.error.issues.map(({ path, message }) => ({
        path: ['body', ...path].join('.'),
        detail: message,
      })),
    }
  const command = result.data
  if (command.kind !== 'request' && command.kind !== 'withdraw')
    return {
      problems: [
        { path: 'body.kind', detail: `must be ${kinds.join(' or ')}; anything else is pressed again on its page` },
      ],
    }
  const id = idOf(command.source, command.ticket, command.item)
  const before = withRequester.safeParse(readJson(quarantined)).data?.requester.email
  const problems = [
    ...(command.requestId === id
      ? []
      : [{ path: 'body.requestId', detail: `must be ${id}, which source, ticket and item give` }]),
    ...(command.kind === 'request' && before !== undefined && command.requester.email !== before
      ? [{ path: 'body.requester.email', detail: `must stay ${before}` }]
      : []),
  ]
  return problems.length > 0 ? { problems } : { command }
}
