import { z } from 'zod'

/** Stands at the top of each page that is made. */
export const made = 'This page is made from the code by `npm run docs`; change it there.'

export const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`)
    .join('\n')

/** A default, or whether there must be a value. */
export const defaultOf = (schema: z.ZodType): string => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return json.default === undefined
    ? schema.safeParse(undefined).success
      ? 'optional'
      : 'needed'
    : `\`${json.default as string | number | boolean}\``
}
