import { LRUCache } from 'lru-cache'
import type { AccountSummary } from '../../shared/room/estate/account.ts'
import type { ProblemCode } from '../../shared/room/problems.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { RoomAccounts } from '../../shared/store/accounts.ts'
import type { Log } from '../../shared/telemetry.ts'

/** The list of all accounts; several who ask within ten seconds get the same one. */
export interface EstateReader {
  /** Throws the problem that the caller's page has for it when the tables do not answer. */
  list(code: ProblemCode): Promise<AccountSummary[]>
}

const freshMilliseconds = 10_000

export function makeEstateReader(accounts: Pick<RoomAccounts, 'list'>, log: Log): EstateReader {
  const cache = new LRUCache<string, AccountSummary[]>({
    max: 1,
    ttl: freshMilliseconds,
    fetchMethod: async () => (await accounts.list()).toSorted((one, other) => (one.address < other.address ? -1 : 1)),
  })
  return {
    async list(code) {
      try {
        return (await cache.fetch('all')) ?? []
      } catch (error) {
        log.error('accounts could not be listed', { error: String(error) })
        throw new Problem(code)
      }
    },
  }
}
