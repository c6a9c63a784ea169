/** The vocabulary in which cmdletData.ts says what a parameter takes. */
export const text = (longest?: number) => ({ type: 'text', longest }) as const
/** A text that cannot be empty. */
export const filled = (longest: number) => ({ type: 'filled', longest }) as const
export const plainText = (longest: number) => ({ type: 'plainText', longest }) as const
export const flag = { type: 'flag' } as const
export const toggle = { type: 'switch' } as const
export const texts = { type: 'texts' } as const
export const whole = (least: number, most: number) => ({ type: 'whole', least, most }) as const
export const oneOf = <const V extends string[]>(...values: V) => ({ type: 'oneOf', values }) as const
export const someOf = <const V extends string[]>(...values: V) => ({ type: 'someOf', values }) as const
export const identity = { type: 'identity' } as const
export const address = { type: 'address' } as const
export const resultSize = { type: 'resultSize' } as const
/** An ISO 3166-1 code of two letters, or the English name, which is what is kept. */
export const country = { type: 'country' } as const
export const coordinates = { type: 'coordinates' } as const
export const culture = { type: 'culture' } as const
export const timeZone = { type: 'timeZone' } as const
/** A time of day, as the time span since midnight that it is. */
export const timeSpan = { type: 'timeSpan' } as const
/** Formats of date and time: only the language's own, which null stands for. */
export const onlyNull = { type: 'onlyNull' } as const
export const onPremises = { type: 'onPremises' } as const
export const password = { type: 'password' } as const

export const anyWhole = whole(0, 2_147_483_647)

export interface Parameter {
  type: keyof ValueOfType
  longest?: number | undefined
  least?: number
  most?: number
  values?: readonly string[]
}

/** What each type is after binding. */
interface ValueOfType {
  text: string
  filled: string
  plainText: string
  flag: boolean
  switch: boolean
  texts: string[]
  whole: number
  oneOf: string
  someOf: string[]
  identity: string
  address: string
  resultSize: number
  country: string
  coordinates: string
  culture: string
  timeZone: string
  timeSpan: string
  onlyNull: null
  onPremises: never
  password: never
}

export type ValuesOf<P extends Record<string, { type: keyof ValueOfType }>> = {
  [N in keyof P]: ValueOfType[P[N]['type']] | null
}
