import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Transient } from '../../../shared/http/transient.ts'
import { aCommand, after, requestId } from '../../kit/records.ts'
import { nothingThere } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

const person = { requestId, by: 'ada@contoso.com' }
/** More turns of the event loop than a whole step takes. */
const aWhile = async () => {
  for (let turn = 0; turn < 60; turn++) await setImmediate()
}

describe('a mailbox whose creation was not answered', () => {
  it('is known to be ours after a refusal too, so that a retry sets its password', async () => {
    const story = aStory()
    const { rooms } = story.tenant
    const real = { ...rooms }
    let created = 0
    let isHidden = false
    rooms.create = async (given) => {
      created += 1
      if (created === 2) return { kind: 'failed', reason: 'other', text: 'some error' }
      const effect = await real.create(given)
      if (created > 1) return effect
      isHidden = true
      throw new Transient('the answer was lost', 5)
    }
    rooms.read = async (asked) => {
      const seen = isHidden ? nothingThere({ address: asked.address }) : await real.read(asked)
      isHidden = false
      return seen
    }
    story.tell(aCommand())
    await story.run()
    expect((await story.find()).run).toMatchObject({ end: 'needs a person', facts: { text: 'some error' } })

    story.tell({ kind: 'retry', ...person, at: after(9_000) })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(story.tenant.count()).toBe(1)
    expect(story.tenant.passwords.size).toBe(1)
  })

  it('is listed as perhaps left when the request is cancelled before it shows', async () => {
    const story = aStory()
    const { rooms } = story.tenant
    const real = { ...rooms }
    let isHidden = false
    rooms.create = async (given) => {
      await real.create(given)
      isHidden = true
      story.tell({ kind: 'stop', ...person, at: after(500) })
      throw new Transient('the answer was lost', 5)
    }
    rooms.read = async (asked) => (isHidden ? nothingThere({ address: asked.address }) : real.read(asked))
    story.tell(aCommand())

    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
    expect(story.comments.at(-1)?.text).toContain('perhaps the room mailbox')
  })
})

describe('the step that makes the mailbox, at work twice at once,', () => {
  it.each([
    ['first', 1],
    ['second', 2],
  ])('knows the mailbox as ours when the %s one is slower', async (_, slower) => {
    const story = aStory('twice at once')
    const { rooms } = story.tenant
    const real = { ...rooms }
    let created = 0
    rooms.create = async (given) => {
      created += 1
      if (created === slower) await aWhile()
      return real.create(given)
    }
    story.tell(aCommand())

    await story.run()

    expect(created).toBe(2)
    expect((await story.find()).run).toMatchObject({ end: 'ready', facts: { password: 'new' } })
    expect(story.tenant.count()).toBe(1)
    expect(story.tenant.passwords.size).toBe(1)
  })
})
