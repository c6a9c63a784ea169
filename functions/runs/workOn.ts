import { checkTenant } from '../../shared/checkTenant.ts'
import type { Command } from '../../shared/room/command.ts'
import { consult, takeDecision } from '../../shared/room/decide.ts'
import { retry, stop, takeIn } from '../../shared/room/intake.ts'
import { restore } from '../../shared/room/restore.ts'
import type { Decision, RequestRecord } from '../../shared/room/record.ts'
import type { World } from '../../shared/world.ts'
import { bindLater } from './bindLater.ts'
import { changeBatch, isOfBatch, type BatchCommand } from './changeBatch.ts'
import { changeEstate, isOfEstate, type EstateCommand } from './changeEstate.ts'
import type { Engine } from './engine.ts'
import { lookAfter } from './lookAfter.ts'
import { revealPassword } from './revealPassword.ts'
import { setSubnetPlan } from './setSubnetPlan.ts'

type Needs = Parameters<typeof setSubnetPlan>[0] &
  Parameters<typeof changeEstate>[0] &
  Parameters<typeof changeBatch>[0] &
  Parameters<typeof lookAfter>[0] &
  Parameters<typeof checkTenant>[0] &
  Parameters<typeof bindLater>[0] &
  Parameters<typeof revealPassword>[0] &
  Pick<World, 'quarantine'>

/** Takes a command into its record and does what is due; what is of no request is done at once. */
export async function workOn(world: Needs, engine: Engine, command: Command): Promise<void> {
  if (command.kind === 'subnet-plan') return setSubnetPlan(world, command)
  if (command.kind === 'preflight') return checkTenant(world, command.at)
  if (command.kind === 'settle-quarantined') {
    const { messageId, is, by, at } = command
    return world.quarantine.settle(messageId, { is, by, at })
  }
  if (isOfEstate(command)) return changeEstate(world, engine, command)
  if (isOfBatch(command)) return changeBatch(world, engine, command)
  if (command.kind === 'bind') await bindLater(world, command)
  else if (command.kind === 'reveal') await revealPassword(world, command)
  else await world.requests.change(command.requestId, toStep(command))
  await lookAfter(world, engine, command.requestId)
}

type Decided = Extract<Command, { kind: 'approve' | 'reject' }>

const toDecision = ({ kind, by, at, reason }: Decided): Decision => ({
  is: kind === 'approve' ? 'approved' : 'rejected',
  by,
  at,
  ...(reason !== undefined && { reason }),
})

function toStep(
  command: Exclude<
    Command,
    EstateCommand | BatchCommand | { kind: 'preflight' | 'bind' | 'reveal' | 'subnet-plan' | 'settle-quarantined' }
  >,
): (record: RequestRecord | undefined) => RequestRecord | undefined {
  switch (command.kind) {
    case 'request':
    case 'withdraw':
      return (record) => takeIn(record, command)
    case 'stop':
      return (record) => record && stop(record, command.at)
    case 'retry':
      return (record) => record && retry(record, command.at)
    case 'restore':
      return (record) => record && restore(record, command.at, command.by)
    case 'approve':
    case 'reject':
      return (record) => record && takeDecision(record, toDecision(command), command.plan)
    case 'consult':
      return (record) => record && consult(record, command.at)
    case 'look':
      return (record) => record
  }
}
