import type { Bag, Sku, Snapshot, User } from '../room/snapshot.ts'
import type { Effect, Failed } from './effect.ts'
import type { Cmdlet, CmdletRunner } from './exchange.ts'
import type { Graph, GraphRequest } from './graph.ts'
import { readCmdlets, readRequests, toSnapshot } from './readRoom.ts'
import {
  accountRequests,
  firstFailure,
  licenceRequest,
  readSkus,
  readUser,
  skuRequest,
  userRequest,
  type AccountChanges,
  type LicenceChange,
} from './users.ts'

export interface NewMailbox {
  address: string
  /** ASCII, unique in the organisation. */
  name: string
  displayName: string
}

export interface Write {
  cmdlet: string
  parameters: Bag
}

/** Room accounts in Microsoft 365: everything the workflow reads and writes, in as few requests as the services allow. */
export interface Rooms {
  /** Two requests at once: every holder of the address, the settings of the room, the account and the licences of the tenant. */
  read(address: string): Promise<Snapshot | Failed>
  create(mailbox: NewMailbox): Promise<Effect>
  /** Writes to one room; all in one request. */
  configure(address: string, writes: Write[]): Promise<Effect>
  /** Writes what is given and reads the account back, in one request. */
  prepareAccount(userId: string, changes: AccountChanges): Promise<User | Failed>
  setEnabled(userId: string, isEnabled: boolean): Promise<Effect>
  readLicences(userId: string): Promise<{ user: User; skus: Sku[] } | Failed>
  /** All or nothing, unless the refusal says otherwise; one that is not there need not be taken away. */
  changeLicences(userId: string, change: LicenceChange): Promise<Effect>
}

export function makeRooms({ exchange, graph }: { exchange: CmdletRunner; graph: Graph }): Rooms {
  const runCmdlets = async (cmdlets: Cmdlet[]): Promise<Effect> => {
    const failed = (await exchange.run(cmdlets)).find((result) => result.kind === 'failed')
    return failed?.kind === 'failed' ? failed : { kind: 'done' }
  }
  const request = async (requests: GraphRequest[]): Promise<Effect> =>
    firstFailure(await graph.batch(requests)) ?? { kind: 'done' }

  return {
    async read(address) {
      const [cmdlets, answers] = await Promise.all([
        exchange.run(readCmdlets(address)),
        graph.batch(readRequests(address)),
      ])
      return toSnapshot(address, cmdlets, answers)
    },
    create: (mailbox) => runCmdlets([newMailbox(mailbox)]),
    configure: (address, writes) => runCmdlets(writes.map((write) => setCmdlet(address, write))),
    async prepareAccount(userId, changes) {
      const answers = await graph.batch(accountRequests(userId, changes))
      return firstFailure(answers) ?? readUser(answers.get('user'))
    },
    setEnabled: (userId, isEnabled) =>
      request([{ id: 'enable', method: 'PATCH', url: `/users/${userId}`, body: { accountEnabled: isEnabled } }]),
    async readLicences(userId) {
      const answers = await graph.batch([userRequest(userId), skuRequest])
      return firstFailure(answers) ?? { user: readUser(answers.get('user')), skus: readSkus(answers.get('skus')) }
    },
    async changeLicences(userId, change) {
      const effect = await request([licenceRequest(userId, change)])
      if (!isGone(effect)) return effect
      for (const part of partsOf(change)) {
        const alone = await request([licenceRequest(userId, part)])
        if (alone.kind === 'failed' && !isGone(alone))
          return part.remove.length > 0 && change.add.length > 0 ? { ...alone, isAdded: true } : alone
      }
      return { kind: 'done' }
    },
  }
}

const isGone = (effect: Effect): boolean => effect.kind === 'failed' && effect.reason === 'not-held'

/** Graph refuses a change as a whole when one that is to be taken away is gone already; it does not say which. */
const partsOf = ({ add, remove }: LicenceChange): LicenceChange[] => [
  ...(add.length > 0 ? [{ add, remove: [] }] : []),
  ...remove.map((skuId) => ({ add: [], remove: [skuId] })),
]

const newMailbox = ({ address, name, displayName }: NewMailbox): Cmdlet => ({
  name: 'New-Mailbox',
  parameters: { Room: true, Name: name, DisplayName: displayName, PrimarySmtpAddress: address },
})

const setCmdlet = (address: string, { cmdlet, parameters }: Write): Cmdlet => ({
  name: cmdlet,
  parameters: { Identity: address, ...parameters },
})
