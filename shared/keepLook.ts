import { foldObservation, type RoomAccount, type Wish } from './room/estate/account.ts'
import { observe, type Look } from './room/estate/observe.ts'
import type { World } from './world.ts'

/** Keeps what a look at an account found, against what is asked for now or was asked for last; a look that began later stays. */
export async function keepLook(
  { accounts }: Pick<World, 'accounts'>,
  look: Look,
  wish?: Pick<Wish, 'room'>,
): Promise<RoomAccount> {
  const fold = (known: RoomAccount | undefined) => foldObservation(known, observe(look, wish ?? known?.wish))
  return (await accounts.change(look.snapshot.address, fold)) ?? fold(undefined)
}
