import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { Problem } from '../room/problems.ts'
import type { SignIn } from './signIn.ts'

/** Counts a call of somebody; throws a Problem when there were too many. */
export type RateLimit = (caller: string) => void

const mostCallers = 10_000

/** A bucket of tokens for each caller, which fills up within a minute. Each instance of the app counts for itself. */
export function makeRateLimit(perMinute: number, clock: Clock): RateLimit {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: mostCallers })
  const perMs = perMinute / 60_000
  return function limit(caller) {
    const at = clock.now().getTime()
    const known = buckets.get(caller) ?? { tokens: perMinute, at }
    const tokens = Math.min(perMinute, known.tokens + Math.max(0, at - known.at) * perMs)
    if (tokens < 1) throw new Problem('too-many-calls', { seconds: Math.ceil((1 - tokens) / perMs / 1_000) })
    buckets.set(caller, { tokens: tokens - 1, at })
  }
}

/** Each person, whatever he signs in with. */
export const limitPeople =
  (signIn: SignIn, limit: RateLimit): SignIn =>
  async (headers, roles) => {
    const person = await signIn(headers, roles)
    limit(person.email)
    return person
  }
