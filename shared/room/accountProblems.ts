import { person, type ProblemEntry } from './problemEntry.ts'

/** What may be found at an address, or be wished for in vain; a part of the table of problems. */
export const accountProblems = {
  'account-is-privileged': person(
    'The account belongs to an administrator',
    '{address} has rights over the directory. Such accounts are never changed.',
    'Ask for another address for the room.',
    { actor: 'requester' },
  ),
  'account-is-a-voice-application': person(
    'The account belongs to telephony',
    '{address} answers calls for an auto attendant or a call queue.',
    'Ask for another address for the room.',
    { actor: 'requester' },
  ),
  'account-not-in-directory': person(
    'The account is in the cloud alone',
    '{address} is not in the local directory, where rooms of this domain have to be.',
    'Ask for another address, or have the account made in the local directory and matched with this one.',
  ),
  'mailbox-in-the-other-exchange': person(
    'The mailbox is in the other Exchange',
    'The mailbox of {address} is not where rooms of this domain belong: one is on a server, the other in Exchange Online.',
    'Have the mailbox moved, or ask for an address in another domain.',
  ),
  'exchange-too-old': person(
    'The Exchange Server is too old',
    'The Exchange Server is older than 2013 SP1 ({version}), which has no accounts that devices can sign in with.',
    'Have the server updated, or ask for a room in Exchange Online.',
    { actor: 'operator' },
  ),
  'account-bound-to-a-device': person(
    'The room has a device already',
    'The account {address} ({name}) is bound to the device {device}. Of two devices with one account, only one can join a meeting.',
    'Ask for an account of its own for the second device, or have the first one released.',
    { actor: 'requester', status: 409 },
  ),
  'device-bound-elsewhere': person(
    'The device has an account already',
    'The device {device} belongs to {holder}.',
    'Check the serial number, or have the device released there.',
    { actor: 'requester', status: 409 },
  ),
  'skype-online-retired': person(
    'Skype for Business Online is retired',
    'Microsoft retired Skype for Business Online on 31 July 2021, so no room can be enabled for it any more.',
    'Ask for Teams instead: a Teams Rooms device takes part in the same meetings. Rooms on a Skype for Business Server need an address in its domain.',
    { actor: 'requester' },
  ),
  'room-list-wrong': person(
    'No room list',
    'What has the name {list} in Exchange is no room list, and two of a name cannot be.',
    'Ask for a list of another name, or for none.',
    { actor: 'requester' },
  ),
  'mobile-policy-wrong': person(
    'No such mobile device policy',
    'There is no mobile device policy {policy}, or it asks devices for a password, which a room cannot type.',
    'Have a policy of that name made that asks for no password, or ask for another one; then retry.',
  ),
  'profile-unknown': person(
    'No such profile',
    'There is no profile {profile}. Known are: {known}.',
    'Ask for one of these, or have the operator add it to the setting ROOMWRIGHT_PROFILES; then retry.',
    { actor: 'requester' },
  ),
  'not-in-this-cloud': person(
    'Not in this cloud',
    'The tenant is in the cloud {cloud}, and there is no way to this there: {what}. {why}',
    'Ask for the room without it.',
    { actor: 'requester' },
  ),
  'teams-needs-the-cloud': person(
    'Teams needs an account in the cloud',
    'Rooms of this domain are on premises alone, and Teams is a cloud service.',
    'Ask for Skype alone, or for an address in a domain that is synchronised.',
    { actor: 'requester' },
  ),
  'registrar-pool-unknown': person(
    'The registrar pool is not known',
    'Skype for Business was asked for, without a registrar pool or a colleague who has one.',
    'Name the pool, or a colleague at the same site, in the ticket.',
    { actor: 'requester' },
  ),
  'registrar-pool-wrong': person(
    'There is no such registrar pool',
    'The registrar pool that was asked for does not exist.',
    'Check its name, or name a colleague at the same site instead.',
    { actor: 'requester' },
  ),
  'skype-pool-differs': person(
    'The room is on another registrar pool',
    'The room {address} is enabled for Skype on another registrar pool than the one asked for.',
    'Ask for the pool that it has, or have the room moved first.',
  ),
  'number-in-use': person(
    'The phone number is in use',
    'The phone number that was asked for belongs to somebody else.',
    'Ask for a number that is free.',
    { actor: 'requester' },
  ),
  'policy-unknown': person(
    'There is no such plan or policy',
    'The dial plan or voice policy that was asked for does not exist.',
    'Check the names in the ticket.',
    { actor: 'requester' },
  ),
  'number-unknown': person(
    'There is no such phone number',
    'The phone number that was asked for is not among the numbers of the organisation.',
    'Ask for one of them, or have the number acquired first.',
    { actor: 'requester' },
  ),
  'number-not-assigned': person(
    'The phone number was not assigned',
    'Microsoft 365 did not assign the phone number: {reason}',
    'Have an administrator of Teams telephony look at it, then retry.',
  ),
  'number-not-in-time': person(
    'The phone number was not assigned in time',
    'The phone number was ordered for the room, but not assigned in time.',
    'Retry later; it is not ordered twice.',
    { actor: 'operator' },
  ),
  'voice-needs-a-number': person(
    'Calls need a phone number',
    'Enterprise Voice was asked for without a phone number; in Teams the one comes with the other.',
    'Name the number in the ticket.',
    { actor: 'requester' },
  ),
  'mailbox-belongs-to-a-person': person(
    'The address belongs to a person',
    '{address} is the mailbox of {name} ({details}). Mailboxes of people are never changed.',
    'Ask for another address for the room.',
    { actor: 'requester' },
  ),
  'mailbox-of-another-kind': person(
    'The address is another kind of mailbox',
    '{address} is {what}, not a room.',
    'Ask for another address, or have an administrator turn it into a room mailbox first.',
  ),
  'address-in-use': person(
    'The address is in use',
    '{address} belongs to {what} named {name}.',
    'Ask for another address, or have the other one removed.',
  ),
  'address-of-another-room': person(
    'The address belongs to another room',
    '{address}, the address that this room would get, belongs to the room {other}.',
    'Ask in the ticket for an address of your own for this room, then retry.',
    { actor: 'requester' },
  ),
  'address-is-an-alias': person(
    'The address is a second one of another account',
    '{address} is only another address of {other}, whose own address is {primary}.',
    'Ask for {primary} if that is the room, else for an address that is free; then retry.',
    { actor: 'requester' },
  ),
  'account-without-mailbox': person(
    'There is an account without a mailbox',
    'An account named {address} exists, but it has no mailbox.',
    'Have an administrator remove the account or give it another name, then retry.',
  ),
  'no-room-there': person(
    'There is no room at this address',
    'At {address} there is {what}, so there is no room account that this could be done with.',
    'Check the address; a room that was deleted comes back when it is set up again.',
    { actor: 'requester' },
  ),
  'retire-on-premises': person(
    'The account is not in the cloud alone',
    '{address} has its account or mailbox inside the organisation, from where this service deletes nothing.',
    'Have an administrator delete it there; new bookings can be refused in its calendar settings meanwhile.',
  ),
  'sign-in-is-blocked': person(
    'The sign-in of the room is blocked',
    'The sign-in of {address} is blocked. A new password would not help, and allowing the sign-in is not part of it.',
    'Find out who blocked it and why; have the room set up, which allows its sign-in again and gives it a new password.',
  ),
  'address-was-deleted': person(
    'A deleted account holds the address',
    '{address} belonged to {name}, which was deleted in the last 30 days.',
    'Have an administrator restore or purge it, then retry.',
  ),
  'directory-synced': person(
    'The account is managed on premises',
    '{address} comes from the local directory and can only be changed there.',
    'Have it changed in Active Directory.',
  ),
  'addresses-differ': person(
    'Sign-in name and address differ',
    'The sign-in name of {address} is not its e-mail address.',
    'Have an administrator make both equal, then retry.',
  ),
} as const satisfies Record<string, ProblemEntry>
