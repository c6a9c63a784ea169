import { describe, expect, it } from 'vitest'
import { stages } from '../../../functions/back/stages.ts'
import type { Snapshot } from '../../../shared/room/snapshot.ts'
import type { Death } from '../../kit/mortal.ts'
import { aCommand, requestId } from '../../kit/records.ts'
import { address, anAction } from '../../kit/rooms.ts'
import { aHolder, aUser, compliantRoom, nothingThere, personsMailbox, userId } from '../../kit/snapshots.ts'
import { aStory } from '../../kit/story.ts'

/** A room at work, with a setting that a set-up would put right. */
const atWork = (changes: Partial<Snapshot> = {}): Snapshot =>
  compliantRoom({ place: { Building: 'Elsewhere 2', Floor: 4, FloorLabel: '4', Capacity: 12, City: null }, ...changes })

async function rotate(there: Snapshot = atWork(), death?: Death) {
  const story = aStory()
  story.tenant.put(there)
  story.tell(aCommand({ room: anAction('rotate') }))
  const calls = await story.run(death)
  const record = await story.find()
  const version = record.claims.find(({ kind, isDone }) => kind === 'password' && isDone)?.name
  return { ...story, calls, record, version, said: story.comments.at(-1)?.text ?? '' }
}
type Rotated = Awaited<ReturnType<typeof rotate>>

/** The vault has what the account signs in with, under the version that is handed out. */
const isHandedOut = ({ kept, version, tenant }: Rotated): boolean =>
  version !== undefined && kept.find((one) => one.version === version)?.value === tenant.passwords.get(userId)

describe('a new password for a room', () => {
  it('is kept in the vault, set, read back, and handed out by its version', async () => {
    const rotated = await rotate()

    expect(rotated.record.run).toMatchObject({ end: 'ready' })
    expect(isHandedOut(rotated)).toBe(true)
    expect(rotated.tenant.writes()).toEqual(['prepareAccount'])
    expect(rotated.tenant.calls.filter((call) => call === 'read')).toHaveLength(2)
  })

  it('leaves every other setting as it is', async () => {
    const { tenant, record } = await rotate()

    expect(tenant.at(address).place).toEqual(atWork().place)
    expect(record.changed).toEqual(['Has a password: a new one, kept in the vault'])
  })

  it('is told with what it means for the device and where it is had, and nothing of a room made ready', async () => {
    const { said, comments } = await rotate()

    expect(said).toContain('The room "Board" (OSL) has a new password.')
    expect(said).toContain('signed out')
    expect(said).toContain('Sign-in data, shown once to')
    expect(comments.map(({ text }) => text).join()).not.toContain('is ready for')
    expect(comments.at(-1)?.state).toBe('resolved')
  })

  it('never expires, whatever it was before', async () => {
    const { tenant, record } = await rotate(atWork({ user: aUser({ passwordPolicies: 'None' }) }))

    expect(tenant.at(address).user?.passwordPolicies).toBe('DisablePasswordExpiration')
    expect(record.run).toMatchObject({ end: 'ready' })
  })

  it('is no wish of what the room is to be', async () => {
    const { world } = await rotate()

    expect((await world.accounts.read(address))?.wish).toBeUndefined()
  })

  it('is set once, also when the request is tried again', async () => {
    const { tenant, ...story } = await rotate()

    story.tell({ kind: 'retry', requestId, by: 'ada@contoso.com', at: story.now() })
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'ready' })
    expect(tenant.writes()).toEqual(['prepareAccount'])
  })

  it('is left where the request is cancelled after it was set, and that is said', async () => {
    const story = aStory()
    story.tenant.put(atWork())
    story.tell(aCommand({ room: anAction('rotate') }))
    story.at(5, () => story.tell({ kind: 'stop', requestId, by: 'ada@contoso.com', at: story.now() }))
    await story.run()

    expect((await story.find()).run).toMatchObject({ end: 'cancelled', facts: { left: 'the new password' } })
  })
})

describe('after a new password', () => {
  it('a sign-in counts only when it came later, and is told as one with the new password', async () => {
    const story = aStory()
    const { world, tenant, clock, now, comments, settle, minutes } = story
    tenant.put(atWork())
    story.tell(aCommand({ room: anAction('rotate') }))
    story.at(3, () => clock.advance(120))
    await story.run()
    const asked: string[] = []
    world.rooms.readSignInLog = async (_, since) => {
      asked.push(since)
      return [{ at: now(), code: 0 }]
    }
    clock.advance(3_600)

    await stages(world)()
    await settle()
    await minutes(1)

    const { createdAt, stages: [stage] = [] } = await story.find()
    expect(asked).toEqual([stage?.since])
    expect(asked[0]).not.toBe(createdAt)
    expect(comments.at(-1)?.text).toContain('has signed in with the new password')
  })
})

describe('a new password is refused', () => {
  it.each<[string, Snapshot, string]>([
    ['where there is nothing', nothingThere(), 'no-room-there'],
    ['for a person', personsMailbox(), 'mailbox-belongs-to-a-person'],
    ['for a shared mailbox', compliantRoom({ holder: aHolder({ type: 'SharedMailbox' }) }), 'no-room-there'],
    ['for an administrator', compliantRoom({ user: aUser({ isPrivileged: true }) }), 'account-is-privileged'],
    ['where the sign-in is blocked', compliantRoom({ user: aUser({ isEnabled: false }) }), 'sign-in-is-blocked'],
    ['for a synchronised account', compliantRoom({ user: aUser({ isSynced: true }) }), 'directory-synced'],
  ])('%s, and nothing is written', async (_, there, code) => {
    const { tenant, record, said } = await rotate(there)

    expect(record.run).toMatchObject({ kind: 'ended', code })
    expect(tenant.writes()).toEqual([])
    expect(said).toContain('could not be given a new password')
  })
})

describe('whatever call the process dies at, before or after its effect,', () => {
  it('the account signs in with the password that is handed out', async () => {
    const { calls } = await rotate()
    const broken: string[] = []
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const) {
        const told = await rotate(atWork(), { at, when })
        const isReady = told.record.run.kind === 'ended' && told.record.run.end === 'ready'
        if (!isReady || !isHandedOut(told)) broken.push(`${when} call ${at}`)
      }

    expect(calls).toBeGreaterThan(30)
    expect(broken).toEqual([])
  })
})
