import { describe, expect, it } from 'vitest'
import type { Death } from '../../kit/mortal.ts'
import { settingsOf, old, aReadyStory, restoreAt, told } from '../../kit/restoring.ts'

describe('whatever call the process dies at while earlier settings go back,', () => {
  const tell = async (death?: Death) => {
    const story = await aReadyStory()
    story.tell(restoreAt(story.now()))
    const calls = await story.run(death)
    return { ...story, calls }
  }

  it('they are back in the end, and the ticket is told once', async () => {
    const { calls } = await tell()
    const broken: string[] = []
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const) {
        const story = await tell({ at, when })
        const { run } = await story.find()
        const isBack = JSON.stringify(settingsOf(story)) === JSON.stringify(old)
        const isOver = run.kind === 'ended' && run.end === 'cancelled'
        if (!isBack || !isOver || told(story, 'were put back by').length !== 1) broken.push(`${when} call ${at}`)
      }

    expect(calls).toBeGreaterThan(20)
    expect(broken).toEqual([])
  })
})
