import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { aRoom, observe, type Observer } from '../kit/observe.ts'
import { startStack, waitFor, type TestStack } from '../kit/stack.ts'

let stack: TestStack
let see: Observer

const buy = (partNumber: string, enabled: number) => see.tenant(`/skus/${partNumber}`, 'PUT', { enabled })
const addressOf = (name: string) => `${name}@contoso.onmicrosoft.com`
/** A room that is right but for what the test is about. */
const seed = (name: string, licences: string[], rest: object = {}) =>
  see.tenant('/accounts', 'POST', { kind: 'room', address: addressOf(name), displayName: name, licences, ...rest })
const licencesOf = async (name: string) => (await see.account(addressOf(name))).licences
const ask = (name: string, wish: object = {}) => see.openTicket(aRoom(name, wish))

/** The last comment on the ticket of such a room. */
async function lastWord(name: string, wish: object): Promise<string> {
  const { comments } = await see.answered(await ask(name, wish))
  return comments.at(-1)?.text ?? ''
}

const pro = 'Microsoft_Teams_Rooms_Pro'
const proWithoutAudio = 'Microsoft_Teams_Rooms_Pro_without_Audio_Conferencing'
const basic = 'Microsoft_Teams_Rooms_Basic'
const basicWithoutAudio = 'Microsoft_Teams_Rooms_Basic_without_Audio_Conferencing'

/** Nobody has to agree, and who waits for a licence is looked at again soon. */
const settings = { ROOMWRIGHT_APPROVAL: '[]', ROOMWRIGHT_PATIENCE: '{"licence-free": 15}' }

beforeAll(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roomwright-settings-')), 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  stack = await startStack(['--settings', file])
  see = observe(stack)
  for (const sku of [pro, proWithoutAudio, 'MEETING_ROOM', 'MCOPSTN1', 'MCOMEETADV', 'MCOCAP', 'MCOIMP'])
    await buy(sku, 30)
})
afterAll(() => stack.stop())

describe.concurrent('a new room that asks for', () => {
  it.each<[what: string, name: string, wish: object, licences: string[], says: string]>([
    ['Pro gets it', 'pro1', { licence: 'pro' }, [pro], 'Licence: Teams Rooms Pro\n'],
    ['Basic gets it', 'basic1', { licence: 'basic' }, [basic], 'Licence: Teams Rooms Basic\n'],
    [
      'Standard, of which units are left, gets it, named as what it is',
      'standard1',
      { licence: 'standard' },
      ['MEETING_ROOM'],
      'Licence: Teams Rooms Standard, which is sold no more\n',
    ],
    [
      'Premium, which nobody owns, gets Pro in its place',
      'premium1',
      { licence: 'premium' },
      [pro],
      'Licence: Teams Rooms Pro, in place of Teams Rooms Premium, which was asked for and is sold no more\n',
    ],
    [
      'dial-out gets a calling plan beside its licence',
      'dialout1',
      { dialOut: 'domestic' },
      [pro, 'MCOPSTN1'],
      '- Licences beside it: Domestic Calling Plan\n',
    ],
  ])('%s', async (_, name, wish, licences, says) => {
    const told = await lastWord(name, wish)

    expect(told).toContain(says)
    expect(await licencesOf(name)).toEqual(licences)
  })

  it('what the tenant does not own is refused by name, before anything is written', async () => {
    const told = await lastWord('abroad1', { dialOut: 'international' })

    expect(told).toContain('owns no licence of the kind International Calling Plan')
    expect(see.journal(addressOf('abroad1')).filter(({ effect }) => effect)).toEqual([])
  })
})

describe.concurrent('a room that has', () => {
  it.each<[what: string, name: string, held: string[], wish: object, licences: string[]]>([
    [
      'Pro without Audio Conferencing keeps it, and gets Audio Conferencing for dial-in',
      'audio1',
      [proWithoutAudio],
      { dialIn: true },
      [proWithoutAudio, 'MCOMEETADV'],
    ],
    ['Pro gets a calling plan for dial-out', 'dialout2', [pro], { dialOut: 'domestic' }, [pro, 'MCOPSTN1']],
    ['Basic and asks for Pro gives Basic back', 'up1', [basic], { licence: 'pro' }, [pro]],
    ['no country gets one before its licence', 'nowhere1', [], {}, [pro]],
  ])('%s', async (_, name, held, wish, licences) => {
    await seed(name, held, { user: { usageLocation: held.length > 0 ? 'NO' : null } })

    const told = await lastWord(name, wish)

    expect(told).toContain('is ready')
    expect(await licencesOf(name)).toEqual(licences)
    expect((await see.account(addressOf(name))).user?.usageLocation).toBe('NO')
  })

  it.each([
    ['people', 'user1', 'ENTERPRISEPACK', 'Office 365 E3 is a licence for people'],
    ['shared devices', 'shared1', 'MCOCAP', 'Teams Shared Devices is for shared phones and panels'],
  ])('a licence for %s gets its own, and the other one is reported as wrong', async (_, name, held, says) => {
    await seed(name, [held], { user: { usageLocation: 'NO' } })

    const ticket = await ask(name)
    const { comments } = await see.answered(ticket)

    const told = comments.at(-1)?.text ?? ''
    expect(told).toContain('is ready')
    expect(told).toContain(says)
    expect((await see.request(ticket)).licenceNotes?.join()).toContain(says)
    expect(await licencesOf(name)).toEqual(expect.arrayContaining([pro, held]))
  })

  it('a licence beside which it can have no room licence is told so, and nothing is written', async () => {
    await seed('clash1', ['MCOIMP'], { user: { usageLocation: 'NO' } })

    const told = await lastWord('clash1', {})

    expect(told).toContain('Skype for Business Online (Plan 1), beside which it cannot have the one that it needs')
    expect(see.journal(addressOf('clash1')).filter(({ effect }) => effect)).toEqual([])
  })
})

test('the room after the 25th with Basic waits, although units of another Basic are free', async () => {
  // One more has it since the first test.
  const lobbies = Array.from({ length: 23 }, (_, n) => `lobby${n}`)
  await buy(basicWithoutAudio, 25)
  await Promise.all(lobbies.map((name) => seed(name, [basicWithoutAudio])))
  await see.answered(await ask('basic25', { licence: 'basic' }))

  const ticket = await ask('basic26', { licence: 'basic' })

  expect(await see.told(ticket, 'a free licence')).toContain(
    '(Teams Rooms Basic, of which an organisation may use 25 at most)',
  )
  expect(await licencesOf('basic25')).toEqual([basic])
  expect(await licencesOf('basic26')).toEqual([])
})

test('without a unit a room waits, its ticket is told which licence, and it is ready by itself when there is one', async () => {
  for (const sku of [pro, proWithoutAudio]) await buy(sku, 0)
  const ticket = await ask('late1')
  const waiting = await see.told(ticket, 'a free licence')
  const before = await licencesOf('late1')

  await buy(pro, 40)
  const { comments } = await waitFor('the sweeper to take it up', async () => {
    await fetch(`${stack.stack.back}/admin/functions/sweeper`, { method: 'POST' })
    const seen = await see.ticket(ticket)
    return seen.state === 'resolved' && seen
  })

  expect(waiting).toContain('(Teams Rooms Pro)')
  expect(before).toEqual([])
  expect(comments.at(-1)?.text).toContain('is ready')
  expect(await licencesOf('late1')).toEqual([pro])
})
