import type { Secret } from './secret.ts'
import { sourceSetting } from './sourceSettings.ts'
import { sourceNames, sources, type SourceName } from './sources.ts'
import type { FieldMap, States } from './ticketForm.ts'

/** Settings by name, as an app was given them or as they were understood. */
type Settings = Record<string, unknown>

type BySource<T> = Partial<Record<SourceName, T>>

interface Place {
  url: string
  key: Secret
}

/** What the front knows of a ticketing system. */
export interface SourceConfig {
  secrets: Secret[]
  fields?: FieldMap[] | undefined
  states?: Partial<States> | undefined
  /** Where its tickets are read back. */
  place?: Place | undefined
}

export const readSources = (settings: Settings): BySource<SourceConfig> =>
  bySource((source) => {
    const secrets = settings[sourceSetting(source, 'SECRETS')] as Secret[] | undefined
    const fields = settings[sourceSetting(source, 'FIELDS')] as FieldMap[] | undefined
    return secrets && { secrets, fields, states: statesIn(settings, source), place: placeIn(settings, source) }
  })

/** Where tickets are answered. */
export const readDesks = (settings: Settings): BySource<Place & { states?: Partial<States> | undefined }> =>
  bySource((source) => {
    const place = placeIn(settings, source)
    return place && { ...place, states: statesIn(settings, source) }
  })

/** What would leave tickets unread or unanswered in silence. `known` are the settings that the app has at all. */
export const findSourceMistakes = (given: Settings, known: Settings): string[] =>
  sourceNames.flatMap((source) => {
    const nameOf = (what: 'SECRETS' | 'URL' | 'KEY' | 'STATES') => sourceSetting(source, what)
    const [secrets, url, key] = [nameOf('SECRETS'), nameOf('URL'), nameOf('KEY')]
    const needs: [name: string, reason: string][] = [
      [key, url],
      [url, key],
      ...neededWith(source).map((name): [string, string] => [name, secrets]),
      ...(sources[source].states === 'needed' ? [secrets, url] : []).map((one): [string, string] => [
        nameOf('STATES'),
        one,
      ]),
    ]
    const missing = needs.filter(([name, reason]) => given[reason] && !given[name] && name in known)
    // One reason is enough to say.
    return [...new Map(missing)].map(([name, reason]) => `${name}: is missing, because ${reason} is set.`)
  })

/** What the front cannot read a message of the source without. */
const neededWith = (source: SourceName): string[] => [
  ...(sources[source].fields === 'needed' ? [sourceSetting(source, 'FIELDS')] : []),
  ...(sources[source].isReadBack ? [sourceSetting(source, 'URL')] : []),
]

const statesIn = (settings: Settings, source: SourceName) =>
  settings[sourceSetting(source, 'STATES')] as Partial<States> | undefined

function placeIn(settings: Settings, source: SourceName): Place | undefined {
  const url = settings[sourceSetting(source, 'URL')] as string | undefined
  const key = settings[sourceSetting(source, 'KEY')] as Secret | undefined
  return url !== undefined && key !== undefined ? { url, key } : undefined
}

const bySource = <T>(read: (source: SourceName) => T | undefined): BySource<T> =>
  Object.fromEntries(
    sourceNames.flatMap((source) => {
      const value = read(source)
      return value === undefined ? [] : [[source, value]]
    }),
  )
