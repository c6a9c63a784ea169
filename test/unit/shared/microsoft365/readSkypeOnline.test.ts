import { describe, expect, it } from 'vitest'
import type { CmdletResult } from '../../../../shared/microsoft365/cmdletResult.ts'
import { reasonOfText } from '../../../../shared/microsoft365/cmdletResult.ts'
import type { SkypeWishes } from '../../../../shared/microsoft365/readServer.ts'
import { skypeOnlineCmdlets, toSkypeOnlinePart } from '../../../../shared/microsoft365/readSkypeOnline.ts'
import { notThere } from '../../../kit/recordedRunner.ts'
import { address } from '../../../kit/rooms.ts'

const pool = 'sippool.example'
const room = { SipAddress: `sip:${address}`, RegistrarPool: 'SipPool.Example' }
const ok = (...value: Record<string, string>[]): CmdletResult => ({ kind: 'ok', value })
const gone: CmdletResult = { kind: 'failed', reason: 'service-gone', text: 'gone' }

/** What a reading finds, by what it is for; what is not named finds nothing. */
function read(wishes: SkypeWishes, found: Record<string, CmdletResult>) {
  const cmdlets = skypeOnlineCmdlets(address, wishes)
  const results = Object.keys(cmdlets).map((what) => found[what] ?? (what === 'meetingRoom' ? notThere : ok()))
  return toSkypeOnlinePart(address, wishes, cmdlets, results)
}

describe('Skype for Business Online', () => {
  it('that answers is there, whether it knows the room or not', () => {
    expect(read({}, {})).toEqual({ hasSkypeOnline: true, skype: { RegistrarPool: '' } })
    expect(read({}, { meetingRoom: ok(room) })).toMatchObject({ skype: { RegistrarPool: pool } })
  })

  it('that nobody can open a session with any more is not', () => {
    expect(read({}, { meetingRoom: gone })).toEqual({})
    expect(reasonOfText("The remote name could not be resolved: 'lyncdiscover.contoso.onmicrosoft.com'")).toBe(
      'service-gone',
    )
  })

  it('that fails otherwise decides nothing', () => {
    const failed: CmdletResult = { kind: 'failed', reason: 'denied', text: 'Access denied' }

    expect(read({}, { meetingRoom: failed })).toEqual(failed)
  })

  it('knows the pool of a neighbour', () => {
    expect(read({ neighbour: 'alice@contoso.com' }, { neighbour: ok(room) })).toMatchObject({ neighbourPool: pool })
    expect(read({ neighbour: 'alice@contoso.com' }, { neighbour: notThere })).not.toHaveProperty('neighbourPool')
  })

  it.each<[string, SkypeWishes, Record<string, CmdletResult>, string | undefined]>([
    ['a pool where accounts live is one', { registrarPool: pool }, { pool: ok(room) }, undefined],
    ['a pool where none lives is none', { registrarPool: pool }, {}, 'registrar-pool-wrong'],
    ['a free number is free', { phoneNumber: '+4722334455' }, {}, undefined],
    [
      'a number of another is in use',
      { phoneNumber: '+4722334455' },
      { userOfNumber: ok({ UserPrincipalName: 'eve@contoso.com' }) },
      'number-in-use',
    ],
    [
      'a number of the room is its own',
      { phoneNumber: '+4722334455' },
      { userOfNumber: ok({ UserPrincipalName: address.toUpperCase() }) },
      undefined,
    ],
    ['a dial plan of servers is not there', { dialPlan: 'Oslo' }, {}, 'policy-unknown'],
    ['a voice policy of servers is not there', { voicePolicy: 'Rooms' }, {}, 'policy-unknown'],
  ])('%s', (_, wishes, found, fault) => {
    const part = read(wishes, found)

    expect('skypeFault' in part ? part.skypeFault : undefined).toBe(fault)
  })
})
