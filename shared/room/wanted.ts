import type { TicketCommand } from './command.ts'
import type { Requester, Room } from './request.ts'

/** What the ticket asks for. Without a room it is the tombstone of a request that was withdrawn before it arrived. */
export interface Wanted {
  /** The highest that was seen. */
  revision: number
  /** The revision that the room stands at; what was asked for is known after a withdrawal too. */
  contentRevision?: number
  room?: Room
  requester?: Requester
  /** The highest revision that withdrew the ticket. */
  withdrawnAt?: number
}

/** A withdrawal holds until a higher revision asks again. */
export const isWithdrawn = ({ withdrawnAt, contentRevision }: Wanted): boolean =>
  withdrawnAt !== undefined && withdrawnAt >= (contentRevision ?? 0)

/** Highest revisions win, equal ones by content: any order and any number of deliveries gives the same result. What changes nothing returns its argument. */
export function foldWanted(wanted: Wanted | undefined, command: TicketCommand): Wanted {
  const known: Wanted = wanted ?? { revision: 0 }
  const revision = Math.max(known.revision, command.revision)
  if (command.kind === 'withdraw') {
    const withdrawnAt = Math.max(known.withdrawnAt ?? 0, command.revision)
    return withdrawnAt === known.withdrawnAt && wanted ? wanted : { ...known, revision, withdrawnAt }
  }
  const { room, requester } = command
  return isNewer(command, known) ? { ...known, revision, contentRevision: command.revision, room, requester } : known
}

function isNewer({ revision, room, requester }: TicketCommand & { kind: 'request' }, known: Wanted): boolean {
  if (known.contentRevision === undefined || revision > known.contentRevision) return true
  return revision === known.contentRevision && rank(room, requester) > rank(known.room, known.requester)
}

const rank = (...content: unknown[]): string => JSON.stringify(content)
