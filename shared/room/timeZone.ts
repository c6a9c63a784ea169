import { findIana, findIanaAliases, findWindows } from 'windows-iana'

/**
 * The Windows name that Exchange wants, of an IANA name (in any spelling the runtime knows, old and new) or of a Windows name; undefined where there is none.
 * CLDR knows some zones by an older name only, so aliases are tried too.
 */
export function findWindowsName(name: string): string | undefined {
  if (findIana(name).length > 0) return name
  const iana = findIanaName(name)
  if (iana === undefined) return undefined
  return [iana, ...findIanaAliases(iana)].flatMap((alias) => findWindows(alias))[0]
}

/** The runtime spells names as they should be; fixed offsets are no zones. */
function findIanaName(name: string): string | undefined {
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    return /^[+-]/.test(zone) ? undefined : zone
  } catch {
    return undefined
  }
}
