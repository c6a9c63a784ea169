import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Language, Parser, type Node } from 'web-tree-sitter'

/** A template, as its grammar sees it. No compiler runs here, so what one would say beyond the structure stays unsaid. */
export interface Template {
  path: string
  text: string
  root: Node
  parameters: Parameter[]
  resources: Resource[]
  modules: Module[]
  outputs: string[]
}

export interface Parameter {
  name: string
  type: string
  description: string
  minLength: number
  maxLength: number
}

export interface Resource {
  type: string
  version: string
}

export interface Module {
  name: string
  path: string
  /** Texts of the values by the name of the parameter. */
  params: Map<string, Node>
}

await Parser.init()
const grammar = fileURLToPath(import.meta.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm'))
const parser = new Parser()
parser.setLanguage(await Language.load(readFileSync(grammar)))

export const templatePaths = [
  'infra/main.bicep',
  ...readdirSync('infra/modules').map((name) => `infra/modules/${name}`),
]

export function readTemplate(path: string): Template {
  const text = readFileSync(path, 'utf8')
  const tree = parser.parse(text)
  if (!tree) throw new Error(`${path} cannot be parsed`)
  const root = tree.rootNode
  return {
    path,
    text,
    root,
    parameters: readParameters(text),
    resources: find(root, 'resource_declaration').map(toResource),
    modules: find(root, 'module_declaration').map(toModule),
    outputs: [...text.matchAll(/^output (\w+) /gm)].flatMap(([, name]) => name ?? []),
  }
}

/** Every node of a kind, wherever it is. */
export function find(node: Node, kind: string): Node[] {
  const below = node.namedChildren.flatMap((child) => (child ? find(child, kind) : []))
  return node.type === kind ? [node, ...below] : below
}

/** Properties of an object by name, with their values. */
export const propertiesOf = (object: Node): Map<string, Node> =>
  new Map(
    object.namedChildren.flatMap((property) => {
      const [key, value] = property?.type === 'object_property' ? property.namedChildren : []
      return key && value ? [[unquote(key.text), value] as const] : []
    }),
  )

export const unquote = (text: string): string => text.replaceAll(/^'|'$/g, '')

function readParameters(text: string): Parameter[] {
  const blocks = [...text.matchAll(/((?:^@.*\n)*)^param (\w+) (\w+)/gm)]
  return blocks.map(([, decorators = '', name = '', type = '']) => {
    const argument = (decorator: string) => new RegExp(`^@${decorator}\\((.*)\\)$`, 'm').exec(decorators)?.[1]
    return {
      name,
      type,
      description: unquote(argument('description') ?? ''),
      minLength: Number(argument('minLength') ?? 0),
      maxLength: Number(argument('maxLength') ?? Infinity),
    }
  })
}

function toResource(node: Node): Resource {
  const [type = '', version = ''] = unquote(node.namedChildren[1]?.text ?? '').split('@')
  return { type, version }
}

function toModule(node: Node): Module {
  const [name, path] = node.namedChildren
  const body = propertiesOf(find(node, 'object')[0] ?? node)
  const params = body.get('params')
  return {
    name: name?.text ?? '',
    path: `infra/${unquote(path?.text ?? '')}`,
    params: params ? propertiesOf(params) : new Map(),
  }
}
