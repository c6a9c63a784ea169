import type { Facts } from './decisionTable.ts'
import { identify, refuse, type Identified, type Refusal } from './identify.ts'

/** For what is done with a room that exists; nothing is made, turned into a room or brought back for it. */
export function identifyExisting(facts: Facts): Identified | Refusal {
  const found = identify({ ...facts, lookAlikes: [] })
  if (found.kind === 'refuse' || found.kind === 'reuse') return found
  return refuse('no-room-there', { address: facts.snapshot.address, what: whatIs[found.kind] })
}

const whatIs = {
  create: 'nothing',
  convert: 'something else',
  restore: 'a room that was deleted',
} as const
