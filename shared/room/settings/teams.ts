import type { Room } from '../request.ts'
import { property, type Setting, type TeamsProperty } from './setting.ts'

export const teamsPolicyTypes = ['TeamsMeetingPolicy', 'TeamsCallingPolicy'] as const
export type TeamsPolicyType = (typeof teamsPolicyTypes)[number]

/** Read only where something of it is asked for: it costs a request of its own. */
const teams = (
  name: TeamsProperty | 'EnterpriseVoice',
  rest: Pick<Setting, 'id' | 'title' | 'why'> & { wanted: (room: Room) => string | boolean | undefined },
): Setting => ({
  ...property('teams', name, { id: rest.id, title: rest.title, why: rest.why, pane: 'Teams' }),
  step: 'ensureTeams',
  ...(name !== 'EnterpriseVoice' && { target: { teams: name } }),
  wanted: (room, snapshot) => (snapshot.teams ? rest.wanted(room) : undefined),
})

/** Teams administration in Microsoft Graph: userConfigurations, policy assignments and telephone numbers. */
export const teamsSettings: Setting[] = [
  teams('TeamsMeetingPolicy', {
    id: 'teams.meetingPolicy',
    title: 'Teams meeting policy',
    why: 'Says what the room may do in meetings, such as how much bandwidth its video gets.',
    wanted: ({ meetingPolicy }) => meetingPolicy,
  }),
  teams('TeamsCallingPolicy', {
    id: 'teams.callingPolicy',
    title: 'Teams calling policy',
    why: 'Says whom the room may call, and whether calls go to a voicemail that nobody listens to.',
    wanted: ({ callingPolicy }) => callingPolicy,
  }),
  teams('PhoneNumber', {
    id: 'teams.phoneNumber',
    title: 'Phone number in Teams',
    why: 'The number under which the room is called.',
    wanted: ({ phoneNumber }) => phoneNumber,
  }),
  teams('EnterpriseVoice', {
    id: 'teams.enterpriseVoice',
    title: 'Calls to the telephone network',
    why: 'Comes with the number; without it the room can neither call nor be called by phone.',
    wanted: ({ phoneNumber }) => (phoneNumber === undefined ? undefined : true),
  }),
]
