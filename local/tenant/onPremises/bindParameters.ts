import { findIana } from 'windows-iana'
import { cmdlets } from './cmdletData.ts'
import type { CmdletName, ParametersOf } from './cmdletData.ts'
import { fail, failBinding } from './failure.ts'
import type { Parameter } from './parameterTypes.ts'

type Bound = string | number | boolean | string[] | null
/** The value as it is kept, or undefined when it is not of the type. */
type Read = (value: unknown, rule: Parameter) => Bound | undefined

/** Checks what was splatted against the cmdlet's page and converts it; anything not accepted is refused as PowerShell would. */
export function bindParameters<C extends CmdletName>(cmdlet: C, given: Record<string, unknown>): ParametersOf<C> {
  const rules: Record<string, Parameter> = cmdlets[cmdlet].parameters
  const bound: Record<string, Bound> = {}
  for (const [key, value] of Object.entries(given)) {
    const name = Object.keys(rules).find((known) => known.toLowerCase() === key.toLowerCase())
    const rule = name && rules[name]
    if (!rule) failBinding(`A parameter cannot be found that matches parameter name '${key}'.`)
    bound[name] = bindValue(name, rule, value)
  }
  const missing = cmdlets[cmdlet].required.filter((name) => (bound[name] ?? '') === '')
  if (missing.length > 0) {
    failBinding(`Cannot process command because of one or more missing mandatory parameters: ${missing.join(' ')}.`)
  }
  return bound as ParametersOf<C>
}

function bindValue(name: string, rule: Parameter, value: unknown): Bound {
  if (value === null && nullable.has(rule.type)) return null
  const read = readers[rule.type](value, rule)
  if (read === undefined) failTransformation(name, rule)
  const { longest = Infinity } = rule
  if (typeof read === 'string' && read.length > longest) {
    const lengths = `The maximum length is ${longest} and the length of the value provided is ${read.length}.`
    fail('DataValidationException', `The length of the property is too long. ${lengths}`)
  }
  return read
}

function failTransformation(name: string, { type, values, least, most }: Parameter): never {
  const expected = values
    ? `Specify one of the following enumerator names and try again: ${values.join(', ')}.`
    : `Cannot convert the value to type "${type}"${least === undefined ? '' : ` from ${least} to ${most}`}.`
  fail(
    'ParameterBindingArgumentTransformationException',
    `Cannot process argument transformation on parameter '${name}'. ${expected}`,
  )
}

const nullable = new Set<string>(['text', 'whole', 'culture', 'timeZone', 'onlyNull'])

const asText: Read = (value) => (typeof value === 'string' ? value : undefined)
const asFlag: Read = (value) => (typeof value === 'boolean' ? value : undefined)
const matching =
  (pattern: RegExp): Read =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined

const readers: Record<Parameter['type'], Read> = {
  text: asText,
  filled: matching(/\S/),
  flag: asFlag,
  switch: asFlag,
  whole: (value, { least = 0, most = 0 }) => {
    const isIn = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    return isIn ? value : undefined
  },
  oneOf: (value, { values = [] }) => values.find((known) => known.toLowerCase() === String(value).toLowerCase()),
  someOf: (value, { values = [] }) => {
    const given = Array.isArray(value) ? value : [value]
    const found = given.flatMap(
      (one) => values.find((known) => known.toLowerCase() === String(one).toLowerCase()) ?? [],
    )
    return found.length === given.length ? found : undefined
  },
  texts: (value) => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined),
  timeSpan: matching(/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/),
  identity: matching(/\S/),
  filter: matching(/\S/),
  address: matching(/^[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+$/),
  resultSize: (value) => {
    if (String(value).toLowerCase() === 'unlimited') return Infinity
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined
  },
  culture: matching(/^[a-z]{2,3}(-[a-z]{4})?-[a-z]{2}$/i),
  timeZone: (value) => (typeof value === 'string' && findIana(value as never).length > 0 ? value : undefined),
  onlyNull: () => undefined,
  secret: asText,
}
