import { toKey } from './key.ts'
import { openTable, type TablesAccess } from './tables.ts'

/** A room account that a request has made ready on Skype for Business Server; it needs client access licences on paper. */
export interface SkypeRoom {
  account: string
  hasEnterpriseVoice: boolean
}

export interface SkypeRooms {
  /** Enterprise Voice that an earlier request gave stays. */
  keep(room: SkypeRoom): Promise<void>
  find(account: string): Promise<SkypeRoom | undefined>
  list(): Promise<SkypeRoom[]>
}

export function makeSkypeRooms(access: TablesAccess): SkypeRooms {
  const table = openTable<SkypeRoom>(access, 'estate')
  return {
    async keep(room) {
      await table.put(partition, toKey(room.account), merge(await this.find(room.account), room))
    },
    find: async (account) => (await table.read(partition, toKey(account)))?.value,
    list: async () => (await table.list(partition)).map(({ value }) => value),
  }
}

export const merge = (known: SkypeRoom | undefined, room: SkypeRoom): SkypeRoom =>
  known?.hasEnterpriseVoice ? { ...room, hasEnterpriseVoice: true } : room

const partition = 'skypeRooms'
