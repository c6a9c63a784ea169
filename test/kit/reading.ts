import { builtInProfiles } from '../../shared/room/profiles.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { SourceName } from '../../shared/sources.ts'
import { fieldsOf, statesOf, ticketSystems } from '../../shared/tickets/systems.ts'
import type { ReadingNeeds, TicketMessage } from '../../shared/tickets/ticketSystem.ts'
import { start } from './records.ts'

type Needs = Partial<Omit<ReadingNeeds, 'states'>>

const needsOf = (source: SourceName, { fields, ...rest }: Needs): ReadingNeeds => ({
  fields: fieldsOf(source, fields),
  states: statesOf(source, source === 'halopsa' ? { cancelled: '26' } : {}),
  rules: { today: start.slice(0, 10), profiles: builtInProfiles },
  ...rest,
})

/** What a message says of which nothing is wrong. */
export async function read(source: SourceName, message: unknown, needs: Needs = {}): Promise<TicketMessage[]> {
  const { messages, faults } = await ticketSystems[source].read(message, needsOf(source, needs))
  if (faults.length > 0) throw new Problem('request-invalid', {}, faults)
  return messages
}

/** The paths of the fields that a reading complains about. */
export async function faultsIn(source: SourceName, message: unknown, needs: Needs = {}): Promise<string[]> {
  try {
    await read(source, message, needs)
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path }) => path)
    throw error
  }
  return []
}
