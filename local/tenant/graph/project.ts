import type { Answer } from '../answer.ts'
import { refuse, refuseUnsupported } from './failure.ts'
import { graphResources } from './graphData.ts'
import type { GraphResource, GraphResourceName } from './graphData.ts'

type Values = Record<string, unknown>

/** The properties that were selected, or the usual ones; a name that Graph has not is Graph's own error. */
export function project(type: GraphResourceName, values: Values, select: string[] | undefined): Values {
  const { usual, selected }: GraphResource = graphResources[type]
  const known = [...usual, ...selected]
  const names = select?.map(
    (name) => known.find((one) => one.toLowerCase() === name.toLowerCase()) ?? refuseName(type, name),
  )
  return Object.fromEntries((names ?? usual).map((name) => [name, values[name] ?? null]))
}

function refuseName(type: GraphResourceName, name: string): never {
  if (isElsewhere(type, name)) refuseUnsupported(`property ${name} of ${type}`)
  const reason = `Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`
  refuse(400, 'BadRequest', `Parsing OData Select and Expand failed: ${reason}`)
}

export function isElsewhere(type: GraphResourceName, name: string): boolean {
  return graphResources[type].elsewhere.toLowerCase().split(/\s+/).includes(name.toLowerCase())
}

const metadata = 'https://graph.microsoft.com/v1.0/$metadata'

export function entity(set: string, value: Values): Answer {
  return { status: 200, body: { '@odata.context': `${metadata}#${set}/$entity`, ...value } }
}

/** `more` are annotations such as the count and the link to the next page. */
export function collection(set: string, value: Values[], more: Values = {}): Answer {
  return { status: 200, body: { '@odata.context': `${metadata}#${set}`, ...more, value } }
}
