import { chunk } from '../room/chunk.ts'
import type { PartFault } from '../room/estate/faults.ts'
import { propertiesOf } from '../room/settings/catalogue.ts'
import type { Bag, Snapshot, User, Value } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'
import type { Cmdlet, CmdletLister, CmdletRunner } from './cmdletRunner.ts'
import type { Failed } from './effect.ts'
import type { Graph, GraphAnswer, GraphRequest } from './graph.ts'
import { onlyFound, toHolder } from './readRoom.ts'
import { firstFailure, readSkus, readUsers, skuRequest, userProperties } from './users.ts'

/** A room as lists show it. */
export interface ListedRoom {
  address: string
  mailbox: Bag
  place?: Bag
}

/** A look at one of many rooms: what could be read, and why a part could not. */
export interface EstateLook {
  snapshot: Snapshot
  /** The mailbox went away since it was listed. */
  isGone?: true
  faults: PartFault[]
}

/** Room accounts of Exchange Online, many at a time: a fifth of a request for each, where one room alone takes two. */
export interface Estate {
  /** Every room mailbox with its place; the place is missing where places could not be listed. */
  listEstate(): Promise<ListedRoom[] | Failed>
  /** What lists do not show, for at most a few hundred rooms. */
  lookAt(rooms: ListedRoom[]): Promise<EstateLook[] | Failed>
}

export function makeEstate(exchange: CmdletRunner & CmdletLister, graph: Graph): Estate {
  return {
    async listEstate() {
      const mailboxes = await exchange.list(allRooms, [...new Set([...identity, ...propertiesOf('mailbox')])])
      if (mailboxes.kind === 'failed') return mailboxes
      const places = await exchange.list(listPlaces, [...new Set(['Identity', ...propertiesOf('place')])])
      return join(mailboxes.value, places)
    },
    async lookAt(rooms) {
      const users = await readAccounts(graph, rooms)
      if ('kind' in users) return users
      const looks: EstateLook[] = []
      for (const some of chunk(rooms, roomsInABatch)) {
        const results = await exchange.run(some.flatMap(readsOf), some[0]?.address ?? '')
        for (const [place, room] of some.entries())
          looks.push(toLook(room, results.slice(place * readsOfARoom, (place + 1) * readsOfARoom), users))
      }
      return looks
    },
  }
}

const identity = [
  'PrimarySmtpAddress',
  'ExternalDirectoryObjectId',
  'DisplayName',
  'RecipientTypeDetails',
  'IsDirSynced',
]

/** Every room mailbox, page by page. */
export const allRooms: Cmdlet = {
  name: 'Get-Mailbox',
  parameters: { RecipientTypeDetails: ['RoomMailbox'], ResultSize: 'Unlimited' },
}
const listPlaces: Cmdlet = { name: 'Get-Place', parameters: { Type: 'Room', ResultSize: 'Unlimited' } }

const addressIn = (value: Value | undefined): string => (typeof value === 'string' ? value.toLowerCase() : '')

/** Places carry the address of their room as identity (KelvinTegelaar/CIPP-API, Invoke-ListRooms.ps1). */
function join(mailboxes: Bag[], places: CmdletResult): ListedRoom[] {
  const byAddress = new Map(
    places.kind === 'ok' ? places.value.map((place) => [addressIn(place['Identity']), place]) : [],
  )
  return mailboxes.map((mailbox) => {
    const address = addressIn(mailbox['PrimarySmtpAddress'])
    const place = byAddress.get(address)
    return { address, mailbox, ...(place && { place }) }
  })
}

/** Exchange takes ten cmdlets in a batch. */
const readsOf = ({ address }: ListedRoom): Cmdlet[] => [
  { name: 'Get-CalendarProcessing', parameters: { Identity: address } },
  { name: 'Get-MailboxRegionalConfiguration', parameters: { Identity: address } },
]
const readsOfARoom = 2
const roomsInABatch = 5

interface KnownAccounts {
  users: Map<string, User>
  skus: Snapshot['skus']
  failure?: Failed
}

function toLook({ address, mailbox, place }: ListedRoom, results: CmdletResult[], known: KnownAccounts): EstateLook {
  const [calendar, regional] = results
  const read = (result: CmdletResult | undefined) => (result?.kind === 'ok' ? result.value[0] : undefined)
  const user = known.users.get(idOf(mailbox))
  const fault = (part: 'calendar' | 'regional', result: CmdletResult | undefined) =>
    result?.kind === 'failed' ? [{ part, failure: result }] : []
  const isGone = calendar?.kind === 'failed' && calendar.reason === 'absent'
  return {
    snapshot: {
      address,
      skus: known.skus,
      ...onlyFound({
        holder: toHolder(mailbox),
        mailbox,
        place,
        user,
        calendar: read(calendar),
        regional: read(regional),
      }),
    },
    ...(isGone && { isGone }),
    faults: [
      ...fault('calendar', calendar),
      ...fault('regional', regional),
      ...(known.failure ? [{ part: 'user', failure: known.failure } as const] : []),
    ],
  }
}

const idOf = (mailbox: Bag): string => String(mailbox['ExternalDirectoryObjectId'] ?? '')

/** `in` takes fifteen values (learn, graph/filter-query-parameter), a batch twenty requests. */
const idsInAFilter = 15
const requestsInABatch = 20

/** A tenant that does not show its users still shows its mailboxes. */
async function readAccounts(graph: Graph, rooms: ListedRoom[]): Promise<KnownAccounts | Failed> {
  const ids = rooms.map(({ mailbox }) => idOf(mailbox)).filter(Boolean)
  const requests = [skuRequest, ...chunk(ids, idsInAFilter).map(usersRequest)]
  const known: KnownAccounts = { users: new Map(), skus: [] }
  for (const some of chunk(requests, requestsInABatch)) {
    const answers = await graph.batch(some)
    const failure = firstFailure(answers)
    if (failure) return { ...known, failure }
    keepAnswers(known, answers)
  }
  return known
}

function keepAnswers(known: KnownAccounts, answers: Map<string, GraphAnswer>): void {
  const skus = answers.get(skuRequest.id)
  if (skus) known.skus = readSkus(skus)
  const pages = [...answers].filter(([id]) => id !== skuRequest.id)
  for (const user of pages.flatMap(([, answer]) => readUsers(answer))) known.users.set(user.id, user)
}

const usersRequest = (ids: string[], number: number): GraphRequest => ({
  id: `users-${number}`,
  method: 'GET',
  url: `/users?$select=${userProperties}&$filter=${encodeURIComponent(`id in (${ids.map((id) => `'${id}'`).join(',')})`)}`,
})
