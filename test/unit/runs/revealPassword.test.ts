import { describe, expect, it } from 'vitest'
import { revealPassword } from '../../../functions/runs/revealPassword.ts'
import { sweeper } from '../../../functions/back/sweeper.ts'
import type { Command } from '../../../shared/room/command.ts'
import { makeKeys, open } from '../../../web/src/pages/handover/keys.ts'
import { ready } from '../../kit/deviceStories.ts'
import { requestId } from '../../kit/records.ts'
import { address } from '../../kit/rooms.ts'

type Asking = Extract<Command, { kind: 'reveal' }>
const yes = { tpm: 'yes', network: 'yes', alone: 'yes' } as const
const [one, two] = ['a'.repeat(20), 'b'.repeat(20)]

async function aReadyRoom() {
  const story = await ready()
  const { key, privateKey } = await makeKeys()
  const asking = (changes: Partial<Asking> = {}): Asking => ({
    kind: 'reveal',
    requestId,
    revealId: one,
    at: story.now(),
    by: 'rita@contoso.com',
    key,
    ticks: yes,
    ...changes,
  })
  const ask = async (changes: Partial<Asking> = {}) => {
    const command = asking(changes)
    await revealPassword(story.world, command)
    return story.world.reveals.read(command.revealId)
  }
  return { ...story, asking, ask, privateKey }
}

describe('a reveal', () => {
  it('holds the password that the vault holds, sealed, and is on the ticket and in the audit', async () => {
    const { ask, kept, privateKey, world, settle, tell, comments, asking } = await aReadyRoom()

    const row = await ask()
    tell(asking())
    await settle()

    const password = kept[0]?.value ?? ''
    expect(await open(row?.sealed ?? '', privateKey)).toEqual({ account: address, password })
    expect(JSON.stringify(await world.audit.ofRequest(requestId))).not.toContain(password)
    expect((await world.audit.ofAccount(address)).flatMap(({ changes }) => changes)).toEqual(
      expect.arrayContaining([
        { setting: 'sign-in data', from: '', to: 'shown to rita@contoso.com' },
        { setting: 'The device has a physical TPM chip', from: '', to: 'yes' },
        { setting: 'The certificates are loaded on the device', from: '', to: 'not asked' },
      ]),
    )
    expect(comments.filter(({ text }) => text.includes('were shown to rita@contoso.com'))).toHaveLength(1)
  })

  it('that is delivered again changes nothing', async () => {
    const { ask } = await aReadyRoom()

    const row = await ask()

    expect(await ask()).toEqual(row)
  })

  it('whose row was lost on the way is answered when it is delivered again', async () => {
    const { asking, world, privateKey } = await aReadyRoom()
    const keep = async () => Promise.reject(new Error('the tables are away'))
    await expect(revealPassword({ ...world, reveals: { ...world.reveals, keep } }, asking())).rejects.toThrow('away')

    await revealPassword(world, asking())

    expect(await open((await world.reveals.read(one))?.sealed ?? '', privateKey)).toMatchObject({ account: address })
  })

  it('comes second and is refused; two at once are one', async () => {
    const { ask } = await aReadyRoom()

    const rows = await Promise.all([ask(), ask({ revealId: two })])

    expect(rows.filter((row) => row?.sealed !== undefined)).toHaveLength(1)
    expect(rows.find((row) => row?.refused)?.refused?.code).toBe('already-revealed')
  })

  it.each<[string, Partial<Asking>, string]>([
    ['for somebody else, whatever the front says', { by: 'eve@contoso.com' }, 'not-the-installer'],
    ['for a device without TPM chip', { ticks: { ...yes, tpm: 'no' } }, 'no-physical-tpm'],
    ['with something unconfirmed', { ticks: { ...yes, alone: 'no' } }, 'checklist-incomplete'],
  ])('%s is refused, and that is in the audit', async (_, changes, code) => {
    const { ask, world, find } = await aReadyRoom()

    const row = await ask(changes)

    expect(row).toMatchObject({ refused: { code } })
    expect(row?.sealed).toBe(undefined)
    expect((await find()).handovers).toBe(undefined)
    expect(JSON.stringify(await world.audit.ofRequest(requestId))).toContain(`not shown to ${changes.by ?? 'rita'}`)
  })

  it('asks for certificates where the estate has some', async () => {
    const { asking, world } = await aReadyRoom()

    await revealPassword({ ...world, certificates: 'both' }, asking())

    expect((await world.reveals.read(one))?.refused?.code).toBe('checklist-incomplete')
  })

  it('that the vault does not allow gives nothing away', async () => {
    const { asking, world, find } = await aReadyRoom()
    const seal = async () => ({ kind: 'failed', reason: 'denied', text: '403' }) as const

    await revealPassword({ ...world, passwords: { ...world.passwords, seal } }, asking())

    expect((await world.reveals.read(one))?.refused?.code).toBe('permission-missing')
    expect((await find()).handovers).toBe(undefined)
  })

  it('of a password that a later request has changed is refused', async () => {
    const { ask, world, find } = await aReadyRoom()
    await world.passwords.make(address, { request: 'another', attempt: '1' })

    expect((await ask())?.refused?.code).toBe('password-not-ours')
    expect((await find()).handovers).toBe(undefined)
  })

  it('does not mind a password that lost a race', async () => {
    const { ask, world } = await aReadyRoom()
    const lost = await world.passwords.make(address, { request: 'another', attempt: '1' })
    if (typeof lost === 'string') await world.passwords.discard(lost)

    expect((await ask())?.sealed).toBeDefined()
  })

  it('that comes ten minutes late gives nothing away', async () => {
    const { ask, clock, asking, find } = await aReadyRoom()
    const { at } = asking()
    clock.advance(601)

    expect(await ask({ at })).toBe(undefined)
    expect((await find()).handovers).toBe(undefined)
  })

  it('is removed when its ten minutes are over, and not before', async () => {
    const { ask, world, engine, clock } = await aReadyRoom()
    await ask()
    const sweep = sweeper(world)

    clock.advance(599)
    await sweep(engine)
    const before = await world.reveals.read(one)
    clock.advance(1)
    await sweep(engine)

    expect(before?.sealed).not.toBe(undefined)
    expect(await world.reveals.read(one)).toBe(undefined)
  })
})
