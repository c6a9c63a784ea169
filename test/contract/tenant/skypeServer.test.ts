import { expect, test } from 'vitest'
import { automate } from './onPremises.ts'
import type { Automation, Cmdlet } from './onPremises.ts'
import { rehearse } from './rehearsal.ts'
import type { Rehearsal } from './rehearsal.ts'

const room = 'confrm5@corp.contoso.com'
const pool = { RegistrarPool: 'pool1.contoso.local', SipAddressType: 'EmailAddress' }

async function begin(): Promise<Rehearsal & Automation> {
  const rehearsal = await rehearse()
  return { ...rehearsal, ...(await automate(rehearsal)) }
}

const onRoom = (name: string, parameters = {}): Cmdlet => ({ name, parameters: { Identity: room, ...parameters } })

test("a room is enabled on its neighbour's pool with its mail address, and is no user", async () => {
  const { run } = await begin()

  const [neighbour] = await run(room, { name: 'Get-CsUser', parameters: { Identity: 'sip:dan@contoso.com' } })
  const results = await run(
    room,
    onRoom('Enable-CsMeetingRoom', { ...pool, RegistrarPool: neighbour?.value?.[0]?.['RegistrarPool'] }),
    onRoom('Get-CsMeetingRoom'),
    onRoom('Get-CsUser'),
  )

  expect(results.slice(1)).toMatchObject([
    { value: [{ SipAddress: `sip:${room}`, RegistrarPool: 'pool1.contoso.local', EnterpriseVoiceEnabled: false }] },
    { kind: 'failed', class: 'ManagementObjectNotFoundException' },
  ])
})

test.each([
  ['an unknown pool', { ...pool, RegistrarPool: 'pool9.contoso.local' }, 'Cannot find Registrar pool'],
  ['a pool without a Registrar', { ...pool, RegistrarPool: 'mediation1.contoso.local' }, 'Cannot find Registrar pool'],
  ['no SIP address', { RegistrarPool: 'pool1.contoso.local' }, 'SipAddress'],
  ['a foreign SIP domain', { RegistrarPool: 'pool1.contoso.local', SipAddress: 'sip:a@example.org' }, 'SIP domain'],
  ['a SIP address in use', { RegistrarPool: 'pool1.contoso.local', SipAddress: 'sip:dan@contoso.com' }, 'in use'],
])('enabling is refused for %s', async (_, parameters, text) => {
  const { run, control } = await begin()

  const results = await run(room, onRoom('Enable-CsMeetingRoom', parameters))

  expect(results).toMatchObject([{ kind: 'failed', text: expect.stringContaining(text) }])
  expect((await control('GET', `/on-premises/${room}`)).body).toMatchObject({ meetingRoom: null })
})

test('an account that is not in Active Directory cannot be enabled', async () => {
  const { run } = await begin()
  const Identity = 'nobody@corp.contoso.com'

  const results = await run(Identity, { name: 'Enable-CsMeetingRoom', parameters: { Identity, ...pool } })

  expect(results).toMatchObject([{ class: 'ManagementObjectNotFoundException' }])
})

test('voice, number, dial plan and voice policy are set and read back; the number of another is refused', async () => {
  const { run } = await begin()

  const results = await run(
    room,
    onRoom('Enable-CsMeetingRoom', pool),
    onRoom('Set-CsMeetingRoom', { EnterpriseVoiceEnabled: true, LineURI: 'tel:+4722000005' }),
    onRoom('Grant-CsDialPlan', { PolicyName: 'Oslo' }),
    onRoom('Grant-CsVoicePolicy', { PolicyName: 'MeetingRooms' }),
    { name: 'Get-CsMeetingRoom', parameters: { Filter: "LineURI -eq 'tel:+4722000005'" } },
    onRoom('Set-CsMeetingRoom', { LineURI: 'tel:+4722000001' }),
  )

  const voice = {
    EnterpriseVoiceEnabled: true,
    LineURI: 'tel:+4722000005',
    DialPlan: 'Oslo',
    VoicePolicy: 'MeetingRooms',
  }
  expect(results[4]).toMatchObject({ value: [voice] })
  expect(results[5]).toMatchObject({ kind: 'failed', text: expect.stringContaining('unique') })
})

test('a SIP address is changed and read back; that of another is refused', async () => {
  const { run } = await begin()

  const results = await run(
    room,
    onRoom('Enable-CsMeetingRoom', { RegistrarPool: pool.RegistrarPool, SipAddress: 'sip:old@contoso.com' }),
    onRoom('Set-CsMeetingRoom', { SipAddress: `sip:${room}` }),
    onRoom('Get-CsMeetingRoom'),
    onRoom('Set-CsMeetingRoom', { SipAddress: 'sip:dan@contoso.com' }),
  )

  expect(results[2]).toMatchObject({ value: [{ SipAddress: `sip:${room}` }] })
  expect(results[3]).toMatchObject({ kind: 'failed', text: expect.stringContaining('already in use') })
})

test.each([
  ['a number that is not E.164', 'Set-CsMeetingRoom', { LineURI: '22 00 00 05' }, 'E.164'],
  [
    'a SIP address of another domain',
    'Set-CsMeetingRoom',
    { SipAddress: 'sip:room@elsewhere.com' },
    'not a SIP address',
  ],
  ['an unknown dial plan', 'Grant-CsDialPlan', { PolicyName: 'Bergen' }, 'not a user policy'],
  ['an unknown voice policy', 'Grant-CsVoicePolicy', { PolicyName: 'Tag:MeetingRooms' }, 'not a user policy'],
])('%s is refused', async (_, name, parameters, text) => {
  const { run } = await begin()

  const results = await run(room, onRoom('Enable-CsMeetingRoom', pool), onRoom(name, parameters))

  expect(results[1]).toMatchObject({ kind: 'failed', text: expect.stringContaining(text) })
})

test('a room that is not enabled for Skype has nothing to set, and one that is disabled is none again', async () => {
  const { run, control } = await begin()

  const before = await run(room, onRoom('Set-CsMeetingRoom', { EnterpriseVoiceEnabled: true }))
  const after = await run(room, onRoom('Enable-CsMeetingRoom', pool), onRoom('Disable-CsMeetingRoom'))

  expect(before).toMatchObject([{ class: 'ManagementObjectNotFoundException' }])
  expect(after).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }])
  expect((await control('GET', `/on-premises/${room}`)).body).toMatchObject({ meetingRoom: null, adUser: {} })
})

test('pools, dial plans and voice policies are listed', async () => {
  const { run } = await begin()

  const results = await run(room, { name: 'Get-CsPool' }, { name: 'Get-CsDialPlan' }, { name: 'Get-CsVoicePolicy' })

  expect(results.map(({ value = [] }) => value.map((one) => one['Identity']))).toEqual([
    ['pool1.contoso.local', 'pool2.contoso.local', 'mediation1.contoso.local'],
    ['Global', 'Tag:Oslo'],
    ['Global', 'Tag:MeetingRooms'],
  ])
})
