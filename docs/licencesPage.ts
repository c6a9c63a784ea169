import type { Licence, LicenceFamily } from '../shared/room/licence.ts'
import { licenceCatalogue } from '../shared/room/licenceCatalogue.ts'
import { explainLicenceError, licenceErrorWords } from '../shared/room/licenceErrors.ts'
import { capabilityRows } from '../shared/room/capabilities.ts'
import { capabilitiesOf, capabilityNames } from '../shared/room/servicePlans.ts'
import { made, table } from './parts.ts'

const families: [LicenceFamily, string][] = [
  ['room', 'For rooms: Teams Rooms signs in with these'],
  ['add-on', 'Beside a room licence'],
  ['user', 'For people: these do not let Teams Rooms sign in'],
  ['shared-device', 'For shared phones, and for panels without a room system'],
  ['voice-application', 'For auto attendants and call queues'],
  ['skype', 'For Skype for Business Online, which ended on 31 July 2021'],
]

const gives = ({ plans }: Licence): string =>
  [...capabilitiesOf(plans)].map((capability) => capabilityNames[capability]).join(', ')

const catalogueOf = (family: LicenceFamily): string =>
  table(
    ['licence', 'part number', 'gives', 'SKU id'],
    [...licenceCatalogue.values()]
      .filter((licence) => licence.family === family)
      .map((licence) => [
        licence.isLegacy ? `${licence.name} (sold no more)` : licence.name,
        `\`${licence.partNumber}\``,
        gives(licence),
        `\`${licence.skuId}\``,
      ]),
  )

/** What can be asked for and what entitles to it, errors in words, and every licence that is known. */
export function licencesPage(): string {
  const rules = capabilityRows.map(({ title, skypeRoom, today }) => [title, skypeRoom.says, today.says])
  const errors = licenceErrorWords.map((word) => {
    const { title, cause, remedy } = explainLicenceError(word)
    return [`\`${word}\``, title, cause, remedy]
  })
  return [
    '# Licences',
    made,
    '## What entitles a room',
    'What a licence gives is told by its service plans, not by its name.',
    table(['asked for', 'Skype Room System in Office 365', 'Teams Rooms today'], rules),
    'Rooms on Skype for Business Server need an Enterprise client access licence, with Enterprise Voice a Plus one too. They are paper licences: no service shows whether they are owned. `GET /api/client-licences` ([api.md](api.md#client-access-licences)) counts how many the rooms need that requests have made ready.',
    '## Errors of an assignment',
    table(['error', 'title', 'cause', 'what to do'], errors),
    '## Every licence that is known',
    'Others are told by the beginning of their part number, then by their service plans.',
    ...families.flatMap(([family, title]) => [`### ${title}`, catalogueOf(family)]),
  ]
    .join('\n\n')
    .concat('\n')
}
