import { z } from 'zod'
import { Secret } from './secret.ts'
import { sourceNames, sources, type SourceName, type SourceTraits } from './sources.ts'
import { address, jsonIn, secret, signingForm } from './settingTypes.ts'
import { fieldMapsSchema, statesSchema } from './ticketForm.ts'

type What = 'SECRETS' | 'FIELDS' | 'STATES' | 'URL' | 'KEY'

/** Name of a setting that each ticketing system has for itself. */
export const sourceSetting = (source: SourceName, what: What): string =>
  `ROOMWRIGHT_SOURCE_${source.toUpperCase()}_${what}`

const forms = {
  'standard-webhooks': {
    pattern: signingForm,
    words: 'signing secrets (whsec_ and base64 of 24 to 64 bytes)',
  },
  text: { pattern: /^[\x21-\x7e]{24,128}$/, words: 'secrets (24 to 128 characters without spaces and commas)' },
}

const secretsOf = (source: SourceName) => {
  const { pattern, words } = forms[sources[source].secrets]
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (all) => all.length >= 1 && all.length <= 2 && all.every((one) => pattern.test(one)),
      `must be one or two ${words}, separated by a comma`,
    )
    .transform((all) => all.map((one) => new Secret(one)))
    .optional()
    .describe(
      `Secrets that prove ${source}: the new one, and the old one while it is rotated; without them the source is off`,
    )
}

const fields = (source: SourceName) =>
  jsonIn(fieldMapsSchema)
    .optional()
    .describe(
      `Where tickets of ${source} keep the fields of a room, as JSON of their names by field, or a list of such, one for each room of a ticket; ${whenMissing(sources[source].fields)}`,
    )

const states = (source: SourceName) =>
  jsonIn(statesSchema(formOf(source)))
    .optional()
    .describe(
      `Words of ${source} for the states in-progress, waiting, resolved and failed, and for cancelled, as JSON; the same in both apps; ${whenMissing(sources[source].states)}`,
    )

function formOf(source: SourceName) {
  const { states, areNumbers = false }: SourceTraits = sources[source]
  return { areNumbers, areAll: states === 'needed' }
}

const whenMissing = (kind: 'fixed' | 'usual' | 'needed'): string =>
  kind === 'needed' ? 'needed with the source' : 'without it those of the guide'

const place = (source: SourceName, what: string) => ({
  [sourceSetting(source, 'URL')]: address.optional().describe(`Where tickets of ${source} are ${what}`),
  [sourceSetting(source, 'KEY')]: secret
    .optional()
    .describe(`What signs us in where tickets of ${source} are ${what}: ${sources[source].key}`),
})

const shapeOf = (of: (source: SourceName) => z.ZodRawShape): z.ZodRawShape =>
  Object.assign({}, ...sourceNames.map((source) => of(source))) as z.ZodRawShape

const words = (source: SourceName): z.ZodRawShape =>
  sources[source].states === 'fixed' ? {} : { [sourceSetting(source, 'STATES')]: states(source) }

export const frontSourceSettings = shapeOf((source) => ({
  [sourceSetting(source, 'SECRETS')]: secretsOf(source),
  ...(sources[source].fields !== 'fixed' && { [sourceSetting(source, 'FIELDS')]: fields(source) }),
  ...words(source),
  ...(sources[source].isReadBack && place(source, 'read; needed with its secrets, and reading is enough')),
}))

export const backSourceSettings = shapeOf((source) => ({
  ...words(source),
  ...place(source, 'answered; without it they are not'),
}))
