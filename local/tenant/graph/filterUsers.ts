import { isPurged } from '../accounts.ts'
import type { User } from '../world.ts'
import { refuseBadRequest, refuseUnsupported } from './failure.ts'
import type { GraphRequest } from './graphRequest.ts'

interface Criterion {
  property: 'userPrincipalName' | 'mail' | 'proxyAddresses'
  value: string
}

/** Users that Graph shows now and that meet one of the criteria, or all when there is no filter. */
export function filterUsers({ world, look, filter }: GraphRequest, isDeleted: boolean): User[] {
  const ids = filter === undefined ? undefined : parseIds(filter)
  if (ids)
    return ids
      .flatMap((id) => look(world.users, id) ?? [])
      .filter((user) => Boolean(user.deletedDateTime) === isDeleted)
  const criteria = filter?.split(/\s+or\s+/).map(parseCriterion)
  const named = criteria?.flatMap(({ value }) => world.holders(value.replace(/^smtp:/, '')))
  return [...new Set(named ?? world.users.ids())]
    .flatMap((id) => look(world.users, id) ?? [])
    .filter(
      (user) =>
        Boolean(user.deletedDateTime) === isDeleted &&
        !isPurged(world, user.id) &&
        (criteria?.some((criterion) => isMet(user, criterion)) ?? true),
    )
}

function isMet(user: User, { property, value }: Criterion): boolean {
  return [user[property]].flat().some((held) => held?.toLowerCase() === value)
}

/** learn, graph/filter-query-parameter: `in` takes fifteen values. */
const mostIds = 15

function parseIds(filter: string): string[] | undefined {
  const [, list] = /^id in \((\s*'[\da-f-]{36}'(?:\s*,\s*'[\da-f-]{36}')*)\s*\)$/i.exec(filter.trim()) ?? []
  const ids = list?.split(',').map((id) => id.trim().slice(1, -1).toLowerCase())
  if (ids && ids.length > mostIds)
    refuseBadRequest(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${ids.length}. Max allowed: ${mostIds}.`,
    )
  return ids
}

const quoted = "'((?:[^']|'')+)'"
const shapes = [
  { property: 'userPrincipalName', shape: new RegExp(`^userPrincipalName eq ${quoted}$`, 'i') },
  { property: 'mail', shape: new RegExp(`^mail eq ${quoted}$`, 'i') },
  { property: 'proxyAddresses', shape: new RegExp(`^proxyAddresses/any\\(\\w+:\\s*\\w+ eq ${quoted}\\)$`, 'i') },
] as const

function parseCriterion(text: string): Criterion {
  for (const { property, shape } of shapes) {
    const [, value] = shape.exec(text.trim()) ?? []
    if (value) return { property, value: value.replaceAll("''", "'").toLowerCase() }
  }
  return refuseUnsupported(`the filter ${text} (only userPrincipalName eq, mail eq, proxyAddresses/any, joined by or)`)
}
