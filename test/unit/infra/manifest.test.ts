import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import manifest from '../../../infra/manifest.json' with { type: 'json' }
import { parameters } from '../../../infra/parameters.ts'
import { backSettings, frontSettings } from '../../../shared/settings.ts'
import { backSourceSettings, frontSourceSettings } from '../../../shared/sourceSettings.ts'
import { tableNames } from '../../../shared/store/tables.ts'
import { find, propertiesOf, readTemplate } from '../../kit/bicep.ts'
import { readImports } from '../../kit/sourceFiles.ts'

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown

/** Every file that an app is made of; types are not part of it. */
function reachedFrom(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path) || !existsSync(path)) return seen
  seen.add(path)
  const text = readFileSync(path, 'utf8').replaceAll(/^(?:import|export) type [^\n]+$/gm, '')
  for (const name of readImports({ path, text })) if (name.startsWith('.')) reachedFrom(join(dirname(path), name), seen)
  return seen
}

const tablesOpenedBy = (path: string): string[] => {
  const texts = [...reachedFrom(path)].map((file) => readFileSync(file, 'utf8'))
  return [
    ...new Set(
      texts.flatMap((text) =>
        [...text.matchAll(/open(?:Headed)?Table(?:<.*?>)?\(\s*access,\s*'(\w+)'/g)].flatMap(([, name]) => name ?? []),
      ),
    ),
  ]
}

describe('tables', () => {
  it('that the templates make are those that the product has', () => {
    expect(manifest.tables).toEqual([...tableNames])
  })

  it('that the front may read are those that its code opens', () => {
    expect(manifest.tablesOfFront.toSorted()).toEqual(tablesOpenedBy('functions/front.main.ts').toSorted())
  })

  it('are named as Azure wants it', () => {
    expect(manifest.tables.filter((name) => !/^[A-Za-z][A-Za-z0-9]{2,62}$/.test(name))).toEqual([])
  })
})

it('the queue is the one that the apps take when nothing else is set', () => {
  expect(manifest.queue.name).toBe(frontSettings.shape.ROOMWRIGHT_QUEUE.parse(undefined))
})

const hostSchema = z.object({
  extensionBundle: z.object({ id: z.literal('Microsoft.Azure.Functions.ExtensionBundle'), version: z.string() }),
  extensions: z.object({
    durableTask: z.object({
      hubName: z.string(),
      storageProvider: z.object({ maxQueuePollingInterval: z.string().regex(/^00:00:(?:0\d|10)$/) }),
      maxConcurrentActivityFunctions: z.int(),
    }),
    serviceBus: z.object({ prefetchCount: z.literal(0), maxConcurrentCalls: z.int() }),
  }),
})

describe('host.json of the back', () => {
  const host = hostSchema.parse(readJson('functions/back.host.json'))

  it('names the hub', () => {
    expect(host.extensions.durableTask.hubName).toBe(manifest.hub)
  })

  it('has the extensions for Service Bus and Durable loaded, which no package of ours brings', () => {
    expect(host.extensionBundle.version).toBe('[4.0.0, 5.0.0)')
  })

  it('asks its queues often enough that nobody waits for that, as Flex needs it', () => {
    expect(host.extensions.durableTask.storageProvider.maxQueuePollingInterval).toBe('00:00:05')
  })

  it('takes no more messages than can be handled while they are locked', () => {
    expect(host.extensions.serviceBus.maxConcurrentCalls).toBeLessThanOrEqual(16)
    expect(manifest.queue.lock).toMatch(/^PT[1-5]M$/)
  })
})

it('azd deploys what the build makes, to the apps that the templates mark for it', () => {
  const services = [...readFileSync('azure.yaml', 'utf8').matchAll(/^ {2}(\w+):\n {4}project: (.+)$/gm)]
  const marked = [...readFileSync('infra/main.bicep', 'utf8').matchAll(/ service: '(\w+)'/g)].map(([, name]) => name)

  expect(services.map(([, name, project]) => [name, project])).toEqual([
    ['front', 'dist/front'],
    ['back', 'dist/back'],
  ])
  expect(marked).toEqual(['front', 'back'])
  expect(readFileSync('build.ts', 'utf8')).toContain('const folder = `dist/${name}`')
})

it('Azure runs the version of Node that everything is built for and tested on', () => {
  const { devDependencies } = z
    .object({ devDependencies: z.object({ node: z.string() }) })
    .parse(readJson('package.json'))

  expect(devDependencies.node.split('.')[0]).toBe(manifest.node)
  expect(readFileSync('build.ts', 'utf8')).toContain(`target: 'node${manifest.node}'`)
})

describe('app settings', () => {
  const { root, text, modules } = readTemplate('infra/main.bicep')
  const app = readFileSync('infra/modules/functionApp.bicep', 'utf8')
  /** Names in a module's own settings, in those of both and in the app's module. */
  const setFor = (service: 'front' | 'back'): string[] => {
    const settings = modules.find(({ name }) => name === service)?.params.get('settings')
    const ofBoth = /var ofBoth = \{([\s\S]+?)\n\}/.exec(text)?.[1] ?? ''
    const own = settings ? find(settings, 'object').flatMap((object) => [...propertiesOf(object).keys()]) : []
    const shared = [ofBoth, app].flatMap((part) =>
      [...part.matchAll(/\b(ROOMWRIGHT_\w+):/g)].flatMap(([, name]) => name ?? []),
    )
    return [...new Set([...own, ...shared])]
  }
  const catalogue = { front: frontSettings.shape, back: backSettings.shape }
  /** Of the Service Bus connection, for the host and not for the code. */
  const forHost = ['ROOMWRIGHT_BUS__credential', 'ROOMWRIGHT_BUS__clientId']

  it.each(['front', 'back'] as const)('that the %s needs are set by the templates', (service) => {
    const needed = Object.entries(catalogue[service]).flatMap(([name, schema]) =>
      schema.safeParse(undefined).success ? [] : [name],
    )

    expect(needed.filter((name) => !setFor(service).includes(name))).toEqual([])
  })

  it.each(['front', 'back'] as const)('that the templates set for the %s are read by it', (service) => {
    const known = [...Object.keys(catalogue[service]), ...forHost]
    expect(setFor(service).filter((name) => !known.includes(name))).toEqual([])
  })

  it('of ticketing systems are named as the code reads them', () => {
    const made = [...text.matchAll(/'(ROOMWRIGHT_SOURCE_\$\{toUpper\([\w.]+\)\}_\w+)'/g)]
    const names = made.map(([, name = '']) => name.replace(/\$\{.+\}/, 'GENERIC')).toSorted()
    const known = [...Object.keys(frontSourceSettings), ...Object.keys(backSourceSettings)]
    expect(names).toEqual(known.filter((name) => name.includes('_GENERIC_')).toSorted())
  })

  it('name identities for the bus, the host and the code alike', () => {
    expect(text).toContain('ROOMWRIGHT_BUS__fullyQualifiedNamespace')
    for (const name of [...forHost, 'AZURE_CLIENT_ID', 'AzureWebJobsStorage__clientId'])
      expect(app).toContain(`${name}:`)
  })

  it('that are secrets come from a vault, and no template holds one', () => {
    const secrets = /_(?:SECRETS|KEY)(?:'|:)/
    const lines = text.split('\n').filter((line) => secrets.test(line) && !line.includes('toUpper'))
    expect(lines.every((line) => line.includes('@Microsoft.KeyVault(SecretUri='))).toBe(true)
    expect(text).not.toMatch(/listKeys|accountKey|SharedAccessKey/i)
    expect(root.hasError).toBe(false)
  })
})

it('every variable of the azd environment that is an app setting means the same there', () => {
  const settings = Object.values(parameters).filter(({ variable }) => variable.startsWith('ROOMWRIGHT_'))
  const known = { ...frontSettings.shape, ...backSettings.shape }
  expect(settings.filter(({ variable }) => !(variable in known))).toEqual([])
})
