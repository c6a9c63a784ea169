import { builtInProfiles, profileSchema } from '../shared/room/profiles.ts'
import { catalogue, sayValue, settingOf } from '../shared/room/settings/catalogue.ts'
import { made, table } from './parts.ts'
import { limitsOf } from './requestPage.ts'

/** Fields of the request, by the setting that they end in; the others are the setting's own name. */
const settingOfField: Record<string, string> = {
  licence: 'licence.room',
  meetingPolicy: 'teams.meetingPolicy',
  callingPolicy: 'teams.callingPolicy',
  workingHours: 'mailbox.workDays',
}

function settingFor(value: string) {
  const id = settingOfField[value] ?? `mailbox.${value}`
  if (!catalogue.some((setting) => setting.id === id))
    throw new Error(`no setting behind the value ${value} of profiles`)
  return settingOf(id)
}

const own =
  '{"huddle":{"why":"Small, and for the moment.","values":{"maximumDurationInMinutes":120,"bookingWindowInDays":14}}}'

export function profilesPage(): string {
  const builtIn = Object.entries(builtInProfiles).flatMap(([name, { why, values }]) => [
    `### ${name}`,
    why,
    Object.keys(values).length === 0
      ? 'Nothing is other than in the [catalogue](account.md).'
      : table(
          ['value', 'is', 'setting', 'why it matters'],
          Object.entries(values).map(([value, is]) => {
            const { title, why: reason } = settingFor(value)
            return [`\`${value}\``, sayValue(is), title, reason]
          }),
        ),
  ])
  const all = Object.entries(profileSchema.shape.values.shape).map(([value, schema]) => [
    `\`${value}\``,
    settingFor(value).title,
    value === 'workingHours' ? 'as in [request.md](request.md)' : limitsOf(schema),
  ])
  return (
    [
      '# Profiles',
      `${made} A profile is a class of rooms: the same settings with other values. The field \`profile\` of a [request](request.md) names it; a room without one gets \`standard\`.`,
      [
        '- What a request says itself must not contradict the profile that it names: it is refused with the field and the value. A value that is the same is no contradiction. Where no profile is named, the request has its own way.',
        '- A value that needs something only the request can say, such as seats or a time zone, makes that field needed.',
        '- A run works with what the profile said when it started; who is asked to agree reads the profile with its reason, and every value that is written.',
        '- What every Teams Rooms device needs, such as the body of invitations, is no part of a profile. Exchange Server does not have all of these settings; what it has not is left out there.',
      ].join('\n'),
      '## Built in',
      ...builtIn,
      '## Of your own',
      'The setting `ROOMWRIGHT_PROFILES`, the same in front and back, adds profiles or puts one in the place of a built-in one of the same name (`standard` is that of every room that names none):',
      `\`\`\`json\n${JSON.stringify(JSON.parse(own), undefined, 2)}\n\`\`\``,
      table(['value', 'setting', 'takes'], all),
    ].join('\n\n') + '\n'
  )
}
