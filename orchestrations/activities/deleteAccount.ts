import { bindingStep, setFree } from '../../shared/deviceOfRequest.ts'
import { toRefused } from '../../shared/failures.ts'
import { done, type Outcome } from '../../shared/outcome.ts'
import { foldRetirement } from '../../shared/room/estate/account.ts'
import type { AccountRef } from '../../shared/room/plan.ts'
import { roomOfRun } from '../../shared/room/record.ts'
import { restorableUntil, type Retired } from '../../shared/room/retirement.ts'
import type { World } from '../../shared/world.ts'
import { activity, type RunContext } from '../activity.ts'

type Needs = Pick<World, 'rooms' | 'devices' | 'audit' | 'accounts' | 'clock'>

/** Deletes the account with its mailbox and reads that it is gone; then its devices are free, and the list of accounts says so. One that was gone before is left alone. */
export const deleteAccount = activity(
  'deleteAccount',
  async (world: Needs, account: AccountRef, run): Promise<Outcome<Retired>> => {
    const snapshot = await world.rooms.read(account)
    if ('kind' in snapshot) return toRefused(snapshot, 'reading rooms')
    const { user, holder } = snapshot
    if (!user && !holder) return conclude(world, account.address, run)
    const id = user?.id ?? account.userId
    if (id !== undefined && !isWritten(run)) {
      await run.claim({ kind: 'deletion', name: id, isDone: false })
      const effect = await world.rooms.deleteAccount(id)
      if (effect.kind === 'failed') return toRefused(effect, 'deleting accounts')
      await run.claim({ kind: 'deletion', name: id, isDone: true })
    }
    return run.wait('settings-visible', { facts: { settings: 'Account deleted' } })
  },
)

const isWritten = ({ record, attempt }: RunContext): boolean =>
  record.claims.some((one) => one.kind === 'deletion' && one.attempt === attempt && one.isDone)

async function conclude(world: Needs, address: string, run: RunContext): Promise<Outcome<Retired>> {
  const { requestId, record } = run
  const freed = await freeDevices(world, address, run)
  const at = world.clock.now().toISOString()
  const known = (await world.accounts.read(address))?.retired
  const retired = known ?? { requestId, at, restorableUntil: restorableUntil(at) }
  await world.accounts.change(address, (row) => foldRetirement(row, address, roomOfRun(record)?.name ?? '', retired))
  const isOurs = record.claims.some(({ kind }) => kind === 'deletion')
  const facts = { until: retired.restorableUntil, devices: freed.join(', ') }
  return done(facts, isOurs ? [{ setting: 'mailbox.type', from: 'RoomMailbox', to: 'deleted' }] : [])
}

async function freeDevices({ devices, audit, clock }: Needs, account: string, run: RunContext): Promise<string[]> {
  const { requestId, attempt } = run
  const bound = (await devices.find(account)).map(({ id }) => id)
  for (const id of bound) {
    await devices.release(id, account)
    const at = clock.now().toISOString()
    await audit.write({ at, requestId, attempt, step: `${bindingStep} retired`, account, changes: [setFree(id)] })
  }
  return bound
}
