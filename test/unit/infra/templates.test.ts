import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../../infra/manifest.json' with { type: 'json' }
import { parameters } from '../../../infra/parameters.ts'
import { find, readTemplate, templatePaths, unquote, type Module } from '../../kit/bicep.ts'

const templates = new Map(templatePaths.map((path) => [path, readTemplate(path)]))
const all = [...templates.values()]
const [main] = all
if (!main) throw new Error('there is no main template')
/** What uniqueString gives is 13 characters long (learn, bicep-functions-string, "uniqueString"). */
const token = 'abcdefghijklm'

describe.each(all)('$path', ({ text, root, parameters: declared, modules, resources }) => {
  it('is in the form of the language', () => {
    expect(root.hasError ? find(root, 'ERROR').map((node) => node.startPosition.row + 1) : []).toEqual([])
  })

  it('says of each parameter what it is for', () => {
    expect(declared.filter(({ description }) => description.length < 4).map(({ name }) => name)).toEqual([])
  })

  it('uses each of its parameters', () => {
    const uses = (name: string) => text.match(new RegExp(String.raw`\b${name}\b`, 'g'))?.length ?? 0
    expect(declared.filter(({ name }) => uses(name) < 2).map(({ name }) => name)).toEqual([])
  })

  it('gives each module the parameters that it has, and no other', () => {
    const wrong = modules.flatMap(({ name, path, params }) => {
      const wanted = templates.get(path)?.parameters.map((one) => one.name) ?? []
      const odd = [...params.keys()].filter((one) => !wanted.includes(one))
      const missing = wanted.filter((one) => !params.has(one))
      return [...odd, ...missing].map((one) => `${name}.${one}`)
    })
    expect(wrong).toEqual([])
  })

  it('reads of each module what it gives', () => {
    const read = [...text.matchAll(/\b(\w+)!?\.outputs\.(\w+)/g)]
    const wrong = read.filter(([, name, output = '']) => {
      const module = modules.find((one) => one.name === name)
      return !templates.get(module?.path ?? '')?.outputs.includes(output)
    })
    expect(wrong.map(([words]) => words)).toEqual([])
  })

  it('names a version of each resource that is no preview', () => {
    // No other version of it was published since 2021.
    const known = ['Microsoft.Insights/diagnosticSettings@2021-05-01-preview']
    const odd = resources
      .filter(({ type }) => type.includes('.'))
      .map(({ type, version }) => `${type}@${version}`)
      .filter((one) => !/@20\d\d-\d\d-\d\d$/.test(one) && !known.includes(one))
    expect(odd).toEqual([])
  })
})

it('a type of resource has one version everywhere', () => {
  const versions = Map.groupBy(
    all.flatMap(({ resources }) => resources).filter(({ version }) => version !== ''),
    ({ type }) => type,
  )
  const several = [...versions].filter(([, uses]) => new Set(uses.map(({ version }) => version)).size > 1)
  expect(several.map(([type]) => type)).toEqual([])
})

describe('a name that is made', () => {
  const made = main.modules.flatMap((module) =>
    [...module.params].flatMap(([parameter, node]) => namesIn(module, parameter, node.text)),
  )

  it.each(made)('$name fits $module.path, parameter $parameter', ({ name, module, parameter }) => {
    const rule = templates.get(module.path)?.parameters.find((one) => one.name === parameter)

    expect(name.length).toBeGreaterThanOrEqual(rule?.minLength ?? 0)
    expect(name.length).toBeLessThanOrEqual(rule?.maxLength ?? 0)
    expect(name).toMatch(/torage|tables/.test(module.path) ? /^[a-z0-9]+$/ : /^[a-z][a-z0-9-]*[a-z0-9]$/)
    expect(name).not.toContain('--')
  })

  it('is checked for every resource that has one of its own', () => {
    expect(made.length).toBeGreaterThanOrEqual(14)
  })
})

function namesIn(module: Module, parameter: string, text: string) {
  const variable = new RegExp(String.raw`^var ${text} = ('.+')$`, 'm').exec(main?.text ?? '')?.[1]
  const value = variable ?? text
  if (!value.startsWith("'") || !value.includes('${token}')) return []
  const name = unquote(value).replace('${token}', token).replace('${endpoint.name}', 'back-vault')
  return [{ module, parameter, name }]
}

describe('a parameter of the whole', () => {
  const given = readFileSync('infra/main.bicepparam', 'utf8')
  const rows = [...given.matchAll(/^param (\w+) = (?:\w+\()?readEnvironmentVariable\('(\w+)'(?:, '(.*?)')?\)+$/gm)]

  it('is one that is checked before anything is made', () => {
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(main.parameters.map(({ name }) => name)))
    expect(main.parameters).toHaveLength(Object.keys(parameters).length)
  })

  it('has a value from the azd environment, and the usual one where there is one', () => {
    const read = Object.fromEntries(rows.map(([, name = '', variable, usual]) => [name, { variable, usual }]))
    const wanted = Object.entries(parameters).map(([name, { variable, usual }]) => [name, { variable, usual }])
    expect(read).toEqual(Object.fromEntries(wanted))
  })
})

describe('a role', () => {
  const used = new Set(
    all.flatMap(({ text }) => Object.keys(manifest.roles).filter((role) => text.includes(`'${role}'`))),
  )

  it('of the manifest is assigned to somebody', () => {
    expect(Object.keys(manifest.roles).filter((role) => !used.has(role))).toEqual([])
  })

  it('that is assigned stands in the manifest, under an id of its own', () => {
    const named = all.flatMap(({ text }) => [...text.matchAll(/role: '([^']+)'|roles\['([^']+)'\]/g)])
    expect(named.map(([, one, other]) => one ?? other).filter((role) => !(String(role) in manifest.roles))).toEqual([])
    expect(new Set(Object.values(manifest.roles)).size).toBe(Object.keys(manifest.roles).length)
  })
})

describe('the front', () => {
  const rolesOf = (who: string): string[] =>
    all.flatMap(({ text }) =>
      [...text.matchAll(new RegExp(`principalId: ${who}[^}]*?role: '([^']+)'`, 'g'))].flatMap(([, role]) => role ?? []),
    )

  it('sends to the queue, reads its own secrets and does nothing else to bus and vaults', () => {
    expect(rolesOf('frontPrincipalId')).toEqual(['Azure Service Bus Data Sender'])
    expect(rolesOf(String.raw`frontIdentity\.outputs\.principalId`)).toEqual(['Key Vault Secrets User'])
  })

  it('reads shared tables one by one and writes none', () => {
    const tables = readFileSync('infra/modules/tables.bicep', 'utf8')
    const [reading = ''] = tables.split('resource writing')
    expect(reading).toContain('scope: shown[place]')
    expect(reading).not.toContain('Contributor')
    expect(tables.match(/principalId: frontPrincipalId/g)).toHaveLength(1)
  })
})

it('no account, bus or workspace takes a key', () => {
  const texts = (name: string) => readFileSync(`infra/modules/${name}.bicep`, 'utf8')

  expect(texts('hostStorage')).toContain('allowSharedKeyAccess: false')
  expect(texts('tables')).toContain('allowSharedKeyAccess: false')
  expect(texts('bus')).toContain('disableLocalAuth: true')
  expect(texts('monitor')).toContain('DisableLocalAuth: true')
  expect(texts('vault')).toMatch(/enableRbacAuthorization: true[\s\S]+enablePurgeProtection: true/)
})
