import type { Bag } from '../room/snapshot.ts'
import type { Cmdlet, CmdletRunner } from './cmdletRunner.ts'
import type { Effect } from './effect.ts'

/** Of a list the room is a member, not what is written to. */
export const isOfList = (cmdlet: string): boolean => /-DistributionGroup(?:Member)?$/.test(cmdlet)

/**
 * Puts the room into the list that the writes name, or takes it out. A list that is missing is made with the room in it;
 * whoever made it meanwhile has not put this room into it. Done also where it is so already.
 */
export async function writeList(
  runner: CmdletRunner,
  address: string,
  writes: { cmdlet: string; parameters: Bag }[],
): Promise<Effect> {
  const run = async (name: string, parameters: Bag): Promise<Effect> => {
    const [result] = await runner.run([{ name, parameters } satisfies Cmdlet], address)
    return result?.kind === 'failed' && result.reason !== 'settled' ? result : { kind: 'done' }
  }
  for (const { cmdlet, parameters } of writes.filter((write) => isOfList(write.cmdlet))) {
    if (cmdlet !== 'New-DistributionGroup') return run(cmdlet, { ...parameters, Member: address })
    const made = await run(cmdlet, { ...parameters, RoomList: true, Members: [address] })
    if (made.kind === 'done' || made.reason !== 'taken') return made
  }
  return { kind: 'done' }
}
