import type { Preflight } from '../room/preflight.ts'
import { openLatest, type Latest, type TablesAccess } from './tables.ts'

export type PreflightStore = Latest<Preflight>

export const makePreflightStore = (access: TablesAccess): PreflightStore => openLatest(access, 'preflight')
