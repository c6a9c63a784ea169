import type { Sku, User } from '../room/snapshot.ts'
import type { Effect, Failed } from './effect.ts'
import type { Graph } from './graph.ts'
import {
  firstFailure,
  licenceRequest,
  readSkus,
  readUser,
  skuRequest,
  userRequest,
  type LicenceChange,
} from './users.ts'

/** Licences of accounts in Entra ID. */
export interface Licences {
  /** Everything that the tenant owns. */
  listLicences(): Promise<Sku[] | Failed>
  readLicences(userId: string): Promise<{ user: User; skus: Sku[] } | Failed>
  /** All or nothing, unless the refusal says otherwise; one that is not there need not be taken away. */
  changeLicences(userId: string, change: LicenceChange): Promise<Effect>
}

export function makeLicences(graph: Graph): Licences {
  const assign = async (userId: string, change: LicenceChange): Promise<Effect> =>
    firstFailure(await graph.batch([licenceRequest(userId, change)])) ?? { kind: 'done' }
  return {
    async listLicences() {
      const answers = await graph.batch([skuRequest])
      return firstFailure(answers) ?? readSkus(answers.get('skus'))
    },
    async readLicences(userId) {
      const answers = await graph.batch([userRequest(userId), skuRequest])
      return firstFailure(answers) ?? { user: readUser(answers.get('user')), skus: readSkus(answers.get('skus')) }
    },
    async changeLicences(userId, change) {
      const effect = await assign(userId, change)
      if (!isGone(effect)) return effect
      for (const part of partsOf(change)) {
        const alone = await assign(userId, part)
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
