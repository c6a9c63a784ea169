import { door, person, type ProblemEntry } from './problemEntry.ts'

/** What people meet on the pages of accounts; conditions: Microsoft, "Microsoft Teams Rooms Resource Accounts" (08/2024), in our words. */
export const estateProblems = {
  'mailbox-settings-not-permitted': person(
    'Mailbox settings may not be read',
    'Microsoft 365 does not let the service read the calendar settings of this mailbox.',
    'Give the role group of the service in Exchange Online the management role View-Only Recipients for this room; nobody needs to be a Global Administrator for it.',
    { role: 'View-Only Recipients' },
  ),
  'account-settings-not-permitted': person(
    'Account settings may not be read',
    'Microsoft 365 does not let the service read users and licences.',
    'Grant the managed identity of the back the app role User.Read.All on Microsoft Graph.',
    { role: 'User.Read.All' },
  ),
  'reading-failed': person(
    'A part could not be read',
    'Microsoft 365 did not give a part of the settings: {text}.',
    'Re-check the account; if it stays so, look at the account in the Exchange admin centre.',
  ),
  'account-gone': person(
    'The account is not there any more',
    'Microsoft 365 does not list {address} as a room any more.',
    'If it was deleted by mistake, ask for the room again within 30 days, and it is restored.',
  ),
  'account-not-a-room': person(
    'The account is not ready to be put right',
    'What stands at {address} is no room mailbox that can be put right as it is.',
    'Ask for the room: the request says what would be done, and asks for an approval where one is needed.',
  ),
  'account-changed-since': person(
    'Somebody else changed it meanwhile',
    'Since the page was opened, these settings have changed: {settings}. Nothing was written.',
    'Look at the account as it is now, and set again what is still to be set.',
  ),
  'value-of-wrong-kind': person(
    'A value of the wrong kind',
    'These settings take values of another kind: {settings}. Nothing was written.',
    'Give yes or no, a number or a text, as the setting shows it now.',
  ),
  'repair-on-servers': person(
    'The mailbox is on a server',
    '{address} has its mailbox on an Exchange Server, which is reached by requests alone.',
    'Ask for the room again: a request sets it up through the worker.',
  ),
  'account-unknown': door(
    404,
    'Unknown account',
    'No room account {account} is known here.',
    'Refresh the list of accounts; one that was made in the last 15 minutes may be missing.',
    { actor: 'administrator' },
  ),
  'job-unknown': door(404, 'Unknown work', 'There is no such work on accounts.', 'Open it from the page of accounts.', {
    actor: 'administrator',
  }),
  'batch-incomplete': person(
    'The list did not come in whole',
    'A part of the list of rooms never came, so nothing of it was begun.',
    'Upload the file again.',
  ),
  'batch-invalid': door(
    422,
    'Some rows are not right',
    '{errors} values of {rooms} rooms are not right, so nothing was begun; each is listed with its line and column.',
    'Put the listed cells right and upload the file again.',
    { actor: 'administrator' },
  ),
  'batch-unknown': door(404, 'Unknown list', 'There is no such list of rooms.', 'Open it from the page of lists.', {
    actor: 'administrator',
  }),
  'batch-not-now': door(
    409,
    'Not possible now',
    'The list is {state}.',
    'A list can be paused while it runs, resumed while it is paused, and cancelled until it has ended.',
    { actor: 'administrator' },
  ),
  'accounts-not-loaded': door(
    503,
    'The accounts could not be loaded',
    'The list of room accounts could not be read.',
    'Try again in a minute; if it stays so, tell the operator.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'summary-not-loaded': door(
    503,
    'The summary could not be loaded',
    'The numbers over all accounts could not be read.',
    'Try again in a minute; the list below does not need them.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'export-failed': door(
    503,
    'The file could not be made',
    'The accounts could not be written into a file.',
    'Try again in a minute; if it stays so, tell the operator.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'save-failed': door(
    503,
    'The change was not taken',
    'The change could not be passed on, and nothing was changed.',
    'Save again in a minute.',
    { actor: 'operator', severity: 'alarm' },
  ),
  'apply-failed': person(
    'Not every account could be put right',
    '{count} of {accounts} accounts could not be put right; the list says why, account by account.',
    'Put right what it names, then apply again: what is right is left alone.',
  ),
} as const satisfies Record<string, ProblemEntry>
