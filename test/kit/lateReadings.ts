import type { Snapshot } from '../../shared/room/snapshot.ts'
import { address } from './rooms.ts'
import type { aStory } from './story.ts'

/** Replicas lag: readings of the room show what stood there some seconds ago; units of licences are counted as they are. */
export function readLate({ clock, tenant }: Pick<ReturnType<typeof aStory>, 'clock' | 'tenant'>, seconds = 40): void {
  const now = () => clock.now().getTime()
  const noteRoom = () => ({ since: now(), room: structuredClone(tenant.at(address)) })
  const first = noteRoom()
  const history = [first]
  const noting =
    <Given extends unknown[], Result>(write: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      try {
        return await write(...given)
      } finally {
        history.push(noteRoom())
      }
    }
  const roomThen = (): Snapshot =>
    structuredClone((history.findLast(({ since }) => since <= now() - seconds * 1_000) ?? first).room)

  const { rooms } = tenant
  const real = { ...rooms }
  rooms.create = noting((...given) => real.create(...given))
  rooms.configure = noting((...given) => real.configure(...given))
  rooms.prepareAccount = noting((...given) => real.prepareAccount(...given))
  rooms.setEnabled = noting((...given) => real.setEnabled(...given))
  rooms.changeLicences = noting((...given) => real.changeLicences(...given))
  rooms.read = async (asked) => {
    const seen = await real.read(asked)
    return 'kind' in seen || asked.address !== address ? seen : { ...roomThen(), skus: seen.skus }
  }
}
