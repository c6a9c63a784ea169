import { roomSchema } from '../../../../shared/room/request.ts'
import type { FieldError } from '../../data/api.ts'
import { groups, type Question } from './fields.ts'

/** What was answered, by field; empty answers are not given. */
export type Answers = Record<string, unknown>

export const questions: Question[] = groups.flatMap(({ questions: some }) => some)
const kinds = new Map<string, Question['kind']>(questions.map(({ name, kind }) => [name, kind]))

/** What a form says, as the schema wants it. */
export const toAnswers = (texts: Record<string, string>): Answers =>
  Object.fromEntries(
    Object.entries(texts)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => [name, toAnswer(kinds.get(name), text)]),
  )

function toAnswer(kind: Question['kind'], text: string): unknown {
  if (kind === 'number') return Number(text)
  return kind === 'yes' ? true : text
}

/** What is wrong, by the schema that the doors use, so both say the same. */
export const findWrong = (answers: Answers): FieldError[] =>
  (roomSchema.safeParse(answers).error?.issues ?? []).map(({ path, message }) => ({
    path: path.join('.'),
    detail: message,
  }))
