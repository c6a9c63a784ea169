import { describe, expect, it } from 'vitest'
import { licenceNotes } from '../../../../shared/room/licenceNotes.ts'
import type { Topology } from '../../../../shared/room/topology.ts'
import { aRoom, type RoomInput } from '../../../kit/rooms.ts'
import { aUser, basicSku, compliantRoom, proSku } from '../../../kit/snapshots.ts'

const skype = 'exchange-online-skype-server'
const number = '+4722334455'

const notesOn = (skuIds: string[], wish: Partial<RoomInput> = {}, topology: Topology = 'online', teams?: object) =>
  licenceNotes(
    aRoom(wish),
    {
      ...compliantRoom({ user: aUser({ licences: skuIds.map((skuId) => ({ skuId, state: 'Active' })) }) }),
      ...(teams && { teams: { ...teams } }),
    },
    topology,
  )

describe('on a room', () => {
  it('with the right licence nothing is to be said', () => {
    expect(notesOn([proSku])).toEqual([])
  })

  it('with Basic that shall call, what gives telephony is said in one line', () => {
    expect(notesOn([basicSku], { dialOut: 'domestic', licence: 'basic' })).toEqual([
      'Not in the licences of the room, with what gives it: Dial-out in the country (Teams Rooms Pro and Domestic Calling Plan, or Direct Routing or Operator Connect).',
    ])
  })

  it('whose number Teams has taken, nothing is missing for the number', () => {
    expect(notesOn([proSku], { phoneNumber: number }, 'online', { PhoneNumber: number })).toEqual([])
    expect(notesOn([proSku], { phoneNumber: number }, 'online', { PhoneNumber: '' })).toHaveLength(1)
  })

  it('for Skype on a server, its client access licences are named, and nothing of Teams', () => {
    expect(notesOn([], { services: 'skype' }, skype)).toEqual([
      'Also needed: Skype for Business Server Enterprise CAL (paper licence, not readable).',
    ])
  })

  it('for Skype alone on a server, dial-in and dial-out are said not to be acted on', () => {
    const notes = notesOn([], { services: 'skype', dialIn: true, dialOut: 'international' }, skype)

    expect(notes.at(-1)).toContain('Not acted on: dial-in and dial-out (international).')
    expect(notesOn([proSku], { services: 'both', dialIn: true }, skype).join()).not.toContain('Not acted on')
  })

  it('for Teams alone, no client access licence is needed where a Skype server is', () => {
    expect(notesOn([proSku], { services: 'teams' }, skype)).toEqual([])
  })
})

it('what will be held counts as held', () => {
  const user = aUser({ licences: [{ skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', state: 'Active' }] })
  const notes = licenceNotes(aRoom(), compliantRoom({ user }), 'online', [proSku])

  expect(notes).toEqual([expect.stringContaining('Take Office 365 E3 away; the room does not need it')])
})
