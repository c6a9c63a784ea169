import { azureNeeds } from './azureNeeds.ts'
import { exchangeNeeds } from './exchangeNeeds.ts'
import { graphNeeds } from './graphNeeds.ts'
import { wheres, type Estate, type Need } from './need.ts'
import { serverNeeds } from './serverNeeds.ts'
import type { Topologies, Topology } from './topology.ts'

/** Everything that the service calls, wherever rooms live. */
export const allNeeds: readonly Need[] = [...graphNeeds, ...exchangeNeeds, ...azureNeeds, ...serverNeeds]

/** What an estate makes the service call. */
export const needsOf = (estate: Estate): Need[] => allNeeds.filter(({ where }) => wheres[where].applies(estate))

/**
 * The topologies that rooms can have: domains that nobody named are online, and so is a room for Teams alone beside a
 * Skype for Business Server.
 */
export function topologiesIn(topologies: Topologies): Topology[] {
  const named = Object.values(topologies).filter((topology) => topology !== undefined)
  const hasOnline = topologies['*'] === undefined || named.includes('exchange-online-skype-server')
  return [...new Set<Topology>([...named, ...(hasOnline ? (['online'] as const) : [])])]
}

export const partsOf = (grant: string): string[] => grant.split('+')

/** Whether one of the ways is held. */
export const isGranted = (grants: readonly string[], held: readonly string[]): boolean =>
  grants.some((grant) => partsOf(grant).every((part) => held.includes(part)))
