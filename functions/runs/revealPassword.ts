import { secondsAfter, secondsSince } from '../../shared/room/times.ts'
import { checks, type Check } from '../../shared/room/checklist.ts'
import { passwordVersionOf } from '../../shared/room/claims.ts'
import type { Command } from '../../shared/room/command.ts'
import { findHindrance, findUnfit, keepHandover, keptSeconds, type Hindrance } from '../../shared/room/handover.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { Denied, Superseded } from '../../shared/vault/passwords.ts'
import type { World } from '../../shared/world.ts'

type Needs = Pick<World, 'requests' | 'passwords' | 'reveals' | 'audit' | 'certificates' | 'clock' | 'log'>
type Asking = Extract<Command, { kind: 'reveal' }>

/**
 * Seals the password of a room that is ready to the key of the page that asks, once; or says there why not. Everything that the front has looked at is looked at again.
 * Delivered again it finds its own answer; so late that nobody waits any more it does nothing, because a version that is given away is not shown again.
 */
export async function revealPassword(world: Needs, command: Asking): Promise<void> {
  const { requestId, revealId: id, by, at } = command
  const now = world.clock.now()
  if (secondsSince(at, now) > keptSeconds) {
    world.log.warn('a reveal came too late', { request: requestId })
    return
  }
  const record = (await world.requests.read(requestId))?.record
  if (!record || (await world.reveals.read(id))) return
  const found = await tryToReveal(world, record, command)
  await audit(world, record, command, found.refused)
  await world.reveals.keep({ id, requestId, by, expiresAt: secondsAfter(now, keptSeconds), ...found })
}

type Found = { sealed: string; refused?: undefined } | { refused: Hindrance }

async function tryToReveal(world: Needs, record: RequestRecord, command: Asking): Promise<Found> {
  const { revealId: id, by, key, ticks } = command
  const refused = findHindrance(record, by, id) ?? findUnfit(ticks, world.certificates)
  const { account } = record
  const version = passwordVersionOf(record)
  if (refused || account === undefined || version === undefined) return { refused: refused ?? tooEarly }
  const sealed = await world.passwords.seal(version, account, key)
  if (typeof sealed !== 'string') return { refused: toHindrance(sealed, account) }
  const hindrance = await giveAway(world, command, version)
  return hindrance ? { refused: hindrance } : { sealed }
}

const toHindrance = ({ reason }: Denied | Superseded, account: string): Hindrance =>
  reason === 'denied'
    ? { code: 'permission-missing', facts: { what: vaultRight } }
    : { code: 'password-not-ours', facts: { account } }

/** Before anybody gets it: of two that ask at once one is first. */
async function giveAway(
  { requests }: Needs,
  { requestId, revealId: id, by, at }: Asking,
  version: string,
): Promise<Hindrance | undefined> {
  const known = await requests.change(requestId, (one) => one && keepHandover(one, { id, by, at }))
  const isOurs = known?.handovers?.some((one) => one.id === id && one.version === version) === true
  return isOurs ? undefined : ((known && findHindrance(known, by, id)) ?? tooEarly)
}

const tooEarly: Hindrance = { code: 'handover-too-early', facts: {} }
const vaultRight = 'reading passwords in the vault: the role Key Vault Secrets Officer'

/** Who asked, what he answered for, and what came of it. */
async function audit(
  { audit: book }: Needs,
  { id: requestId, attempts: attempt, account = '' }: RequestRecord,
  { revealId, at, by, ticks }: Asking,
  refused: Hindrance | undefined,
): Promise<void> {
  const answers = (Object.keys(checks) as Check[]).map((check) => ({
    setting: checks[check],
    from: '',
    to: ticks[check] ?? 'not asked',
  }))
  const outcome = {
    setting: 'sign-in data',
    from: '',
    to: refused ? `not shown to ${by}: ${refused.code}` : `shown to ${by}`,
  }
  const step = `revealPassword ${revealId}`
  await book.write({ at, requestId, attempt, step, account, changes: [outcome, ...answers] })
}
