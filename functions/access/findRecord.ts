import type { Person } from '../../shared/http/signIn.ts'
import { readMarkedId } from '../../shared/requestId.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { Secret } from '../../shared/secret.ts'
import type { Requests } from '../../shared/store/requests.ts'

interface Needs {
  idKey: Secret
  requests: Pick<Requests, 'read'>
}

/** The request that a caller names, if he asked for it himself, has one of the roles, or it is for him too; of others he does not even learn that they exist. */
export async function findRecord(
  { idKey, requests }: Needs,
  person: Person,
  text: string,
  roles: Person['roles'],
  isAlsoFor: (record: RequestRecord) => boolean = () => false,
): Promise<RequestRecord> {
  const marked = readMarkedId(text, idKey)
  const record = marked && (await requests.read(marked.id))?.record
  if (record && (isTheirs(person, record, roles) || isAlsoFor(record))) return record
  throw marked?.isOurs && !record
    ? new Problem('request-queued')
    : new Problem('request-unknown', { request: text.slice(0, 40) })
}

const isTheirs = (person: Person, { wanted }: RequestRecord, roles: Person['roles']): boolean =>
  person.roles.some((role) => roles.includes(role)) || wanted.requester?.email === person.email
