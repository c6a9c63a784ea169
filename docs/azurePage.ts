import { readdirSync, readFileSync } from 'node:fs'
import manifest from '../infra/manifest.json' with { type: 'json' }
import { parameters } from '../infra/parameters.ts'
import { made, table } from './parts.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** What a parameter is for stands in the template. */
function describeParameters(): Map<string, string> {
  const blocks = read('infra/main.bicep').matchAll(/^@description\('(.+)'\)\n(?:@.*\n)*param (\w+) /gm)
  return new Map([...blocks].map(([, description = '', name = '']) => [name, description]))
}

function parameterTable(): string {
  const descriptions = describeParameters()
  return table(
    ['variable', 'usual', 'what'],
    Object.entries(parameters).map(([name, { variable, usual }]) => [
      `\`${variable}\``,
      usual === undefined ? 'needed' : usual === '' ? 'none' : `\`${usual}\``,
      descriptions.get(name) ?? '',
    ]),
  )
}

function resourceTable(): string {
  const files = [
    'main.bicep',
    ...readdirSync(new URL('../infra/modules', import.meta.url)).map((name) => `modules/${name}`),
  ]
  const rows = files.flatMap((file) => {
    const text = read(`infra/${file}`)
    const types = [...text.matchAll(/^resource \w+ '([\w.]+\/[\w/]+)@([\w-]+)'(?! existing)/gm)]
    return types.map(([, type = '', version = '']) => [`\`${type}\``, version, `infra/${file}`])
  })
  return table(['resource', 'API version', 'template'], rows)
}

/** What the templates make, and what they take. */
export const azurePage = (): string =>
  [
    '# On Azure: parameters and resources',
    `${made} How to go about it stands in [deploy.md](deploy.md).`,
    '## Parameters',
    'They are variables of the azd environment: `azd env set NAME VALUE`. Wrong and contradictory ones are refused before anything is made.',
    parameterTable(),
    '## Resources',
    resourceTable(),
    '## Roles that are assigned',
    'Each to one managed identity, on one resource. The front may read its tables one by one, send to the queue and read its own secrets; nothing else.',
    `${table(
      ['role', 'id'],
      Object.entries(manifest.roles).map(([role, id]) => [role, `\`${id}\``]),
    )}\n`,
  ].join('\n\n')
