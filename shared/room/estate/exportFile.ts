import { settingOf } from '../settings/catalogue.ts'
import { openFaults, statusOf, statusWords, type AccountSummary } from './account.ts'

/** One account as a line of an exported file, in words. */
export const toExportRow = (account: AccountSummary, today: string): Record<string, string> => ({
  Name: account.name,
  Address: account.address,
  Location: account.location,
  Status: statusWords[statusOf(account, today)],
  'Needs action': openFaults(account, today).map(titleOf).join('; '),
  'Could not be read': account.unread.join('; '),
  'Exceptions granted': Object.entries(account.excepted ?? {})
    .map(([setting, until]) => `${titleOf(setting)} until ${until}`)
    .join('; '),
  Licence: account.licence,
  'Set up here': account.request === undefined ? 'no' : 'yes',
  'Last checked': account.checkedAt,
  'Gone since': account.goneSince ?? '',
})

const titleOf = (setting: string): string => settingOf(setting).title
