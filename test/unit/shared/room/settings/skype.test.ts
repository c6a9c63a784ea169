import { describe, expect, it } from 'vitest'
import {
  compareSettings,
  differencesFor,
  findDifferences,
  toCmdlets,
  type Difference,
} from '../../../../../shared/room/settings/catalogue.ts'
import type { Bag, Snapshot } from '../../../../../shared/room/snapshot.ts'
import { address, aRoom, type RoomInput } from '../../../../kit/rooms.ts'
import { compliantRoom } from '../../../../kit/snapshots.ts'

const pool = 'pool1.contoso.local'
const notEnabled: Bag = { RegistrarPool: '' }
const enabled: Bag = {
  RegistrarPool: pool,
  SipAddress: `sip:${address}`,
  EnterpriseVoiceEnabled: false,
  LineURI: null,
  DialPlan: null,
  VoicePolicy: null,
}
const voice: Partial<RoomInput> = {
  enterpriseVoice: true,
  phoneNumber: '+4722334455',
  dialPlan: 'Oslo',
  voicePolicy: 'Rooms',
}

const differences = (room: Partial<RoomInput>, snapshot: Partial<Snapshot>): Difference[] =>
  differencesFor('enableSkype', findDifferences(compareSettings(compliantRoom(snapshot), aRoom(room))))
const writes = (room: Partial<RoomInput>, snapshot: Partial<Snapshot>) => toCmdlets(differences(room, snapshot))
const undo = (room: Partial<RoomInput>, skype: Bag) =>
  toCmdlets(differences(room, { skype }).map(({ setting, from, to }) => ({ setting, from: to, to: from })))

const enabling = {
  cmdlet: 'Enable-CsMeetingRoom',
  parameters: { SipAddressType: 'EmailAddress', RegistrarPool: pool },
}

describe('a room that is to be enabled for Skype', () => {
  it('gets the pool that was asked for, with its e-mail address as SIP address', () => {
    expect(writes({ services: 'skype', registrarPool: pool }, { skype: notEnabled })).toEqual([enabling])
  })

  it('gets the pool of its neighbour where none was asked for', () => {
    expect(writes({ services: 'both' }, { skype: notEnabled, neighbourPool: pool })).toEqual([enabling])
  })

  it('gets the pool that was asked for rather than that of its neighbour', () => {
    const other = { skype: notEnabled, neighbourPool: 'pool2.contoso.local' }

    expect(writes({ services: 'skype', registrarPool: pool }, other)).toEqual([enabling])
  })

  it('is enabled first, then gets voice and number, then its plans', () => {
    expect(writes({ services: 'skype', registrarPool: pool, ...voice }, { skype: notEnabled })).toEqual([
      enabling,
      { cmdlet: 'Set-CsMeetingRoom', parameters: { EnterpriseVoiceEnabled: true, LineURI: 'tel:+4722334455' } },
      { cmdlet: 'Grant-CsDialPlan', parameters: { PolicyName: 'Oslo' } },
      { cmdlet: 'Grant-CsVoicePolicy', parameters: { PolicyName: 'Rooms' } },
    ])
  })
})

describe('a room that is enabled for Skype', () => {
  it.each<[string, Partial<RoomInput>, Partial<Snapshot>]>([
    ['on the pool that was asked for', { services: 'skype', registrarPool: pool }, { skype: enabled }],
    ['on a pool that nobody asked for', { services: 'skype' }, { skype: enabled }],
    [
      'on another pool than its neighbour',
      { services: 'skype' },
      { skype: enabled, neighbourPool: 'pool2.contoso.local' },
    ],
    [
      'with its SIP address in capitals',
      { services: 'skype' },
      { skype: { ...enabled, SipAddress: `SIP:${address.toUpperCase()}` } },
    ],
    ['and is for Teams alone by now', { services: 'teams', ...voice }, { skype: enabled }],
    ['where there is no Skype server', { services: 'both' }, {}],
  ])('%s is left as it is', (_, room, snapshot) => {
    expect(writes(room, snapshot)).toEqual([])
  })

  it('gets its number without being enabled again', () => {
    expect(writes({ services: 'skype', phoneNumber: '+4722334455' }, { skype: enabled })).toEqual([
      { cmdlet: 'Set-CsMeetingRoom', parameters: { EnterpriseVoiceEnabled: true, LineURI: 'tel:+4722334455' } },
    ])
  })

  it('has voice with a number, and with nothing else nobody has an opinion', () => {
    const of = (room: Partial<RoomInput>) =>
      differences({ services: 'skype', ...room }, { skype: enabled }).map(({ setting }) => setting)

    expect(of({ enterpriseVoice: true })).toEqual(['skype.enterpriseVoice'])
    expect(of({ phoneNumber: '+4722334455' })).toEqual(['skype.enterpriseVoice', 'skype.lineUri'])
    expect(of({})).toEqual([])
  })

  it('gets its e-mail address for a SIP address of its own', () => {
    expect(writes({ services: 'skype' }, { skype: { ...enabled, SipAddress: 'sip:old@contoso.com' } })).toEqual([
      { cmdlet: 'Set-CsMeetingRoom', parameters: { SipAddress: `sip:${address}` } },
    ])
  })
})

describe('what an undo writes', () => {
  it('of a room that was not enabled before is Disable-CsMeetingRoom alone, after which there is nothing to set', () => {
    expect(undo({ services: 'skype', registrarPool: pool, ...voice }, notEnabled)).toEqual([
      { cmdlet: 'Disable-CsMeetingRoom', parameters: {} },
    ])
  })

  it('of what was not set before is null', () => {
    expect(undo({ services: 'skype', ...voice }, enabled)).toEqual([
      { cmdlet: 'Set-CsMeetingRoom', parameters: { EnterpriseVoiceEnabled: false, LineURI: null } },
      { cmdlet: 'Grant-CsDialPlan', parameters: { PolicyName: null } },
      { cmdlet: 'Grant-CsVoicePolicy', parameters: { PolicyName: null } },
    ])
  })

  it('of what was set before is what it was', () => {
    expect(undo({ services: 'skype', ...voice }, { ...enabled, LineURI: 'tel:+4711', DialPlan: 'Bergen' })).toEqual([
      { cmdlet: 'Set-CsMeetingRoom', parameters: { EnterpriseVoiceEnabled: false, LineURI: 'tel:+4711' } },
      { cmdlet: 'Grant-CsDialPlan', parameters: { PolicyName: 'Bergen' } },
      { cmdlet: 'Grant-CsVoicePolicy', parameters: { PolicyName: null } },
    ])
  })

  it('keeps what is not of Skype when a room is disabled', () => {
    const before: Difference[] = [
      { setting: 'location.building', from: 'New', to: 'Old' },
      { setting: 'skype.registrarPool', from: pool, to: '' },
    ]

    expect(toCmdlets(before).map(({ cmdlet }) => cmdlet)).toEqual(['Set-Place', 'Disable-CsMeetingRoom'])
  })

  it('of a text of Exchange that was empty before is the empty text', () => {
    expect(toCmdlets([{ setting: 'location.building', from: 'New', to: '' }])).toEqual([
      { cmdlet: 'Set-Place', parameters: { Building: '' } },
    ])
  })
})
