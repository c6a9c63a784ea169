import type { Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import { firstFailure } from './users.ts'

/** The directory of places, from which people choose rooms. */
export interface RoomFinder {
  /** Whether the room has come there; Exchange hands it on hours after it was made. Needs Place.Read.All (Graph, Get place). */
  readInRoomFinder(address: string): Promise<{ isThere: boolean } | Failed>
}

export const makeRoomFinder = (graph: Graph): RoomFinder => ({
  async readInRoomFinder(address) {
    const url = `/places/${encodeURIComponent(address)}?$select=id`
    const failed = firstFailure(await graph.batch([{ id: 'place', method: 'GET', url }]))
    return failed && failed.reason !== 'absent' ? failed : { isThere: !failed }
  },
})
