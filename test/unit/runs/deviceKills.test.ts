import { describe, expect, it } from 'vitest'
import { bindLater, findTurnAfterBinding, idsAt, ready, withDevice, type Story } from '../../kit/deviceStories.ts'
import type { Death } from '../../kit/mortal.ts'
import { aWithdrawal } from '../../kit/records.ts'
import { aStory } from '../../kit/story.ts'

/** A story for each death, before and after every call of the back. */
async function tellAllDeaths(tell: (death?: Death) => Promise<{ story: Story; calls: number }>) {
  const { calls } = await tell()
  const told: { death: string; story: Story }[] = []
  for (let at = 1; at <= calls; at++)
    for (const when of ['before', 'after'] as const)
      told.push({ death: `${when} call ${at}`, story: (await tell({ at, when })).story })
  return told
}

async function findBroken(told: { death: string; story: Story }[]): Promise<string[]> {
  const broken: string[] = []
  for (const { death, story } of told) {
    const { run, changed } = await story.find()
    const isBound =
      (await idsAt(story)).join() === 'ABC123' && changed.filter((line) => line === 'Device: ABC123').length === 1
    const said = story.comments.filter(({ text }) => text.includes('ABC123')).length
    const isClean = (await story.reservations.list()).length === 0
    if (!isBound || !isClean || said !== 1 || run.kind !== 'ended' || run.end !== 'ready') broken.push(death)
  }
  return broken
}

describe('whatever call the process dies at,', () => {
  it('the device that a request names is bound once, said once, and held by nobody', async () => {
    const told = await tellAllDeaths(async (death) => {
      const story = aStory()
      story.tell(withDevice())
      return { story, calls: await story.run(death) }
    })

    expect(told.length).toBeGreaterThan(150)
    expect(await findBroken(told)).toEqual([])
  })

  it('the device that is bound later is bound once, said once, and held by nobody', async () => {
    const told = await tellAllDeaths(async (death) => {
      const story = await ready()
      story.tell(bindLater())
      return { story, calls: await story.run(death) }
    })

    expect(told.length).toBeGreaterThan(20)
    expect(await findBroken(told)).toEqual([])
  })

  it('a request that is cancelled after it has bound the device leaves none bound', async () => {
    const turn = await findTurnAfterBinding()
    const told = await tellAllDeaths(async (death) => {
      const story = aStory()
      story.tell(withDevice())
      story.at(turn, () => story.tell(aWithdrawal()))
      return { story, calls: await story.run(death) }
    })

    const left: string[] = []
    for (const { death, story } of told) {
      const { run } = await story.find()
      const isCancelled = run.kind === 'ended' && run.end === 'cancelled'
      if ((await idsAt(story)).join() !== (isCancelled ? '' : 'ABC123')) left.push(death)
    }
    expect(left).toEqual([])
  })
})
