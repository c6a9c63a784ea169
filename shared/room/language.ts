const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

/** A .NET culture that Exchange takes, in its own spelling: a language with its country, such as nb-NO (page Set-MailboxRegionalConfiguration). Undefined where there is none. */
export function findLanguage(name: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}$/i.test(name)) return undefined
  const locale = new Intl.Locale(name)
  return languages.of(locale.language) && isCountry(locale.region ?? '') ? locale.toString() : undefined
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const notACountry = new Set(['AC', 'CP', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ'])

/** ISO 3166-1 alpha-2. Aliases such as UK (for GB) have a name, but are no codes. */
export const isCountry = (code: string): boolean =>
  regions.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code && !notACountry.has(code)
