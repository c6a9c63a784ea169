import { describe, expect, it } from 'vitest'
import { stages } from '../../../functions/back/stages.ts'
import { sweeper } from '../../../functions/back/sweeper.ts'
import { daysBefore } from '../../../shared/room/dates.ts'
import { toView } from '../../../shared/room/view.ts'
import { aCommand, requestId, start } from '../../kit/records.ts'
import { aRoom } from '../../kit/rooms.ts'
import { aStory } from '../../kit/story.ts'

const day = 86_400
const inDays = (days: number): string => daysBefore(start.slice(0, 10), -days)
const askFor = (installOn: string, revision = 1) => aCommand({ revision, room: aRoom({ installOn }) })

/** A request for a device that comes in so many days, as far as it goes today. */
async function aStoryOf(days: number) {
  const story = aStory()
  story.tell(askFor(inDays(days)))
  await story.settle()
  await story.minutes(90)
  const pass = async (seconds: number) => {
    story.clock.advance(seconds)
    await sweeper(story.world)(story.engine)
    await story.settle()
    await story.minutes(90)
  }
  const told = () => story.comments.map(({ text }) => text).join('\n')
  const licencesOf = async () => (await story.find()).claims.filter(({ kind }) => kind === 'licence')
  const look = async () => {
    await stages(story.world)()
    await story.settle()
  }
  return { ...story, pass, told, licencesOf, look }
}

describe('a device that comes in two months', () => {
  it('has its account at once and waits for the licence, which the ticket and the page say', async () => {
    const { find, told, licencesOf } = await aStoryOf(60)

    const record = await find()
    expect(record.run).toMatchObject({ kind: 'parked', why: 'licence-day', notBefore: `${inDays(39)}T00:00:00.000Z` })
    expect(record.claims.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mailbox', 'password']))
    expect(await licencesOf()).toEqual([])
    expect(record.holds.filter(({ kind }) => kind === 'licence-unit')).toEqual([])
    expect(told()).toContain(`Its licence is assigned on ${inDays(39)}, before the installation on ${inDays(60)}`)
    expect(toView(record, []).waitingFor).toBe('the day from which its licence is assigned')
  })

  it('gets it on its day by itself, and not the day before', async () => {
    const { pass, find, told, comments } = await aStoryOf(60)

    await pass(38 * day)
    const before = (await find()).run
    await pass(1 * day)

    expect(before.kind).toBe('parked')
    expect((await find()).run).toMatchObject({ kind: 'ended', end: 'ready' })
    expect(told()).toContain('is ready for')
    expect(comments.filter(({ text }) => text.includes('Its licence is assigned on'))).toHaveLength(1)
  })

  it('gets it at once when the ticket says that the device comes sooner', async () => {
    const { tell, pass, find } = await aStoryOf(60)

    tell(askFor(inDays(10), 2))
    await pass(0)

    expect((await find()).run).toMatchObject({ kind: 'ended', end: 'ready' })
  })

  it('is given up like any other request', async () => {
    const { tell, pass, find, now } = await aStoryOf(60)

    tell({ kind: 'stop', requestId, at: now(), by: 'rita@contoso.com' })
    await pass(0)

    expect((await find()).run).toMatchObject({ kind: 'ended', end: 'cancelled' })
  })
})

describe('a room that is ready before its device comes', () => {
  it('is looked at again three working days before, once, and the ticket hears of it', async () => {
    const { clock, look, told, find, comments } = await aStoryOf(18)
    const promised = told()
    const until = (Date.parse('2026-12-08T00:00:00Z') - clock.now().getTime()) / 1_000

    clock.advance(until - 1)
    await look()
    const early = told()
    clock.advance(1)
    await look()
    await look()

    // The installation is on Friday, 11 December.
    expect(promised).toContain('It is looked at again on 2026-12-08')
    expect(early).not.toContain('Looked at again')
    expect(told()).toContain(`Looked at again before the installation on ${inDays(18)}: everything`)
    expect(comments.filter(({ text }) => text.startsWith('Looked at again'))).toHaveLength(1)
    expect(toView(await find(), []).stages).toContainEqual(
      expect.objectContaining({ id: 'looked-again', at: '2026-12-08T00:00:00.000Z', isOpen: false }),
    )
  })

  it('and what is not right any more is named on the ticket', async () => {
    const { world, clock, look, told } = await aStoryOf(18)
    const { rooms } = world
    const read: typeof rooms.read = async (target) => {
      const snapshot = await rooms.read(target)
      return 'kind' in snapshot || !snapshot.user ? snapshot : { ...snapshot, user: { ...snapshot.user, licences: [] } }
    }
    world.rooms = { ...rooms, read }
    clock.advance(16 * day)

    await look()

    expect(told()).toMatch(/is not as it should be:\n- Teams Rooms licence: is none/)
  })

  it('is not looked at again where it is ready on that day or later', async () => {
    const { find, told } = await aStoryOf(3)

    expect((await find()).stages?.some(({ stage }) => stage === 'looked-again') ?? false).toBe(false)
    expect(told()).toContain(`Late: the installation is on ${inDays(3)}, in 3 days.`)
    expect(told()).not.toContain('It is looked at again')
  })
})
