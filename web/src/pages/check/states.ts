import type { PreflightFinding, PreflightState } from '../../../../shared/room/preflight.ts'
import type { PreflightSeen } from '../../data/api.ts'

/** In the order in which they need somebody. */
export const stateWords: Record<PreflightState, string> = {
  missing: 'missing',
  differs: 'not as it should be',
  excess: 'more than needed',
  unreadable: 'could not be read',
  ok: 'there',
}
const order = Object.keys(stateWords)

/** What needs somebody comes first. */
export const byUrgency = (findings: PreflightFinding[]): PreflightFinding[] =>
  findings.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))

export function headline({ readAt, findings }: PreflightSeen): string {
  if (readAt === undefined) return 'Nobody has looked yet; the first look comes within a minute.'
  // What servers allow no cloud service shows, so there is no news in it.
  const shown = findings.filter(({ kind }) => kind !== 'server')
  const count = (state: PreflightState) => shown.filter((one) => one.state === state).length
  const parts = (['missing', 'differs', 'excess', 'unreadable'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${stateWords[state]}`)
  if (parts.length > 0) return `Of ${shown.length}: ${parts.join(', ')}.`
  return shown.length === findings.length
    ? 'Everything that is needed is there.'
    : 'Everything that is needed is there, as far as the cloud shows; what servers allow is to be checked on them.'
}
