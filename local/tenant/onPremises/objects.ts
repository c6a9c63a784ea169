import type { TenantFacts } from '../accounts.ts'
import { hashPassword } from '../password.ts'
import { drawGuid } from '../seededDraw.ts'
import { canonicalName, distinguishedName, forest, withPrimary } from './directory.ts'
import type { AdAccount, Directory, DirectoryObject, Draft, OnPremisesRecipient, OnPremisesType } from './directory.ts'
import { fail } from './failure.ts'

/** A new object of the forest with the defaults of its kind; its id is new, and the same for the same name and history. */
export function draftObject(directory: Directory, { seed }: TenantFacts, name: string, at: string): Draft {
  let id = drawGuid(seed, 'onPremises', name.toLowerCase(), 0)
  for (let again = 1; directory.get(id); again += 1) id = drawGuid(seed, 'onPremises', name.toLowerCase(), again)
  return {
    id,
    name,
    displayName: name,
    office: null,
    phone: null,
    mail: null,
    proxyAddresses: [],
    created: at,
    account: null,
    recipient: null,
    skype: null,
  }
}

/** Logon-disabled and without a password, as Exchange makes it for a resource. */
export function draftAccount(userPrincipalName: string, samAccountName?: string | null): AdAccount {
  const local = userPrincipalName.slice(0, userPrincipalName.indexOf('@'))
  return {
    samAccountName: samAccountName ?? local.replace(/[^\w.-]/g, '').slice(0, 20),
    userPrincipalName,
    enabled: false,
    passwordNeverExpires: false,
    cannotChangePassword: false,
    passwordLastSet: null,
    adminCount: null,
    passwordSets: 0,
  }
}

export function draftRecipient(
  { seed }: TenantFacts,
  id: string,
  type: OnPremisesType,
  alias: string,
): OnPremisesRecipient {
  return {
    type,
    alias,
    exchangeGuid: drawGuid(seed, 'onPremisesMailbox', id),
    remoteRoutingAddress: null,
    resourceCapacity: null,
    hiddenFromAddressLists: false,
    mailTip: null,
    isFolderNameLocalised: false,
    language: null,
    timeZone: null,
    calendar: {},
  }
}

/** With this primary address, in Active Directory's mail as well. */
export function withAddress<T extends Draft>(object: T, address: string): T {
  return { ...object, mail: address, proxyAddresses: withPrimary(object.proxyAddresses, address) }
}

/** The default domain policy: length, three of four kinds, and neither logon name nor display name in it. */
export function isStrongEnough(
  password: string,
  { account, displayName }: Pick<DirectoryObject, 'account' | 'displayName'>,
): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length
  // "Password must meet complexity requirements": tokens of three characters and more of the display name count.
  const tokens = [account?.samAccountName ?? '', ...displayName.split(/[\s,.\-_#]+/)].filter(
    ({ length }) => length >= 3,
  )
  const isNamed = tokens.some((token) => password.toLowerCase().includes(token.toLowerCase()))
  return password.length >= forest.shortestPassword && kinds >= 3 && !isNamed
}

export function withPassword(account: AdAccount, password: string, now: string): AdAccount {
  return {
    ...account,
    password: hashPassword(password),
    passwordLastSet: now,
    passwordSets: account.passwordSets + 1,
  }
}

/** Names are unique in their organisational unit, logon names in the domain. */
export function refuseTakenName(directory: Directory, { name, account }: Draft): void {
  const same = (read: (other: DirectoryObject) => string | undefined, wanted: string | undefined) =>
    directory.all().find((other) => wanted !== undefined && read(other)?.toLowerCase() === wanted.toLowerCase())
  const namesake = same((other) => other.name, name)
  if (namesake) failTaken(`The object '${distinguishedName(namesake)}' already exists.`)
  const principal = same((other) => other.account?.userPrincipalName, account?.userPrincipalName)
  if (principal) failPrincipal(account?.userPrincipalName ?? '', principal)
  const logon = same((other) => other.account?.samAccountName, account?.samAccountName)
  if (logon) failTaken(`The logon name of '${distinguishedName(logon)}' is the same.`)
}

function failTaken(what: string): never {
  fail('ADObjectAlreadyExistsException', `Active Directory operation failed on ${forest.domainController}. ${what}`)
}

/** That the text is this one is an assumption; the page only says that the name must be unique. */
function failPrincipal(name: string, holder: DirectoryObject): never {
  fail(
    'UserWithUserPrincipalNameExistsException',
    `The user principal name "${name}" is already being used by "${canonicalName(holder)}". Please choose another user principal name.`,
  )
}
