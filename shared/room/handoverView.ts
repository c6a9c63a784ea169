import { sayCertificates, type Certificates } from './certificates.ts'
import { checksFor, type Check } from './checklist.ts'
import { findHindrance, installerOf } from './handover.ts'
import { sayProblem } from './problems.ts'
import { roomOfRun, type RequestRecord } from './record.ts'
import type { Requester } from './request.ts'

interface Problem {
  code: string
  says: string
  remedy: string
}

/** What the page of the hand-over shows before anything is revealed. */
export interface HandoverView {
  room: { name: string; site: string; building?: string; floor?: string }
  account?: string
  /** Page of the hand-over, for the sheet. */
  link: string
  ticket: string
  /** Who asked for the room. */
  requester?: string
  /** Who gets the sign-in data. */
  installer?: string
  /** What has to be answered with yes. */
  checks: Check[]
  /** What to load on the device first. */
  certificates: string[]
  /** Why whoever looks does not get the data. */
  problem?: Problem
}

/** An answer on its way is queued; one that was not fetched in time has expired, and what it held is not shown again. */
export type RevealView =
  | { state: 'queued' | 'expired' }
  | { state: 'sealed'; sealed: string }
  | { state: 'refused'; problem: Problem }

export function toHandoverView(
  record: RequestRecord,
  person: string,
  { site, certificates }: { site: string; certificates: Certificates },
): HandoverView {
  const { id, account, ticket, wanted } = record
  const installer = installerOf(record)
  const hindrance = findHindrance(record, person)
  return {
    room: toRoom(record),
    ...(account !== undefined && { account }),
    link: `${site}/requests/${id}/handover`,
    ticket,
    ...(wanted.requester && { requester: sayPerson(wanted.requester) }),
    ...(installer !== undefined && { installer }),
    checks: checksFor(certificates),
    certificates: sayCertificates(certificates),
    ...(hindrance && { problem: { code: hindrance.code, ...sayProblem(hindrance.code, hindrance.facts) } }),
  }
}

function toRoom(record: RequestRecord): HandoverView['room'] {
  const { name = '', site = '', building, floor } = roomOfRun(record) ?? record.wanted.room ?? {}
  return { name, site, ...(building !== undefined && { building }), ...(floor !== undefined && { floor }) }
}

const sayPerson = ({ name, email }: Requester): string => (name === undefined ? email : `${name} (${email})`)
