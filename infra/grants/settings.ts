import { z } from 'zod'
import { readBackConfig, type Environment } from '../../shared/config.ts'
import { topologiesIn } from '../../shared/room/grants.ts'
import type { Estate } from '../../shared/room/need.ts'
import { sourceNames, type SourceName } from '../../shared/sources.ts'
import { sourceSetting } from '../../shared/sourceSettings.ts'
import { readJson } from '../../shared/room/json.ts'

const sources = z.array(z.enum(sourceNames))
const texts = z.record(z.string(), z.string())

/** What `azd env get-values` gives beside the app settings; read by npm run grants and npm run doctor. */
const outputs = z.object({
  ROOMWRIGHT_BACK_PRINCIPAL_ID: z.guid('is missing or no id: the object id of the managed identity of the back'),
  ROOMWRIGHT_FRONT_VAULT_URL: z.url('is missing: the vault of the secrets of the front'),
  ROOMWRIGHT_BACK_VAULT_URL: z.url('is missing: the vault of the secrets of the back'),
  TICKET_SOURCES: z.string().default('["generic"]').transform(readJson).pipe(sources),
  DESK_URLS: z.string().default('{}').transform(readJson).pipe(texts),
})

export interface Deployment {
  back: ReturnType<typeof readBackConfig>
  estate: Estate
  principalId: string
  vaults: { front: string; back: string }
  /** Ticketing systems that send, and those that are answered. */
  sources: SourceName[]
  desks: SourceName[]
  /** Alerts are sent somewhere. */
  isAlerting: boolean
  /** API keys that were given for this run, by ticketing system. */
  keys: Partial<Record<SourceName, string>>
}

/** App settings of the back as the templates set them: those of the azd environment, and what stands in BACK_SETTINGS. */
export function backEnvironment(env: Environment): Environment {
  const more = texts.safeParse(readJson(env['BACK_SETTINGS'] || '{}'))
  if (!more.success) throw new Error('BACK_SETTINGS: must be JSON of values by name.')
  // What has a secret beside it: that is in the vault, where this program puts it, and is no setting here.
  const own = Object.entries({ ...env, ...more.data }).filter(([name]) => !/^ROOMWRIGHT_(?:SOURCE|ALERT)_/.test(name))
  return Object.fromEntries(own)
}

export function readDeployment(env: Environment): Deployment {
  const back = readBackConfig(backEnvironment(env))
  const result = outputs.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value)))
  if (!result.success) {
    const mistakes = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
    throw new Error(`${mistakes.join('\n')}\nThese come from azd env get-values, after azd provision.`)
  }
  const { data } = result
  return {
    back,
    estate: estateOf(back),
    principalId: data.ROOMWRIGHT_BACK_PRINCIPAL_ID,
    vaults: { front: data.ROOMWRIGHT_FRONT_VAULT_URL, back: data.ROOMWRIGHT_BACK_VAULT_URL },
    sources: data.TICKET_SOURCES,
    desks: sourceNames.filter((source) => source in data.DESK_URLS),
    isAlerting: Boolean(env['ROOMWRIGHT_ALERT_URL']),
    keys: Object.fromEntries(
      sourceNames.flatMap((source) => {
        const key = env[sourceSetting(source, 'KEY')]
        return key ? [[source, key]] : []
      }),
    ),
  }
}

export const estateOf = (back: ReturnType<typeof readBackConfig>): Estate => ({
  topologies: topologiesIn(back.topologies),
  voice: false,
  groups: Object.keys(back.licenceGroups).length > 0,
  canary: back.canary !== undefined,
})
