import type { TicketCommand } from './command.ts'
import type { Requester, Room } from './request.ts'

/** What the ticket asks for at its highest revision that was seen. Without a room it is the tombstone of a request that was withdrawn before it arrived. */
export interface Wanted {
  revision: number
  isWithdrawn: boolean
  room?: Room
  requester?: Requester
}

const contentOf = (command: TicketCommand): Wanted =>
  command.kind === 'withdraw'
    ? { revision: command.revision, isWithdrawn: true }
    : { revision: command.revision, isWithdrawn: false, room: command.room, requester: command.requester }

const rank = ({ isWithdrawn, room, requester }: Wanted): string => JSON.stringify([isWithdrawn, room, requester])

const isNewer = (one: Wanted, other: Wanted): boolean =>
  one.revision > other.revision || (one.revision === other.revision && rank(one) > rank(other))

/** The highest revision wins, equal revisions by content: any order and any number of deliveries gives the same result. */
export function foldWanted(wanted: Wanted | undefined, command: TicketCommand): Wanted {
  const next = contentOf(command)
  if (!wanted) return next
  return isNewer(next, wanted) ? next : wanted
}
