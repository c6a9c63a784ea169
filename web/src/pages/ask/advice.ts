import type { FieldError } from '../../data/api.ts'
import type { Answers } from './answers.ts'

/** What is to be known about choices that do not go together; nothing here stops anybody. */
interface Rule {
  at: string
  holds: (answers: Answers, today: Date) => boolean
  says: string
}

const isGiven = (answers: Answers, ...names: string[]): boolean => names.some((name) => answers[name] !== undefined)
const servicesOf = ({ services = 'teams' }: Answers): unknown => services
const isTeamsOnly = (answers: Answers): boolean => servicesOf(answers) === 'teams'
const isSkypeOnly = (answers: Answers): boolean => servicesOf(answers) === 'skype'

const dayMs = 86_400_000
const daysUntil = (day: unknown, today: Date): number => (Date.parse(String(day)) - today.getTime()) / dayMs

const onlySkype = 'Counts for Skype for Business only; this room signs in to Teams.'
const onlyTeams = 'Counts for Teams only; this room signs in to Skype for Business.'

const ofSkype = ['registrarPool', 'neighbour', 'dialPlan', 'voicePolicy']
const ofTeams = ['licence', 'dialIn', 'dialOut', 'meetingPolicy', 'callingPolicy']

const rules: Rule[] = [
  ...ofSkype.map((at) => ({ at, says: onlySkype, holds: (all: Answers) => isTeamsOnly(all) && isGiven(all, at) })),
  ...ofTeams.map((at) => ({ at, says: onlyTeams, holds: (all: Answers) => isSkypeOnly(all) && isGiven(all, at) })),
  {
    at: 'services',
    holds: (all) => !isTeamsOnly(all) && !isGiven(all, 'registrarPool', 'neighbour'),
    says: 'Name a registrar pool or a colleague at the same site below, unless the room has a pool already.',
  },
  {
    at: 'neighbour',
    holds: (all) => !isTeamsOnly(all) && isGiven(all, 'registrarPool') && isGiven(all, 'neighbour'),
    says: 'Not asked, because a registrar pool is named.',
  },
  {
    at: 'enterpriseVoice',
    holds: (all) => isTeamsOnly(all) && isGiven(all, 'enterpriseVoice') && !isGiven(all, 'phoneNumber'),
    says: 'Teams takes calls under a number: name the phone number too, or the request ends with a person.',
  },
  {
    at: 'licence',
    holds: (all) =>
      all['licence'] === 'basic' &&
      !isSkypeOnly(all) &&
      isGiven(all, 'phoneNumber', 'enterpriseVoice', 'dialIn', 'dialOut'),
    says: 'Teams Rooms Basic has no telephony. Choose pro, or leave telephony out.',
  },
  {
    at: 'installOn',
    holds: ({ installOn }, today) => installOn !== undefined && daysUntil(installOn, today) < 14,
    says: 'Less than two weeks ahead: there may be no time to test the account before the device comes.',
  },
]

/** What people should know while they choose, by field; the first that holds of each. */
export const advise = (answers: Answers, today: Date): FieldError[] =>
  rules.filter(({ holds }) => holds(answers, today)).map(({ at, says }) => ({ path: at, detail: says }))
