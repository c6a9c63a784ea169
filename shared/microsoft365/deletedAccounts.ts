import type { Effect } from './effect.ts'
import type { Graph, GraphRequest } from './graph.ts'
import { firstFailure } from './users.ts'

/** Accounts of Entra ID that go, with their mailboxes, and come back within 30 days (Graph, Delete user and Restore deleted item). */
export interface DeletedAccounts {
  /** One that is gone already is deleted. */
  deleteAccount(userId: string): Promise<Effect>
  restore(userId: string): Promise<Effect>
}

export function makeDeletedAccounts(graph: Graph): DeletedAccounts {
  const send = async (request: GraphRequest): Promise<Effect> =>
    firstFailure(await graph.batch([request])) ?? { kind: 'done' }
  return {
    async deleteAccount(userId) {
      const effect = await send({ id: 'delete', method: 'DELETE', url: `/users/${userId}` })
      return effect.kind === 'failed' && effect.reason === 'absent' ? { kind: 'done' } : effect
    },
    restore: (userId) =>
      send({ id: 'restore', method: 'POST', url: `/directory/deletedItems/${userId}/restore`, body: {} }),
  }
}
