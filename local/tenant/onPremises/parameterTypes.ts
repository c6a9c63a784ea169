/** The vocabulary in which cmdletData.ts says what a parameter takes; each as the runbook splats it from JSON. */
export const text = { type: 'text' } as const
/** A text that cannot be empty. */
export const filled = (longest: number) => ({ type: 'filled', longest }) as const
export const flag = { type: 'flag' } as const
export const toggle = { type: 'switch' } as const
export const whole = (least: number, most: number) => ({ type: 'whole', least, most }) as const
export const oneOf = <const V extends string[]>(...values: V) => ({ type: 'oneOf', values }) as const
export const someOf = <const V extends string[]>(...values: V) => ({ type: 'someOf', values }) as const
export const texts = { type: 'texts' } as const
/** A time of day, as the time span since midnight that it is. */
export const timeSpan = { type: 'timeSpan' } as const
export const identity = { type: 'identity' } as const
export const filter = { type: 'filter' } as const
export const address = { type: 'address' } as const
export const resultSize = { type: 'resultSize' } as const
export const culture = { type: 'culture' } as const
export const timeZone = { type: 'timeZone' } as const
/** Formats of date and time: only the language's own, which null stands for. */
export const onlyNull = { type: 'onlyNull' } as const
/** A SecureString that the runbook reads from the vault; never in a request. */
export const secret = { type: 'secret' } as const

export const anyWhole = whole(0, 2_147_483_647)

export interface Parameter {
  type: keyof ValueOfType
  longest?: number
  least?: number
  most?: number
  values?: readonly string[]
}

/** What each type is after binding. */
interface ValueOfType {
  text: string
  filled: string
  flag: boolean
  switch: boolean
  whole: number
  oneOf: string
  someOf: string[]
  texts: string[]
  timeSpan: string
  identity: string
  filter: string
  address: string
  resultSize: number
  culture: string
  timeZone: string
  onlyNull: null
  secret: string
}

export type ValuesOf<P extends Record<string, { type: keyof ValueOfType }>> = {
  [N in keyof P]: ValueOfType[P[N]['type']] | null
}
