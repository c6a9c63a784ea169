import type { Room } from '../request.ts'
import type { Snapshot } from '../snapshot.ts'
import { asksForEnterpriseVoice, asksForSkype } from '../wishes.ts'
import { property, type Setting, type Target } from './setting.ts'

/** Of a room in Skype only; names and meaning are those of Enable-CsMeetingRoom, Set-CsMeetingRoom, Grant-CsDialPlan and Grant-CsVoicePolicy. */
const skype = (
  name: string,
  target: Target,
  rest: Pick<Setting, 'id' | 'title' | 'why' | 'wanted' | 'isRight'>,
): Setting => ({
  ...property('skype', name, { ...rest, pane: 'Skype' }),
  step: 'enableSkype',
  target,
  // Where there is no Skype any more, nothing of it is wanted.
  wanted: (room, snapshot) => (asksForSkype(room) && snapshot.skype ? rest.wanted(room, snapshot) : undefined),
})

/** Who has a pool and asks for no other keeps it. */
const poolFor = ({ registrarPool }: Room, { skype = {}, neighbourPool }: Snapshot) =>
  registrarPool ?? (skype['RegistrarPool'] || neighbourPool)

export const skypeSettings: Setting[] = [
  skype(
    'RegistrarPool',
    {
      cmdlet: 'Enable-CsMeetingRoom',
      parameter: 'RegistrarPool',
      with: { SipAddressType: 'EmailAddress' },
      off: 'Disable-CsMeetingRoom',
    },
    {
      id: 'skype.registrarPool',
      title: 'Skype registrar pool',
      why: 'The device signs in to Skype for Business there; without a pool the room is not enabled for Skype.',
      wanted: poolFor,
    },
  ),
  skype(
    'SipAddress',
    { cmdlet: 'Set-CsMeetingRoom', parameter: 'SipAddress' },
    {
      id: 'skype.sipAddress',
      title: 'SIP address',
      why: 'Devices sign in only where SIP address, sign-in name and e-mail address are the same.',
      wanted: (_, { address }) => `sip:${address}`,
      // It comes with the pool.
      isRight: (actual, wanted) => actual === '' || String(actual).toLowerCase() === wanted,
    },
  ),
  skype(
    'EnterpriseVoiceEnabled',
    { cmdlet: 'Set-CsMeetingRoom', parameter: 'EnterpriseVoiceEnabled' },
    {
      id: 'skype.enterpriseVoice',
      title: 'Enterprise Voice',
      why: 'With it the room can call and be called by phone.',
      wanted: (room) => (asksForEnterpriseVoice(room) ? true : undefined),
    },
  ),
  skype(
    'LineURI',
    { cmdlet: 'Set-CsMeetingRoom', parameter: 'LineURI' },
    {
      id: 'skype.lineUri',
      title: 'Phone number in Skype',
      why: 'The number under which the room is called.',
      wanted: ({ phoneNumber }) => (phoneNumber === undefined ? undefined : `tel:${phoneNumber}`),
    },
  ),
  skype(
    'DialPlan',
    { cmdlet: 'Grant-CsDialPlan', parameter: 'PolicyName' },
    {
      id: 'skype.dialPlan',
      title: 'Dial plan',
      why: 'Turns the numbers that people dial in the room into international ones.',
      wanted: ({ dialPlan }) => dialPlan,
    },
  ),
  skype(
    'VoicePolicy',
    { cmdlet: 'Grant-CsVoicePolicy', parameter: 'PolicyName' },
    {
      id: 'skype.voicePolicy',
      title: 'Voice policy',
      why: 'Says whom the room may call.',
      wanted: ({ voicePolicy }) => voicePolicy,
    },
  ),
]
