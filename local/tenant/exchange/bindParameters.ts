import { findIana } from 'windows-iana'
import { countryNames } from '../countries.ts'
import { cmdlets } from './cmdletData.ts'
import type { CmdletName, ParametersOf } from './cmdletData.ts'
import { refuseBinding, refuseUnsupported } from './failure.ts'
import type { Parameter } from './parameterTypes.ts'

type Bound = string | number | boolean | string[] | null
/** The value as it is kept, or undefined when it is not of the type. */
type Read = (value: unknown, rule: Parameter) => Bound | undefined

/** Checks what a caller sent against the cmdlet's page and converts it; anything not accepted is refused as Exchange would. */
export function bindParameters<C extends CmdletName>(cmdlet: C, given: unknown): ParametersOf<C> {
  const rules: Record<string, Parameter> = cmdlets[cmdlet].parameters
  const bound: Record<string, Bound> = {}
  for (const [key, value] of Object.entries(given ?? {})) {
    const name = Object.keys(rules).find((known) => known.toLowerCase() === key.toLowerCase())
    const rule = name && rules[name]
    if (!rule) refuseUnknown(cmdlet, key)
    bound[name] = bindValue(name, rule, value)
  }
  const missing = cmdlets[cmdlet].required.filter((name) => (bound[name] ?? '') === '')
  if (missing.length > 0) {
    refuseBinding(`Cannot process command because of one or more missing mandatory parameters: ${missing.join(' ')}.`)
  }
  return bound as ParametersOf<C>
}

function refuseUnknown(cmdlet: CmdletName, key: string): never {
  const inCloud = cmdlets[cmdlet].elsewhere.toLowerCase().split(/\s+/).includes(key.toLowerCase())
  if (inCloud) refuseUnsupported(`parameter ${key} of ${cmdlet}`)
  refuseBinding(`A parameter cannot be found that matches parameter name '${key}'.`)
}

function bindValue(name: string, rule: Parameter, value: unknown): Bound {
  if (rule.type === 'onPremises') refuseBinding(`The parameter '${name}' is functional only in on-premises Exchange.`)
  if (rule.type === 'password') refuseBinding(`The parameter '${name}' needs a value of type SecureString.`)
  if (value === null && nullable.has(rule.type)) return null
  const read = readers[rule.type](value, rule)
  if (read === undefined)
    refuseBinding(`Cannot process argument transformation on parameter '${name}'. ${expected(rule)}`)
  refuseTooLong(read, rule)
  return read
}

function refuseTooLong(read: Bound, { longest = Infinity }: Parameter): void {
  if (typeof read !== 'string' || read.length <= longest) return
  const lengths = `The maximum length is ${longest} and the length of the value provided is ${read.length}.`
  refuseBinding(`The length of the property is too long. ${lengths}`)
}

function expected({ type, least, most, values }: Parameter): string {
  if (values) return `Specify one of the following enumerator names and try again: ${values.join(', ')}.`
  if (type === 'whole') return `Cannot convert the value to type "System.Int32" from ${least} to ${most}.`
  if (type === 'plainText') return 'The value contains characters that are not allowed; use letters without accents.'
  return `Cannot convert the value to type "${type}".`
}

const nullable = new Set<string>('text whole texts identity country coordinates culture onlyNull'.split(' '))

const asText: Read = (value) => (typeof value === 'string' ? value : undefined)
const asFlag: Read = (value) => (typeof value === 'boolean' ? value : undefined)
const matching =
  (pattern: RegExp): Read =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined
const fromValues = (value: unknown, values: readonly string[] = []): string | undefined =>
  values.find((known) => known.toLowerCase() === String(value).toLowerCase())

const readers: Record<Parameter['type'], Read> = {
  text: asText,
  identity: asText,
  filled: matching(/\S/),
  plainText: matching(/^[\x20-\x7e]+$/),
  flag: asFlag,
  switch: asFlag,
  texts: (value) => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined),
  whole: (value, { least = 0, most = 0 }) => {
    const isIn = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    return isIn ? value : undefined
  },
  oneOf: (value, { values }) => fromValues(value, values),
  someOf: (value, { values }) => {
    const found = (Array.isArray(value) ? value : [value]).map((one) => fromValues(one, values))
    return found.every((one) => one !== undefined) ? found : undefined
  },
  address: matching(/^[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+$/),
  resultSize: (value) => {
    if (String(value).toLowerCase() === 'unlimited') return Infinity
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined
  },
  country: (value) => (typeof value === 'string' ? countryName(value) : undefined),
  coordinates: matching(/^-?\d{1,2}(\.\d+)?;-?\d{1,3}(\.\d+)?(;-?\d+(\.\d+)?)?$/),
  culture: (value) => (typeof value === 'string' ? cultureName(value) : undefined),
  timeZone: (value) => (typeof value === 'string' && findIana(value as never).length > 0 ? value : undefined),
  timeSpan: (value) => (typeof value === 'string' ? timeOfDay(value) : undefined),
  onlyNull: () => undefined,
  onPremises: () => undefined,
  password: () => undefined,
}

/** Get-Place shows the friendly name whichever was set (page Set-Place). */
function countryName(value: string): string | undefined {
  const byCode = countryNames.get(value.toUpperCase())
  return byCode ?? [...countryNames.values()].find((name) => name.toLowerCase() === value.toLowerCase())
}

/** Seconds may be left out, and are shown. */
function timeOfDay(value: string): string | undefined {
  const [, hours = '', minutes = '', seconds = '00'] = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(value) ?? []
  return hours ? [hours.padStart(2, '0'), minutes, seconds].join(':') : undefined
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** A .NET culture is a language with its region, such as nb-NO. */
function cultureName(value: string): string | undefined {
  if (!/^[a-z]{2,3}(-[a-z]{4})?-[a-z]{2}$/i.test(value)) return undefined
  const [canonical = value] = Intl.getCanonicalLocales(value)
  return languages.of(canonical) ? canonical : undefined
}
