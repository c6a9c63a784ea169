import type { Bag } from '../room/snapshot.ts'
import type { CmdletResult } from './cmdletResult.ts'

export interface Cmdlet {
  name: string
  parameters: Bag
  /** Parameters whose value the worker fetches from the vault by itself; each is a version of a secret, never a value. */
  secrets?: Record<string, string>
}

/** Runs cmdlets for one account: over REST in Exchange Online, or as a runbook on a worker inside the organisation. */
export interface CmdletRunner {
  /**
   * At most ten, results in the same order. Throws Transient when throttled or unavailable, and while a job of the worker is on its way.
   * Reads that fail are results of their own; whatever follows a write that failed is not done by a worker.
   */
  run(cmdlets: Cmdlet[], address: string): Promise<CmdletResult[]>
}

/** Lists of any length: the service answers page by page, and the same request is sent to each next link. */
export interface CmdletLister {
  list(cmdlet: Cmdlet, properties: string[]): Promise<CmdletResult>
}
