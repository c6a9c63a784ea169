import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import { aCommand } from '../../kit/records.ts'
import { address, aRoom } from '../../kit/rooms.ts'
import { aUser, compliantRoom, nothingThere, personsMailbox } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

/** A check of what stands at the address. */
async function check(there: Snapshot, asked: Parameters<typeof aRoom>[0] = {}) {
  const story = aStory()
  story.tenant.put(there)
  story.tell(aCommand({ room: aRoom({ action: 'check', ...asked }) }))
  await story.run()
  return { ...story, said: story.comments.at(-1)?.text ?? '', last: story.comments.at(-1) }
}

describe('a check of a room that is right', () => {
  it('ends ready, changes nothing, and reads it and its sign-in once', async () => {
    const { tenant, find } = await check(compliantRoom())

    expect((await find()).run).toMatchObject({ kind: 'ended', end: 'ready' })
    expect(tenant.calls).toEqual(['read', 'readSignIn'])
    expect((await find()).claims).toEqual([])
  })

  it('answers what is right, and not that it was made ready', async () => {
    const { said, last, comments } = await check(compliantRoom())

    expect(last?.state).toBe('resolved')
    expect(comments).toHaveLength(2)
    expect(said).toContain('The room "Board" (OSL) was checked; nothing was changed.')
    expect(said).toContain('- Building: Fjordgata 1')
    expect(said).not.toContain('is ready')
  })

  it('is no reason for others to leave the account as it is', async () => {
    const { world } = await check(compliantRoom())

    expect(await world.audit.ofAccount(address)).toEqual([])
  })
})

describe('a check of a room that is wrong', () => {
  it('ends with a person and says what is and what should be', async () => {
    const { tenant, find, said, last } = await check(compliantRoom({ user: aUser({ isEnabled: false }) }), {
      building: 'Elsewhere 2',
    })

    expect((await find()).run).toMatchObject({
      end: 'needs a person',
      code: 'check-found-differences',
      facts: { wrong: 2, unknown: 0 },
    })
    expect(last?.state).toBe('failed')
    expect(said).toContain('- Building: is Fjordgata 1, should be Elsewhere 2')
    expect(said).toContain('- Sign-in allowed: is no, should be yes')
    expect(tenant.writes()).toEqual([])
  })

  it('tells what could not be read apart from what is wrong', async () => {
    const { regional: _, ...there } = compliantRoom()

    const { said, find } = await check(there)

    expect(said).toMatch(/Could not be read:\n- .*: not readable/)
    expect((await find()).run).toMatchObject({ code: 'check-found-differences', facts: { wrong: 0 } })
  })

  it('finds that there is no room, and makes none', async () => {
    const { said, tenant } = await check(nothingThere())

    expect(said).toContain(`is nothing, should be a room mailbox at ${address}`)
    expect(tenant.count()).toBe(1)
    expect(tenant.writes()).toEqual([])
  })

  it("says that a person's mailbox is none", async () => {
    const { said, find } = await check(personsMailbox())

    expect((await find()).run).toMatchObject({ kind: 'ended' })
    expect(said).toContain('could not be checked')
  })
})

it('nobody has to agree to a check', async () => {
  const story = aStory()
  story.world.approvalReasons = ['convert', 'reuse']
  story.tenant.put(compliantRoom({ meetings: 3 }))
  story.tell(aCommand({ room: aRoom({ action: 'check', building: 'Elsewhere 2' }) }))

  await story.run()

  expect((await story.find()).approval).toBeUndefined()
  expect((await story.find()).run).toMatchObject({ code: 'check-found-differences' })
})
