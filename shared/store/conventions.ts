import { openLatest, type Latest, type TablesAccess } from './tables.ts'

/** How new rooms are named, as the settings of the back say it: the front proposes names by it, and has no such settings itself. */
export interface Convention {
  domain: string
  /** Of addresses and of display names, as they are written in the settings. */
  pattern: string
  displayName: string
  /** When the names of rooms were listed; nothing where none are. */
  observedAt?: string
}

export type Conventions = Latest<Convention>

export const makeConventions = (access: TablesAccess): Conventions => openLatest(access, 'convention')
