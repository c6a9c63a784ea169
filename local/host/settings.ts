import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notSupported } from './notSupported.ts'

type Environment = Record<string, string | undefined>

/** `Values` of local.settings.json become settings where the environment has none, as in Core Tools. */
export function loadLocalSettings(appDir: string, environment: Environment): void {
  const file = join(appDir, 'local.settings.json')
  if (!existsSync(file)) return
  const { IsEncrypted, Values = {} } = parse(file)
  if (IsEncrypted) throw notSupported(`an encrypted ${file}`)
  for (const [name, value] of Object.entries(Values)) environment[name] ??= value
}

function parse(file: string): { IsEncrypted?: boolean; Values?: Record<string, string> } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof parse>
  } catch (error) {
    throw new Error(`${file} is not valid JSON`, { cause: error })
  }
}

/** These change host.json or a function from outside; passing over them in silence would start another app than asked. */
export function refuseOverrides(environment: Environment): void {
  const override = Object.keys(environment).find(
    (name) => /^AzureFunctionsJobHost__/i.test(name) || /^AzureWebJobs\..+\.Disabled$/i.test(name),
  )
  if (override) throw notSupported(`the setting ${override}`)
}

/** Replaces each `%NAME%` by the setting of that name. */
export const expand = (text: string, environment: Environment, where: string): string =>
  text.replaceAll(/%([^%]+)%/g, (_, name: string) => readSetting(name, environment, where))

export function readSetting(name: string, environment: Environment, where: string): string {
  const value = environment[name]
  if (!value) throw new Error(`the setting ${name} is not set; ${where} needs it`)
  return value
}
