import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import { toView } from '../../../shared/room/view.ts'
import { aCommand } from '../../kit/records.ts'
import { address } from '../../kit/rooms.ts'
import { aHolder, aMailbox, aUser, compliantRoom } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'
import { settingsOf, old, aReadyStory, restoreAt } from '../../kit/restoring.ts'

const otherId = 'b'.repeat(20)

describe('nothing is put back', () => {
  it('into a room that needed no change, or that this request has made', async () => {
    const compliant = await aReadyStory(compliantRoom())
    const made = aStory()
    made.tell(aCommand())
    await made.run()

    for (const story of [compliant, made]) {
      const record = await story.find()
      story.tell(restoreAt(story.now(60)))
      await story.run()

      expect(toView(record, []).actions).toEqual(['retry'])
      expect(await story.find()).toEqual(record)
    }
  })

  it('into an account that another request has worked on since, and the room stays ready', async () => {
    const story = await aReadyStory()
    story.tell(aCommand({ requestId: otherId, ticket: 'T-2' }))
    await story.run()
    expect((await story.find(otherId)).run).toMatchObject({ end: 'ready' })
    const writes = story.tenant.writes().length

    story.tell(restoreAt(story.now()))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready', code: 'not-put-back' })
    expect(story.tenant.writes()).toHaveLength(writes)
    expect(story.comments.at(-1)?.text).toContain(`Another request has worked on ${address} since.`)
    expect(story.comments.at(-1)).not.toHaveProperty('state')
  })

  it.each<[string, Partial<Snapshot>, string]>([
    [
      'a person',
      {
        holder: aHolder({ type: 'UserMailbox' }),
        mailbox: aMailbox({ RecipientTypeDetails: 'UserMailbox' }),
        user: aUser({ personalDetails: ['a job title'] }),
      },
      'Mailboxes of people are never changed',
    ],
    ['an administrator', { user: aUser({ isPrivileged: true }) }, 'has rights over the directory'],
  ])('into an account that belongs to %s by now', async (_, changes, words) => {
    const story = await aReadyStory()
    story.tenant.put(compliantRoom(changes))
    const writes = story.tenant.writes().length

    story.tell(restoreAt(story.now()))
    await story.run()

    expect(story.tenant.writes()).toHaveLength(writes)
    expect((await story.find()).run).toMatchObject({ end: 'ready', code: 'not-put-back' })
    expect(story.comments.at(-1)?.text).toContain(words)
  })

  it('where Microsoft 365 refuses it: a person must look, and can press again', async () => {
    const story = await aReadyStory()
    story.tenant.fail('configure', { kind: 'failed', reason: 'other', text: 'no' })
    const first = restoreAt(story.now())

    story.tell(first)
    await story.run()
    story.tell(first)
    await story.run()
    const { run } = await story.find()
    expect(run).toMatchObject({ end: 'needs a person', code: 'not-put-back' })
    expect(toView(await story.find(), []).actions).toEqual(['retry', 'restore'])
    expect(story.comments.at(-1)).not.toHaveProperty('state')
    story.clock.advance(60)
    story.tell(restoreAt(story.now()))
    await story.run()

    expect(settingsOf(story)).toEqual(old)
    expect((await story.find()).run).toMatchObject({ end: 'cancelled' })
  })
})
