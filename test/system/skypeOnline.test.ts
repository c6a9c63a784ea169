import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer

const buy = (partNumber: string, enabled: number) => see.tenant(`/skus/${partNumber}`, 'PUT', { enabled })
const turn = (skypeOnline: 'alive' | 'retired') => see.tenant('/switches', 'PUT', { skypeOnline })
const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
const skypeOf = async (name: string) =>
  ((await see.account(addressOf(name))) as { skypeOnline?: Record<string, unknown> }).skypeOnline
/** A job that reads is no change of the room. */
const writesOn = (name: string) =>
  see.journal(addressOf(name)).filter(({ effect, surface }) => effect && surface !== 'arm')
const cmdletsOn = (name: string) => writesOn(name).map(({ cmdlet }) => cmdlet)

const pool = 'sippoolbl20a04.infra.lync.com'
const alice = 'alice@contoso.onmicrosoft.com'
const skype = { services: 'skype' }
const given = { ...skype, registrarPool: pool }

/** Nobody has to agree, and who waits for a licence is looked at again soon. */
const settings = { ROOMWRIGHT_APPROVAL: '[]', ROOMWRIGHT_PATIENCE: '{"licence-free": 15}' }

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  stack = await startStack(['--settings', file])
  see = observe(stack)
})
afterAll(() => stack.stop())

async function ready(name: string, wish: object): Promise<string> {
  const ticket = await see.openTicket(aRoom(name, wish))
  const { comments } = await see.answered(ticket, 120)
  return comments.at(-1)?.text ?? ''
}

async function problemOf(name: string, wish: object): Promise<string | undefined> {
  const ticket = await see.openTicket(aRoom(name, wish))
  await see.answered(ticket, 120)
  return (await see.request(ticket)).problem?.code
}

describe('where Skype for Business Online still answers', () => {
  beforeAll(async () => {
    await turn('alive')
    for (const sku of ['MCOSTANDARD', 'MCOEV']) await buy(sku, 30)
  })

  describe.concurrent('a room', () => {
    it('that is new (confrm2) gets its licence, and then the pool that was given', async () => {
      const told = await ready('confrm2', given)

      expect(told).toContain('is ready for Skype for Business.')
      expect(told).toContain('Skype for Business Online licence: Skype for Business Online (Plan 2)')
      expect((await see.account(addressOf('confrm2'))).licences).toEqual(['MCOSTANDARD'])
      expect(await skypeOf('confrm2')).toMatchObject({ registrarPool: pool, sipAddress: `sip:${addressOf('confrm2')}` })
      expect(cmdletsOn('confrm2')).toContain('Enable-CsMeetingRoom')
    })

    it('that exists (confrm1) gets the pool of a neighbour', async () => {
      const told = await ready('confrm1', { ...skype, neighbour: alice, name: 'Conference Room 1' })

      expect(told).toContain('is ready for Skype for Business.')
      expect(await skypeOf('confrm1')).toMatchObject({ registrarPool: pool })
    })

    it('for both gets one licence that brings both', async () => {
      const told = await ready('both1', { ...given, services: 'both' })

      expect(told).toContain('is ready for Microsoft Teams Rooms and Skype for Business.')
      expect((await see.account(addressOf('both1'))).licences).toEqual(['Microsoft_Teams_Rooms_Pro'])
      expect(await skypeOf('both1')).toMatchObject({ registrarPool: pool })
    })

    it('with Enterprise Voice and a number gets Phone System beside its licence', async () => {
      const told = await ready('voice1', { ...given, phoneNumber: '+4722334455', enterpriseVoice: true })

      expect(told).toContain('is ready')
      expect((await see.account(addressOf('voice1'))).licences).toEqual(['MCOSTANDARD', 'MCOEV'])
      expect(await skypeOf('voice1')).toMatchObject({ enterpriseVoice: true, lineUri: 'tel:+4722334455' })
    })

    it.each<[string, string, object, string]>([
      [
        'whose pool nobody lives in',
        'nopool',
        { ...skype, registrarPool: 'pool9.infra.lync.com' },
        'registrar-pool-wrong',
      ],
      ['without a pool or a neighbour', 'noneighbour', skype, 'registrar-pool-unknown'],
      ['with a dial plan of servers', 'noplan', { ...given, dialPlan: 'Oslo' }, 'policy-unknown'],
      ['with dial-in, whose licence nobody owns', 'noaudio', { ...given, dialIn: true }, 'licence-not-owned'],
    ])('%s is not begun', async (_, name, wish, code) => {
      expect(await problemOf(name, wish)).toBe(code)
      expect(writesOn(name)).toEqual([])
    })
  })

  it('a room waits while no licence is left, and goes on when one is bought', async () => {
    for (const sku of ['MCOSTANDARD', 'ENTERPRISEPACK']) await buy(sku, 0)
    const ticket = await see.openTicket(aRoom('waits1', given))
    const waiting = await see.told(ticket, 'a free licence')

    await buy('MCOSTANDARD', 30)
    const { comments } = await waitFor(
      'the sweeper to take it up',
      async () => {
        await fetch(`${stack.stack.back}/admin/functions/sweeper`, { method: 'POST' })
        const seen = await see.ticket(ticket)
        return seen.state === 'resolved' && seen
      },
      120,
    )

    expect(waiting).toContain('(Skype for Business Online (Plan 2))')
    expect(comments.at(-1)?.text).toContain('is ready for Skype for Business.')
  })
})

describe('where Skype for Business Online is retired', () => {
  beforeAll(() => turn('retired'))

  it('a room for Skype alone is answered with that and with what there is instead, and nothing is written', async () => {
    const ticket = await see.openTicket(aRoom('gone1', given))

    const { comments } = await see.answered(ticket, 120)

    const told = comments.at(-1)?.text
    expect((await see.request(ticket)).problem?.code).toBe('skype-online-retired')
    expect(told).toContain('Microsoft retired Skype for Business Online on 31 July 2021')
    expect(told).toContain('Ask for Teams instead')
    expect(writesOn('gone1')).toEqual([])
  })

  it('a room for both gets Teams, and is told about Skype', async () => {
    const ticket = await see.openTicket(aRoom('gone2', { ...given, services: 'both' }))

    const { comments } = await see.answered(ticket, 120)

    expect(comments.map(({ text }) => text).join('\n')).toContain('retired')
    expect(comments.at(-1)?.text).toContain('is ready for Microsoft Teams Rooms.')
    expect(cmdletsOn('gone2').filter((name) => name?.includes('-Cs'))).toEqual([])
  })
})
