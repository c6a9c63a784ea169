import { findIana, findWindows as lookUp } from 'windows-iana'

/** The runtime's own time zone data knows more names (aliases too) than any list. */
export function isIana(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const isWindows = (name: string): boolean => findIana(name).length > 0

/** Exchange wants Windows names. A Windows name comes back as it is; UTC and fixed offsets that CLDR does not map become UTC. */
export function findWindows(name: string): string {
  return isWindows(name) ? name : (lookUp(name)[0] ?? 'UTC')
}
