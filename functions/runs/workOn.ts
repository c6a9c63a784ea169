import type { Command } from '../../shared/room/command.ts'
import { retry, stop, takeIn } from '../../shared/room/intake.ts'
import type { RequestRecord } from '../../shared/room/record.ts'
import type { Engine } from './engine.ts'
import { lookAfter } from './lookAfter.ts'

type Needs = Parameters<typeof lookAfter>[0]

/** Takes a command into its record and does what is due. */
export async function workOn(world: Needs, engine: Engine, command: Command): Promise<void> {
  await world.requests.change(command.requestId, toStep(command))
  await lookAfter(world, engine, command.requestId)
}

function toStep(command: Command): (record: RequestRecord | undefined) => RequestRecord | undefined {
  switch (command.kind) {
    case 'request':
    case 'withdraw':
      return (record) => takeIn(record, command)
    case 'stop':
      return (record) => record && stop(record, command.at)
    case 'retry':
      return (record) => record && retry(record, command.at)
    case 'look':
      return (record) => record
  }
}
