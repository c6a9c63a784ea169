import { keepLook } from '../../shared/keepLook.ts'
import { isOnServer, readAccount } from '../../shared/repairAccount.ts'
import type { Command } from '../../shared/room/command.ts'
import { markGone, type RoomAccount } from '../../shared/room/estate/account.ts'
import { endException, grantException } from '../../shared/room/estate/exceptions.ts'
import { endJob } from '../../shared/room/estate/job.ts'
import type { World } from '../../shared/world.ts'
import type { Engine } from './engine.ts'
import { startJob } from './lookAfterJobs.ts'

type Needs = Parameters<typeof startJob>[0] & Pick<World, 'rooms' | 'accounts' | 'topologies'>

const kinds = ['scan', 'repair', 'stop-job', 'recheck', 'except', 'end-exception'] as const
export type EstateCommand = Extract<Command, { kind: (typeof kinds)[number] }>

export const isOfEstate = (command: Command): command is EstateCommand =>
  (kinds as readonly string[]).includes(command.kind)

/** What is done to accounts, and not for a request. */
export async function changeEstate(world: Needs, engine: Engine, command: EstateCommand): Promise<void> {
  switch (command.kind) {
    case 'scan':
      return startJob(world, engine, { kind: 'scan', id: command.jobId, at: command.at, by: command.by })
    case 'repair': {
      const { kind, jobId: id, at, by, scope, edits } = command
      return startJob(world, engine, { kind, id, at, by, scope, ...(edits && { edits }) })
    }
    case 'stop-job':
      return stopJob(world, command)
    case 'recheck':
      return recheck(world, command.account)
    case 'except': {
      const { exception, by, at } = command
      return changeExceptions(world, command.account, (known) => grantException(known, { ...exception, by, at }))
    }
    case 'end-exception':
      return changeExceptions(world, command.account, (known) => endException(known, command.setting))
  }
}

/** Pages that are at work end as they are. */
async function stopJob({ jobs }: Needs, { jobId, at }: { jobId: string; at: string }): Promise<void> {
  const job = await jobs.read(jobId)
  if (!job) return
  await jobs.change(job, (known) => (known?.id === jobId ? endJob(known, { state: 'cancelled' }, at) : known))
  // No run is there to do it.
  if (job.state === 'paused' || job.state === 'arriving') await jobs.dropPages(jobId)
}

/** Throws when Microsoft 365 is busy; the queue brings the command back. */
async function recheck(world: Needs, address: string): Promise<void> {
  // What requests have found of it stays.
  if (isOnServer(world, address)) return
  const { at, isWhole, snapshot } = await readAccount(world, address)
  if ('kind' in snapshot) {
    world.log.warn('an account could not be read', { account: address, reason: snapshot.text })
    return
  }
  if (snapshot.holder?.type === 'RoomMailbox') {
    await keepLook(world, { at, snapshot, isWhole })
    return
  }
  await world.accounts.change(address, (known) => known && markGone(known, at))
}

const changeExceptions = async (
  { accounts }: Needs,
  address: string,
  step: (exceptions: RoomAccount['exceptions']) => RoomAccount['exceptions'],
): Promise<void> =>
  void (await accounts.change(address, (known) => known && { ...known, exceptions: step(known.exceptions) }))
