import type { TenantFacts } from '../accounts.ts'
import type { Look } from '../look.ts'
import type { Recipient, World } from '../world.ts'
import type { CmdletName, ParametersOf } from './cmdletData.ts'

export interface ExchangeView {
  facts: TenantFacts
  world: World
  look: Look
  /** ISO time of the call. */
  now: string
  /** X-AnchorMailbox: by whose mailbox the call is routed. */
  anchor: string
}

/** Recipients in the order of their ids, shown page by page. */
export interface Listing {
  found: Recipient[]
  most: number
  show(recipient: Recipient): object
}

export interface CmdletResult {
  value?: object[]
  listing?: Listing
  warnings?: string[]
}

export type CmdletFunction<C extends CmdletName> = (parameters: ParametersOf<C>, view: ExchangeView) => CmdletResult

/** A write that changed nothing says so, and only so. */
export function unchanged({ name }: Recipient): CmdletResult {
  return { warnings: [`The command completed successfully but no settings of '${name}' have been modified.`] }
}

/** The given parameters that are settings, not the identity, and differ from what is there. */
export function differing<T extends object>(
  given: Partial<T> & { Identity?: unknown },
  current: Partial<T>,
): Partial<T> {
  const { Identity: _, ...settings } = given
  const isNew = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(current[name as keyof T] ?? null)
  return Object.fromEntries(Object.entries(settings).filter(isNew)) as Partial<T>
}
