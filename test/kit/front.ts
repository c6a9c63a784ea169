import type { HttpRequest, HttpResponseInit } from '@azure/functions'
import { guard, type Door } from '../../shared/http/edge.ts'
import type { Certificates } from '../../shared/room/certificates.ts'
import type { Person, SignIn } from '../../shared/http/signIn.ts'
import { builtInProfiles } from '../../shared/room/profiles.ts'
import { Problem } from '../../shared/room/problems.ts'
import type { Command } from '../../shared/room/command.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import { Secret } from '../../shared/secret.ts'
import type { SourceConfig } from '../../shared/sourceConfig.ts'
import type { SourceName } from '../../shared/sources.ts'
import type { Send } from '../../shared/http/outbound.ts'
import { Transient } from '../../shared/http/transient.ts'
import { makeLog } from '../../shared/telemetry.ts'
import { aClock } from './clock.ts'
import { keepJobs } from '../../shared/store/jobs.ts'
import type { KnownName } from '../../shared/room/lookAlike.ts'
import {
  memoryConventions,
  memoryLicenceStocks,
  memoryPreflight,
  memoryQuarantine,
  memoryRequests,
  memorySkypeRooms,
  memoryReservations,
  memorySteps,
  memoryStrays,
} from './memoryStores.ts'
import { keepSubnetPlans } from '../../shared/store/subnetPlans.ts'
import { keepReveals } from '../../shared/store/reveals.ts'
import { memoryTable } from './memoryTable.ts'
import { memoryDevices } from './memoryDevices.ts'
import { newSecret, oldSecret } from './webhooks.ts'

export const rita: Person = { email: 'rita@contoso.com', name: 'Rita Requester', roles: ['Requester'] }
export const rolf: Person = { email: 'rolf@contoso.com', name: 'Rolf Requester', roles: ['Requester'] }
export const adam: Person = { email: 'adam@contoso.com', name: 'Adam Admin', roles: ['Administrator'] }

/** Whoever holds the token is this person; nobody without a token. */
const signInAs =
  (person: Person): SignIn =>
  async (headers, roles) => {
    if (!headers.has('authorization')) throw new Problem('not-signed-in', { reason: 'no bearer token' })
    if (!person.roles.some((role) => roles.includes(role)))
      throw new Problem('not-allowed', { roles: roles.join(', ') })
    return person
  }

export const signedIn = { authorization: 'Bearer t' }

/** Everything that doors of the front need, in memory; commands are collected. */
export function aFront(person: Person = rita, ...records: RequestRecord[]) {
  const clock = aClock()
  const sent: Command[] = []
  const queue = { isAway: false }
  const known: KnownName[] = []
  const world = {
    signIn: signInAs(person),
    idKey: new Secret('id key'),
    site: 'https://rooms.contoso.com',
    clock,
    profiles: builtInProfiles,
    sources: { generic: { secrets: [newSecret, oldSecret] } } as Partial<Record<SourceName, SourceConfig>>,
    /** Nobody is there to be read from. */
    send: (() => Promise.reject(new Transient('nobody is there'))) as Send,
    limitSource: () => undefined,
    jobs: keepJobs({ jobs: memoryTable(), pages: memoryTable(), results: memoryTable() }),
    quarantine: memoryQuarantine(),
    requests: memoryRequests(...records),
    steps: memorySteps(),
    preflight: memoryPreflight(),
    strays: memoryStrays(),
    conventions: memoryConventions(),
    names: { list: async (): Promise<KnownName[]> => known },
    licenceStocks: memoryLicenceStocks(),
    skypeRooms: memorySkypeRooms(),
    reservations: memoryReservations(),
    devices: memoryDevices(),
    reveals: keepReveals(memoryTable()),
    certificates: 'skype' as Certificates,
    subnetPlans: keepSubnetPlans(memoryTable()),
    sendCommand: async (command: Command) => {
      if (queue.isAway) throw new Problem('queue-unavailable')
      sent.push(command)
    },
  }
  const call = (make: (needs: typeof world) => Door) => {
    const door = guard(
      make(world),
      makeLog(() => undefined),
    )
    return (request: HttpRequest): Promise<HttpResponseInit> => door.handler(request)
  }
  return { world, clock, sent, queue, known, call }
}
