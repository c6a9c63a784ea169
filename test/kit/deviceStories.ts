import type { Command } from '../../shared/room/command.ts'
import type { Binding, Device } from '../../shared/room/device.ts'
import { aCommand, after, requestId } from './records.ts'
import { address, aRoom } from './rooms.ts'
import { aStory } from './story.ts'

export type Story = ReturnType<typeof aStory>

export const second = 'b'.repeat(20)
export const elsewhere = 'mtr-oslo-5-fjord@contoso.com'
export const abc = { id: 'ABC123', kind: 'room' } as const
export const aRoomWith = (device: Device | undefined, rest: Parameters<typeof aRoom>[0] = {}) =>
  aRoom({ device, ...rest })
export const withDevice = (id = 'ABC123', revision = 1) => aCommand({ revision, room: aRoomWith({ id, kind: 'room' }) })
export const fromElsewhere = (device?: Device) =>
  aCommand({
    requestId: second,
    ticket: 'T-2',
    room: aRoomWith(device, { address: elsewhere, name: 'Fjord', floor: '5' }),
  })
export const theBinding: Binding = { ...abc, account: address, room: 'Board' }
export const bindLater = (device: Device = abc, at = after(90_000)): Command => ({
  kind: 'bind',
  requestId,
  at,
  by: 'rita@contoso.com',
  device,
})
export const idsAt = async ({ world }: Story, account = address) =>
  (await world.devices.find(account)).map(({ id }) => id)
export const lastOf = ({ comments }: Story, ticket = 'T-1') =>
  comments.findLast((comment) => comment.ticket === ticket)?.text
const isWorkedOnBy = (story: Story, step: string) =>
  story.world.steps.list(requestId).then((rows) => rows.some((row) => row.step === step))

/** One room that is ready, with its story. */
export async function ready(command = aCommand()): Promise<Story> {
  const story = aStory()
  story.tell(command)
  await story.run()
  return story
}

/** The turn after which the device is bound and the request is not ready yet. */
export async function findTurnAfterBinding(command = withDevice()): Promise<number> {
  for (let turn = 1; ; turn++) {
    const story = aStory()
    let isSeen = false
    story.tell(command)
    story.at(turn, () => void isWorkedOnBy(story, 'bindDevice').then((is) => (isSeen = is)))
    await story.run()
    if (isSeen) return turn
    if (turn > story.turns()) throw new Error('it is never bound')
  }
}
